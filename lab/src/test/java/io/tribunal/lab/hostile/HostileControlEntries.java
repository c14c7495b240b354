package io.tribunal.lab.hostile;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.decision.Action;
import io.tribunal.core.decision.CertifiedDecision;
import io.tribunal.core.decision.Enforcement;
import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.KeySignature;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import io.tribunal.core.decision.QuorumCertificate;
import io.tribunal.core.decision.RootMandate;
import io.tribunal.core.detection.DeviationClass;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.ExecutorId;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Control;
import io.tribunal.core.signature.PayloadType;
import io.tribunal.core.signature.Signer;
import io.tribunal.schemas.codec.BusinessCodec;
import io.tribunal.schemas.codec.PayloadCodec;
import io.tribunal.schemas.signing.PublicKeys;
import io.tribunal.schemas.signing.SigningKey;
import java.util.List;

/** Control entries: one valid decision that registers the key of an executor outside the deployment, and hostile ones after it. */
final class HostileControlEntries {
    static final String UNASSIGNED = "e9";
    private static final int PARTITION = 4;
    /** A point of order 8: verifiers disagree about signatures of such a key. */
    private static final Bytes SMALL_ORDER =
            Bytes.hex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

    private final HostileFixture fixture;
    private final SigningKey root;
    private final SigningKey unassigned = SigningKey.generate();
    private final Control first;

    HostileControlEntries(HostileFixture fixture) {
        this.fixture = fixture;
        this.root = fixture.key("root");
        this.first = decision(1, Hash.ZERO, register(unassigned, Role.EXECUTOR, UNASSIGNED), root);
    }

    SigningKey unassigned() {
        return unassigned;
    }

    /** Decision 1, to be written to every partition. */
    byte[] first() {
        return value(first);
    }

    List<HostileEntries.Entry> hostile() {
        Action again = register(fixture.key(HostileFixture.CLIENT), Role.CLIENT, "mallory");
        Action fresh = register(SigningKey.generate(), Role.CLIENT, "late");
        Hash head = first.decision().hash();
        return List.of(
                entry("decision applied again", first(), Rejection.REPLAYED, "IN_FORCE"),
                entry(
                        "decision out of order",
                        value(decision(7, head, fresh, root)),
                        Rejection.OUT_OF_ORDER,
                        "ONE_MISSING"),
                entry(
                        "decision on another previous decision",
                        value(decision(2, Hash.ZERO, fresh, root)),
                        Rejection.BAD_CERTIFICATE,
                        "OTHER_PREVIOUS"),
                entry(
                        "certificate by a client",
                        value(decision(2, head, fresh, fixture.key(HostileFixture.CLIENT))),
                        Rejection.BAD_CERTIFICATE,
                        "TOO_FEW_ROOTS"),
                entry(
                        "key registered twice",
                        value(decision(2, head, again, root)),
                        Rejection.INVALID_ACTION,
                        "MANDATE"),
                entry(
                        "unknown key revoked",
                        value(decision(2, head, new Action.RevokeKey(new KeyId("ed25519:none")), root)),
                        Rejection.INVALID_ACTION,
                        "MANDATE"),
                entry(
                        "isolation in a deployment without validators",
                        value(isolation(head, QuorumCertificate.NONE)),
                        Rejection.BAD_CERTIFICATE,
                        "NO_VALIDATORS"),
                entry(
                        "isolation by ROOT",
                        value(isolation(
                                head,
                                new QuorumCertificate(List.of(
                                        KeySignature.by(root, ordered(head).signedBytes()))))),
                        Rejection.BAD_CERTIFICATE,
                        "TOO_MANY_SIGNATURES"),
                entry("small-order key registered", smallOrder(head), Rejection.MALFORMED, "UNREADABLE"));
    }

    private static HostileEntries.Entry entry(String name, byte[] value, Rejection reason, String detail) {
        return new HostileEntries.Entry(name, PARTITION, value, reason, detail);
    }

    private static Action register(SigningKey key, Role role, String owner) {
        return new Action.RegisterKey(new RegisteredKey(key.keyId(), role, owner, key.publicKey()));
    }

    private Control decision(long number, Hash previous, Action action, Signer signer) {
        Bytes bytes = PayloadCodec.encodeAction(action);
        return certified(number, previous, action, bytes, bytes, signer);
    }

    private Control certified(
            long number, Hash previous, Action action, Bytes bytes, Bytes signedBytes, Signer signer) {
        byte[] message = RootMandate.signedBytes(fixture.hash(), number, signedBytes);
        RootMandate mandate =
                new RootMandate(fixture.hash(), number, action, bytes, List.of(KeySignature.by(signer, message)));
        OrderedDecision ordered = new OrderedDecision(number, previous, mandate, Enforcement.ENFORCED);
        return new Control(new CertifiedDecision(ordered, QuorumCertificate.NONE));
    }

    private Control isolation(Hash previous, QuorumCertificate certificate) {
        return new Control(new CertifiedDecision(ordered(previous), certificate));
    }

    private OrderedDecision ordered(Hash previous) {
        IsolationProposal proposal = new IsolationProposal(
                fixture.hash(),
                new MembershipEvent.Isolate(new ExecutorId("e1"), DeviationClass.WRONG),
                new LogPosition(PARTITION, 1),
                0,
                List.of(1L),
                Hash.ZERO,
                0);
        return new OrderedDecision(2, previous, proposal, Enforcement.ENFORCED);
    }

    private byte[] value(Control control) {
        return value(PayloadCodec.encode(control).array());
    }

    private byte[] value(byte[] payload) {
        return BusinessCodec.encode(0, Forgery.signed(root, PayloadType.CONTROL, payload));
    }

    /** A signed and certified entry; our encoder does not write such a key, so it replaces a valid one in the bytes. */
    private byte[] smallOrder(Hash previous) {
        SigningKey standIn = SigningKey.generate();
        Action action = register(standIn, Role.CLIENT, "mallory");
        Bytes bytes = PayloadCodec.encodeAction(action);
        Bytes forged = Bytes.wrap(withSmallOrder(bytes.array(), standIn));
        Control control = certified(2, previous, action, bytes, forged, root);
        return value(withSmallOrder(PayloadCodec.encode(control).array(), standIn));
    }

    private static byte[] withSmallOrder(byte[] encoded, SigningKey standIn) {
        byte[] keyId = Bytes.utf8(PublicKeys.keyIdOf(SMALL_ORDER).value()).array();
        byte[] renamed =
                Forgery.replaced(encoded, Bytes.utf8(standIn.keyId().value()).array(), keyId);
        return Forgery.replaced(renamed, standIn.publicKey().array(), SMALL_ORDER.array());
    }
}
