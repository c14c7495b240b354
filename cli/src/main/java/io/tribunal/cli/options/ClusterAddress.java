package io.tribunal.cli.options;

import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** Options that say which brokers a command connects to first. */
public interface ClusterAddress {
    /** {@code HOST:PORT,...}, once it is known. */
    Optional<String> brokers();

    /** The address that a command was given with its options, for messages. */
    static Optional<String> of(CommandSpec command) {
        return in(command).flatMap(options -> options.brokers().stream()).findFirst();
    }

    private static Stream<ClusterAddress> in(CommandSpec command) {
        Stream<ClusterAddress> own =
                command.userObject() instanceof ClusterAddress address ? Stream.of(address) : Stream.empty();
        return Stream.concat(own, command.mixins().values().stream().flatMap(ClusterAddress::in));
    }
}
