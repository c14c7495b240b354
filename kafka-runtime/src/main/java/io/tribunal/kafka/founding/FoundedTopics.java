package io.tribunal.kafka.founding;

import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Genesis;
import io.tribunal.kafka.client.ClientSettings;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.kafka.log.LogDamage;
import io.tribunal.kafka.log.LogDamagedException;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Whether the topics that a role uses are those with which its deployment was founded: not missing, not made anew, not
 * another deployment's, and with all records that are known to have been there.
 */
public final class FoundedTopics {
    /** What to do about topics that are not as they should be. */
    public static final String REMEDY =
            "; restore what is lost from a backup and then run 'tribunal up' or 'tribunal provision' once with"
                    + " --accept-topics, or found a new deployment in another directory and namespace"
                    + " (docs/founding.md)";

    /** A broker that has just started may not know of the youngest topics yet: 10 s are allowed for that. */
    private static final int LOOKS = 20;

    private static final long PAUSE_MS = 500;

    private final FoundedLog log;
    private final TopicNames names;
    private final Hash deployment;
    private final Set<Topic> topics;
    private final List<String> groups;
    private final Runnable pause;

    /**
     * The check of one role.
     *
     * @param topics that the role reads or writes
     * @param groups of consumers in whose name the role commits offsets
     */
    public FoundedTopics(
            ClientSettings clients, TopicNames names, Hash deployment, Set<Topic> topics, List<String> groups) {
        this(
                new KafkaFoundedLog(clients, names),
                names,
                deployment,
                topics,
                groups,
                () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS)));
    }

    /** @param pause waits a moment before the brokers are asked for missing topics again */
    public FoundedTopics(
            FoundedLog log, TopicNames names, Hash deployment, Set<Topic> topics, List<String> groups, Runnable pause) {
        this.log = log;
        this.names = names;
        this.deployment = deployment;
        this.topics = EnumSet.of(Topic.RULES, topics.toArray(Topic[]::new));
        this.groups = List.copyOf(groups);
        this.pause = pause;
    }

    /**
     * Checks.
     *
     * @throws LogDamagedException that names each topic that is not as it should be, and says what to do
     */
    public void require() {
        try (log) {
            Map<String, FoundedLog.Present> present = present();
            require(faults(founded(), present));
        }
    }

    /**
     * What is wrong with the topics.
     *
     * @param founded the list to compare with
     * @param present the topics as they are now
     * @return one sentence for each fault
     */
    public List<String> faults(TopicIds founded, Map<String, FoundedLog.Present> present) {
        List<String> faults = new ArrayList<>(differences(founded, present));
        if (faults.isEmpty()) {
            faults.addAll(shortened(log.begins(kept(present))));
            groups.forEach(
                    group -> behind(group).forEach((partition, loss) -> faults.add(partition + loss.text(group))));
        }
        return faults;
    }

    private static void require(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new LogDamagedException(String.join("; ", faults) + REMEDY);
        }
    }

    /** The topics that exist; refuses here if any is missing, since nothing could be read from it. */
    private Map<String, FoundedLog.Present> present() {
        Set<String> wanted = wanted();
        Map<String, FoundedLog.Present> present = log.topics(wanted);
        for (int look = 1; look < LOOKS && present.size() < wanted.size(); look++) {
            pause.run();
            present = log.topics(wanted);
        }
        Set<String> missing = new TreeSet<>(wanted);
        missing.removeAll(present.keySet());
        require(missing.stream().map(FoundedTopics::missing).toList());
        return present;
    }

    private Set<String> wanted() {
        Set<String> wanted = new TreeSet<>();
        topics.forEach(topic -> wanted.add(names.name(topic)));
        return wanted;
    }

    private TopicIds founded() {
        Genesis genesis = genesis();
        return log.founded(genesis, deployment)
                .orElseThrow(
                        () -> new LogDamagedException(
                                "topic " + names.rules() + " holds no signed list of the topics of deployment "
                                        + deployment
                                        + ": the deployment was founded by an earlier version, or the topic was made anew; run"
                                        + " 'tribunal up' or 'tribunal provision' again, which writes the list (docs/founding.md)"));
    }

    private Genesis genesis() {
        try {
            return log.genesis(deployment);
        } catch (GenesisMismatchException other) {
            throw new LogDamagedException(LogDamage.text(other) + REMEDY, other);
        }
    }

    private List<String> differences(TopicIds founded, Map<String, FoundedLog.Present> present) {
        List<String> faults = new ArrayList<>();
        for (String name : wanted()) {
            Uuid id = founded.ids().get(name);
            FoundedLog.Present now = present.get(name);
            if (now == null) {
                faults.add(missing(name));
            } else if (id == null) {
                faults.add("topic " + name + " is not among those with which deployment " + founded.deployment()
                        + " was founded");
            } else if (!id.equals(now.id())) {
                faults.add("topic " + name + " is not the one with which the deployment was founded: its id is "
                        + now.id() + " and not " + id + ", so it was deleted and made anew");
            }
        }
        return faults;
    }

    private static String missing(String name) {
        return "topic " + name + " is missing";
    }

    /** The partitions of topics that keep all records. */
    private List<TopicPartition> kept(Map<String, FoundedLog.Present> present) {
        List<TopicPartition> kept = new ArrayList<>();
        for (Topic topic : topics) {
            String name = names.name(topic);
            FoundedLog.Present now = present.get(name);
            for (int partition = 0; topic.keepsAll() && now != null && partition < now.partitions(); partition++) {
                kept.add(new TopicPartition(name, partition));
            }
        }
        return kept;
    }

    private static List<String> shortened(Map<TopicPartition, Long> begins) {
        return begins.entrySet().stream()
                .filter(begin -> begin.getValue() > 0)
                .map(begin -> begin.getKey() + " begins at offset " + begin.getValue()
                        + " and must begin at 0: its first records were deleted")
                .sorted()
                .toList();
    }

    /**
     * A partition that ends before what a group has read of it.
     *
     * @param end offset behind the last record
     * @param read that the group has committed
     */
    public record Loss(long end, long read) {
        String text(String group) {
            return " ends at offset " + end + " and group " + group + " has read up to " + read
                    + ": its last records were lost";
        }
    }

    /** The partitions of these topics that end before what a group has read of them. */
    public Map<TopicPartition, Loss> behind(String group) {
        Set<String> wanted = wanted();
        Map<TopicPartition, Long> committed = new HashMap<>(log.committed(group));
        committed.keySet().removeIf(partition -> !wanted.contains(partition.topic()));
        Map<TopicPartition, Long> ends = log.ends(committed.keySet());
        Map<TopicPartition, Loss> behind =
                new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        committed.forEach((partition, read) -> {
            long end = ends.getOrDefault(partition, 0L);
            if (end < read) {
                behind.put(partition, new Loss(end, read));
            }
        });
        return behind;
    }
}
