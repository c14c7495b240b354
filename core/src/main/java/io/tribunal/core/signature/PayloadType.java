package io.tribunal.core.signature;

import io.tribunal.core.identity.Role;
import java.util.List;
import java.util.Optional;

/** What an envelope may carry, and the roles whose keys may sign it (PROTOCOL 2). */
public enum PayloadType {
    GENESIS("genesis"),
    REQUEST("request"),
    CONTROL("control"),
    RESPONSE_BATCH("response-batch");

    private static final List<PayloadType> ALL = List.of(values());

    private final String mediaType;

    PayloadType(String name) {
        this.mediaType = "application/vnd.tribunal." + name + ".v1+avro";
    }

    public String mediaType() {
        return mediaType;
    }

    public boolean maySign(Role role) {
        return switch (this) {
            case GENESIS -> role == Role.ROOT;
            case REQUEST -> role == Role.CLIENT;
            case CONTROL -> role == Role.ROOT || role == Role.VALIDATOR;
            case RESPONSE_BATCH -> role == Role.EXECUTOR || role == Role.VALIDATOR;
        };
    }

    public static Optional<PayloadType> ofMediaType(String mediaType) {
        for (PayloadType type : ALL) {
            if (type.mediaType.equals(mediaType)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
