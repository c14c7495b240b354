package io.tribunal.lab.hostile;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.Request;
import io.tribunal.core.normalize.Normalizer;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import java.util.Random;

/** Requests of the deployment's client for one ledger: valid, or with one wrong field. */
final class Requests {
    private static final long HOUR = 3_600_000;
    private static final Bytes GOOD_BODY = Bytes.utf8("{\"account\":\"nobody\"}");

    private final HostileFixture fixture;
    private final int partition;
    private final Signer client;
    private final Random random = new Random(20261121);

    Requests(HostileFixture fixture, int partition) {
        this.fixture = fixture;
        this.partition = partition;
        this.client = fixture.key(HostileFixture.CLIENT);
    }

    Request good() {
        return withBody(GOOD_BODY);
    }

    Request withBody(String body) {
        return withBody(Bytes.utf8(body));
    }

    /** A JSON request whose body need not even be UTF-8. */
    Request withBody(Bytes body) {
        return request(fixture.hash(), HostileFixture.CLIENT, inHours(1), body);
    }

    Request ofClient(String id) {
        return request(fixture.hash(), id, inHours(1), GOOD_BODY);
    }

    Request ofDeployment(Hash deployment) {
        return request(deployment, HostileFixture.CLIENT, inHours(1), GOOD_BODY);
    }

    Request notAfter(long time) {
        return request(fixture.hash(), HostileFixture.CLIENT, time, GOOD_BODY);
    }

    /** A request whose body is this number of zero bytes. */
    Request ofOctets(int length) {
        return new Request(
                fixture.hash(),
                id(),
                new ClientId(HostileFixture.CLIENT),
                fixture.sequence(),
                inHours(1),
                HostileFixture.ledgerOf(partition),
                "GET",
                "application/octet-stream",
                Bytes.wrap(new byte[length]));
    }

    Request withSequence(long sequence) {
        Request good = good();
        return new Request(
                good.deployment(),
                good.requestId(),
                good.clientId(),
                sequence,
                good.notAfter(),
                good.shardKey(),
                good.operation(),
                good.contentType(),
                good.body());
    }

    static long inHours(long hours) {
        return System.currentTimeMillis() + hours * HOUR;
    }

    private Request request(Hash deployment, String clientId, long notAfter, Bytes body) {
        return new Request(
                deployment,
                id(),
                new ClientId(clientId),
                fixture.sequence(),
                notAfter,
                HostileFixture.ledgerOf(partition),
                "GET",
                Normalizer.JSON,
                body);
    }

    private RequestId id() {
        byte[] id = new byte[RequestId.LENGTH];
        random.nextBytes(id);
        return new RequestId(Bytes.wrap(id));
    }

    SignedEnvelope signed(Request request) {
        return signed(client, request);
    }

    static SignedEnvelope signed(Signer signer, Request request) {
        return Forgery.signed(
                signer, PayloadType.REQUEST, PayloadCodec.encode(request).array());
    }

    byte[] value(Request request) {
        return value(signed(request));
    }

    static byte[] value(SignedEnvelope envelope) {
        return BusinessCodec.encode(0, envelope);
    }
}
