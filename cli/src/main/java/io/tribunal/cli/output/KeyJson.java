package io.tribunal.cli.output;

import io.tribunal.core.identity.RegisteredKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** A registered key. */
public final class KeyJson {
    private KeyJson() {}

    public static Map<String, Object> of(RegisteredKey key) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("keyId", key.keyId().value());
        json.put("role", key.role().name());
        json.put("owner", key.owner());
        json.put("publicKey", key.publicKey().toHex());
        return json;
    }

    /** With whether it counts no longer. */
    public static Map<String, Object> of(RegisteredKey key, boolean revoked) {
        Map<String, Object> json = of(key);
        json.put("revoked", revoked);
        return json;
    }
}
