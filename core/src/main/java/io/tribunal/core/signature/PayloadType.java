package io.tribunal.core.signature;

import io.tribunal.core.identity.Role;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** What an envelope may carry, and the roles whose keys may sign it (PROTOCOL 2). */
public enum PayloadType {
    GENESIS("genesis", Set.of(Role.ROOT)),
    REQUEST("request", Set.of(Role.CLIENT)),
    CONTROL("control", Set.of(Role.VALIDATOR, Role.ROOT)),
    RESPONSE_BATCH("response-batch", Set.of(Role.EXECUTOR, Role.VALIDATOR));

    private final String mediaType;
    private final Set<Role> signers;

    PayloadType(String name, Set<Role> signers) {
        this.mediaType = "application/vnd.tribunal." + name + ".v1+avro";
        this.signers = signers;
    }

    public String mediaType() {
        return mediaType;
    }

    public boolean maySign(Role role) {
        return signers.contains(role);
    }

    public static Optional<PayloadType> ofMediaType(String mediaType) {
        return Arrays.stream(values())
                .filter(type -> type.mediaType.equals(mediaType))
                .findFirst();
    }
}
