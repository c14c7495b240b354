package io.tribunal.cli;

import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine.IVersionProvider;

/** The versions of Tribunal (from the jar's manifest), Kafka and Java. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Version.class.getPackage().getImplementationVersion();
        return new String[] {
            "tribunal " + (own == null ? "(unpackaged)" : own),
            "Kafka " + AppInfoParser.getVersion() + ", Java " + Runtime.version()
        };
    }
}
