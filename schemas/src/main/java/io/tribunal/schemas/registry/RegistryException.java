package io.tribunal.schemas.registry;

/** A registry refused a request or could not be reached. */
public final class RegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    RegistryException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    RegistryException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What went wrong, by the {@code error_code} of Confluent's API. */
    public enum Reason {
        SUBJECT_NOT_FOUND(40401),
        VERSION_NOT_FOUND(40402),
        SCHEMA_NOT_FOUND(40403),
        COMPATIBILITY_NOT_CONFIGURED(40408),
        INCOMPATIBLE(40901),
        INVALID_SCHEMA(42201),
        OPERATION_NOT_PERMITTED(42205),
        REFERENCE_EXISTS(42206),
        UNAUTHORIZED(40101),
        /** No address answered within all retries. */
        UNREACHABLE(0),
        /** Any other unsuccessful response. */
        OTHER(-1);

        private static final int INCOMPATIBLE_SHORT = 409;
        private static final int UNAUTHORIZED_SHORT = 401;

        private final int code;

        Reason(int code) {
            this.code = code;
        }

        static Reason ofCode(int code) {
            for (Reason reason : values()) {
                if (reason.code == code) {
                    return reason;
                }
            }
            return switch (code) {
                case INCOMPATIBLE_SHORT -> INCOMPATIBLE;
                case UNAUTHORIZED_SHORT -> UNAUTHORIZED;
                default -> OTHER;
            };
        }
    }
}
