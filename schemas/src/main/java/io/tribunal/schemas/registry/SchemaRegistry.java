package io.tribunal.schemas.registry;

import org.apache.avro.Schema;

/** A schema registry. Every method throws {@link RegistryException} when the registry refuses or does not answer. */
public interface SchemaRegistry {
    /** Registers the schema under the subject if necessary, and returns its id. */
    int register(String subject, Schema schema);

    /** The id of a schema that must already be registered under the subject. */
    int lookup(String subject, Schema schema);

    Schema byId(int id);

    /** The schema of a GUID, which newer serializers write in a record header. */
    Schema byGuid(String guid);

    /** The newest version under the subject. */
    RegisteredSchema latest(String subject);

    /**
     * A schema in the registry.
     *
     * @param version from 1, within its subject
     */
    record RegisteredSchema(int id, int version, Schema schema) {}
}
