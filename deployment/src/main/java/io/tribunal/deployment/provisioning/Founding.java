package io.tribunal.deployment.provisioning;

import io.tribunal.deployment.error.ExitCode;
import io.tribunal.deployment.error.UserError;
import io.tribunal.kafka.client.KafkaFutures;
import io.tribunal.kafka.founding.FoundedLog;
import io.tribunal.kafka.founding.FoundedTopics;
import io.tribunal.kafka.founding.TopicIds;
import io.tribunal.kafka.genesis.GenesisMismatchException;
import io.tribunal.schemas.topic.Topic;
import io.tribunal.schemas.topic.TopicCatalogue;
import io.tribunal.schemas.topic.TopicSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recognises the topics of a deployment that was founded before, and notes those of a new one. What a founded deployment lacks is
 * never made anew in silence.
 */
record Founding(FoundedLog log, TopicCatalogue topics, GenesisFile genesis, FoundingFile file) {
    private static final Logger LOG = LoggerFactory.getLogger(Founding.class);
    /** Each asks another broker, perhaps one that knows the youngest topics. */
    private static final int LOOKS = 50;

    private static final int COMMITS = 60;
    private static final long COMMIT_PAUSE_MS = 500;

    /**
     * Refuses topics that are not those of the founded deployment. A deployment that was not founded yet, or only in part, passes.
     *
     * @throws UserError that names each of them, with exit code 3
     */
    void requireFounded() throws IOException {
        Map<String, FoundedLog.Present> present = log.topics(names());
        Optional<TopicIds> founded = founded(present);
        List<String> faults =
                founded.isPresent() ? check(founded.get()).faults(founded.get(), present) : missing(present);
        if (!faults.isEmpty()) {
            throw new UserError(ExitCode.VERIFICATION_FAILED, String.join("\n", faults) + FoundedTopics.REMEDY);
        }
    }

    private List<String> names() {
        return topics.all().stream().map(TopicSpec::name).toList();
    }

    /** The list in the file, or the one in the topic of rules where another directory founded the deployment. */
    private Optional<TopicIds> founded(Map<String, FoundedLog.Present> present) throws IOException {
        Optional<TopicIds> kept = file.read();
        if (kept.isPresent()) {
            return kept.map(this::requireOurs);
        }
        return present.containsKey(topics.rules())
                ? log.founded(genesis.genesis(), genesis.deployment())
                : Optional.empty();
    }

    private TopicIds requireOurs(TopicIds kept) {
        if (!kept.deployment().equals(genesis.deployment())) {
            throw new UserError(
                    ExitCode.VERIFICATION_FAILED,
                    file.path() + " is of deployment " + kept.deployment() + " and genesis.bin of "
                            + genesis.deployment() + "; restore the one that belongs here from a backup");
        }
        return kept;
    }

    /** Topics that a later version has added are not in the list, and are made. */
    private FoundedTopics check(TopicIds founded) {
        Set<Topic> listed = EnumSet.noneOf(Topic.class);
        for (Topic topic : Topic.values()) {
            if (founded.ids().containsKey(topics.name(topic))) {
                listed.add(topic);
            }
        }
        return new FoundedTopics(log, topics, genesis.deployment(), listed, groups(), () -> {});
    }

    private String voters() {
        return topics.namespace() + ".vote";
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>(List.of(voters()));
        genesis.genesis().executors().forEach(executor -> groups.add(topics.namespace() + ".executor." + executor));
        return groups;
    }

    /**
     * The missing topics of a deployment without a list whose genesis stands: an earlier version founded it, which may have had
     * no topic of rules.
     */
    private List<String> missing(Map<String, FoundedLog.Present> present) {
        if (!present.containsKey(topics.businessLog()) || !isFounded()) {
            return List.of();
        }
        return names().stream()
                .filter(name -> !present.containsKey(name) && !name.equals(topics.rules()))
                .map(name -> "topic " + name + " is missing")
                .toList();
    }

    private boolean isFounded() {
        try {
            log.genesis(genesis.deployment());
            return true;
        } catch (GenesisMismatchException notYet) {
            return false;
        }
    }

    /** Notes the topics, all of which exist now, as those of the deployment. */
    TopicIds note() throws IOException {
        TopicIds noted = new TopicIds(genesis.deployment(), ids());
        Optional<TopicIds> before = file.read();
        if (!before.equals(Optional.of(noted))) {
            before.ifPresent(other -> LOG.warn("event=topics_accepted before={} now={}", other.ids(), noted.ids()));
            file.write(noted);
        }
        return noted;
    }

    private SortedMap<String, Uuid> ids() {
        SortedMap<String, Uuid> ids = new TreeMap<>();
        for (int look = 0; look < LOOKS && ids.size() < names().size(); look++) {
            log.topics(names()).forEach((name, topic) -> ids.put(name, topic.id()));
        }
        if (ids.size() < names().size()) {
            throw new UserError("the brokers do not all know the new topics yet; try again");
        }
        return ids;
    }

    /**
     * Takes the topics as they are: readers that had read further than a partition now reaches continue at its end. Where the
     * verdicts are gone the voter begins anew, which gives the same verdicts.
     */
    void accept(Admin admin) {
        FoundedTopics all =
                new FoundedTopics(log, topics, genesis.deployment(), EnumSet.allOf(Topic.class), List.of(), () -> {});
        for (String group : groups()) {
            Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
            all.behind(group).forEach((partition, loss) -> ends.put(partition, new OffsetAndMetadata(loss.end())));
            if (group.equals(voters())) {
                votedInVain(log.committed(group)).forEach(partition -> ends.put(partition, new OffsetAndMetadata(0)));
            }
            if (!ends.isEmpty()) {
                LOG.warn("event=offsets_accepted group={} offsets={}", group, ends);
                commit(admin, group, ends);
            }
        }
    }

    /** A voter that has ended stays in its group for some seconds. */
    private static void commit(Admin admin, String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (int attempt = 1; ; attempt++) {
            try {
                KafkaFutures.await(
                        admin.alterConsumerGroupOffsets(group, offsets).all());
                return;
            } catch (UnknownMemberIdException | RebalanceInProgressException inUse) {
                if (attempt == COMMITS) {
                    throw new UserError("group " + group + " is in use; end its voters and executors, and try again");
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(COMMIT_PAUSE_MS));
            }
        }
    }

    /** The partitions of response-log that the voters have read, though there is no verdict of it. */
    private List<TopicPartition> votedInVain(Map<TopicPartition, Long> read) {
        List<TopicPartition> verdicts = read.keySet().stream()
                .filter(partition -> partition.topic().equals(topics.responseLog()))
                .map(partition -> new TopicPartition(topics.verdicts(), partition.partition()))
                .toList();
        return log.ends(verdicts).entrySet().stream()
                .filter(end -> end.getValue() == 0)
                .map(end ->
                        new TopicPartition(topics.responseLog(), end.getKey().partition()))
                .toList();
    }
}
