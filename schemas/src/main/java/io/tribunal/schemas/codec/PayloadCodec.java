package io.tribunal.schemas.codec;

import io.tribunal.core.decision.Action;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.signature.PayloadType;
import java.util.List;
import java.util.stream.Stream;

/**
 * Signed payloads: Avro single objects in canonical form (PROTOCOL 2, 3). Decoders throw {@link
 * MalformedRecordException}; encoders throw it too, for values that no decoder accepts.
 */
public final class PayloadCodec {
    private static final AvroBody<io.tribunal.schemas.avro.Control> CONTROL =
            new AvroBody<>(io.tribunal.schemas.avro.Control.getClassSchema());

    private PayloadCodec() {}

    public static Bytes encode(Payload payload) {
        return switch (payload) {
            case Genesis genesis -> GenesisFormat.encode(genesis);
            case Request request -> SingleObject.encode(RequestLayout.FORMAT, request);
            case Control control -> SingleObject.encode(CONTROL, ControlForm.toAvro(control));
        };
    }

    /** Decodes the payload of an envelope of the given type where the deployment's own genesis may stand. */
    public static Payload decodeFirst(PayloadType type, Bytes payload) {
        return type == PayloadType.GENESIS ? GenesisFormat.decodeOwn(payload) : decode(type, payload);
    }

    /** The same, but the public keys of a genesis are not validated. */
    static Payload decodeRule(PayloadType type, Bytes payload) {
        return type == PayloadType.GENESIS ? GenesisFormat.decodeRule(payload) : decode(type, payload);
    }

    /** As {@link #decode}, but the public keys of a genesis are not validated. */
    static Payload decodeUnvalidated(PayloadType type, Bytes payload) {
        return type == PayloadType.GENESIS ? GenesisFormat.decodeUnvalidated(payload) : decode(type, payload);
    }

    /** Decodes the payload of an envelope of the given type anywhere else on business-log. */
    public static Payload decode(PayloadType type, Bytes payload) {
        return switch (type) {
            case GENESIS -> GenesisFormat.decodeStray(payload);
            case REQUEST -> SingleObject.decode(RequestLayout.FORMAT, payload);
            case CONTROL -> SingleObject.decode(CONTROL, payload, ControlForm::fromAvro);
            case RESPONSE_BATCH -> throw new MalformedRecordException("a response batch is no business entry");
        };
    }

    public static Bytes encodeHeader(ResponseBatch.Header header) {
        return SingleObject.encode(ResponseBatchLayout.HEADER, header);
    }

    public static ResponseBatch.Header decodeHeader(Bytes header) {
        return SingleObject.decode(ResponseBatchLayout.HEADER, header);
    }

    public static Bytes encodeResponse(Response response) {
        return SingleObject.encode(ResponseLayout.FORMAT, response);
    }

    public static Response decodeResponse(Bytes response) {
        return SingleObject.decode(ResponseLayout.FORMAT, response);
    }

    /**
     * The Avro body of a control entry's action: what {@link io.tribunal.core.decision.RootMandate#actionBytes} holds.
     */
    public static Bytes encodeAction(Action action) {
        return ActionForm.encode(action);
    }

    /**
     * The action of such a body.
     *
     * @throws MalformedRecordException when the bytes are not the canonical body of an action
     */
    public static Action decodeAction(Bytes body) {
        return ActionForm.decode(body);
    }

    /** The deployment id of a genesis: SHA-256 of its encoded payload. */
    public static Hash genesisHash(Genesis genesis) {
        return Hash.sha256(encode(genesis).array());
    }

    /** CRC-64-AVRO of every payload schema that is read after offset 0, ascending; a new policy accepts these. */
    public static List<Long> fingerprints() {
        return Stream.of(
                        GenesisFormat.strayFingerprint(),
                        RequestLayout.FORMAT.fingerprint(),
                        CONTROL.fingerprint(),
                        ResponseBatchLayout.HEADER.fingerprint(),
                        ResponseLayout.FORMAT.fingerprint())
                .sorted()
                .toList();
    }

    /** Fingerprint of the schema that a payload is written in. */
    static long fingerprint(Payload payload) {
        return switch (payload) {
            case Genesis genesis -> GenesisFormat.fingerprint(genesis);
            case Request ignored -> RequestLayout.FORMAT.fingerprint();
            case Control ignored -> CONTROL.fingerprint();
        };
    }
}
