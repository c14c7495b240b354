package io.tribunal.schemas.registry;

import org.apache.avro.Schema;

/** A schema registry. Every method throws {@link RegistryException} for what the registry refuses or when none answers. */
public interface SchemaRegistry {
    /** Registers the schema under the subject, if it is not there yet; its id. */
    int register(String subject, Schema schema);

    /** The id of a schema that must already be registered under the subject. */
    int lookup(String subject, Schema schema);

    Schema byId(int id);

    /** The schema of a globally unique id, which newer serializers put into a record header. */
    Schema byGuid(String guid);

    /** The newest version under the subject. */
    RegisteredSchema latest(String subject);

    /**
     * A schema as the registry knows it.
     *
     * @param version from 1, within its subject
     */
    record RegisteredSchema(int id, int version, Schema schema) {}
}
