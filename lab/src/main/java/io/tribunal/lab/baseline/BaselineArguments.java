package io.tribunal.lab.baseline;

import io.tribunal.kafka.config.ConfigSources;
import io.tribunal.kafka.config.TribunalConfig;
import io.tribunal.schemas.topic.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process of the baseline is told on its command line.
 *
 * @param guarantee processing guarantee of the merging hop
 * @param commitInterval ms, of the merging hop
 * @param stateDirectory of the merging hop
 */
record BaselineArguments(
        String bootstrapServers,
        int partitions,
        RecordSizes shape,
        String guarantee,
        long commitInterval,
        String stateDirectory) {
    private static final String NAMESPACE = "baseline";
    private static final int SHAPE_FROM = 5;

    List<String> toList() {
        List<String> list = new ArrayList<>(List.of(
                bootstrapServers,
                Integer.toString(partitions),
                guarantee,
                Long.toString(commitInterval),
                stateDirectory));
        list.addAll(shape.arguments());
        return list;
    }

    static BaselineArguments of(List<String> list) {
        return new BaselineArguments(
                list.get(0),
                Integer.parseInt(list.get(1)),
                RecordSizes.of(list.subList(SHAPE_FROM, list.size())),
                list.get(2),
                Long.parseLong(list.get(3)),
                list.get(4));
    }

    /** The same topics with the same settings as a deployment has, under a namespace of their own. */
    TopicCatalogue topics() {
        return new TopicCatalogue(NAMESPACE, partitions);
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
