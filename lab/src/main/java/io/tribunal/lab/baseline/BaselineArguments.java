package io.tribunal.lab.baseline;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;

/**
 * The command-line arguments of a process of the baseline.
 *
 * @param replicas copies of each record
 * @param guarantee processing guarantee of the merging hop
 * @param commitInterval ms, of the merging hop
 * @param stateDirectory of the merging hop
 */
record BaselineArguments(
        String bootstrapServers,
        int partitions,
        int replicas,
        RecordSizes sizes,
        String guarantee,
        long commitInterval,
        String stateDirectory) {
    private static final String NAMESPACE = "baseline";
    private static final int SIZES_FROM = 6;

    List<String> toList() {
        List<String> list = new ArrayList<>(List.of(
                bootstrapServers,
                Integer.toString(partitions),
                Integer.toString(replicas),
                guarantee,
                Long.toString(commitInterval),
                stateDirectory));
        list.addAll(sizes.arguments());
        return list;
    }

    static BaselineArguments of(List<String> list) {
        return new BaselineArguments(
                list.get(0),
                Integer.parseInt(list.get(1)),
                Integer.parseInt(list.get(2)),
                RecordSizes.of(list.subList(SIZES_FROM, list.size())),
                list.get(3),
                Long.parseLong(list.get(4)),
                list.get(5));
    }

    /** The same topics with the same settings as in a deployment, in a namespace of their own. */
    TopicCatalogue topics() {
        return new TopicCatalogue(NAMESPACE, partitions, replicas);
    }

    TribunalConfig config() {
        return TribunalConfig.of(sources().resolve(TribunalConfig.definition()));
    }

    ConfigSources sources() {
        return new ConfigSources()
                .flag(TribunalConfig.BOOTSTRAP_SERVERS, bootstrapServers)
                .flag(TribunalConfig.NAMESPACE, NAMESPACE);
    }
}
