package io.tribunal.audit;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateDigest;
import java.util.List;

/**
 * Deployments in which {@link EvidenceFixture#SUSPECT} was isolated or declared DOWN, one for each class of deviation.
 */
public final class EvidenceCases {
    private EvidenceCases() {}

    /** The suspect answers with a wrong balance; decision 1 is a mandate, 2 the isolation. */
    public static EvidenceFixture wrongOutput() {
        EvidenceFixture fixture = new EvidenceFixture()
                .requests(3, List::of)
                .registerClient("another")
                .requests(
                        6,
                        honest -> List.of(with(
                                honest,
                                EvidenceFixture.output("\"stolen\"", "e3"),
                                honest.postState(),
                                honest.writes())));
        return fixture.decide(fixture.proposal(MembershipEvent.Isolate.class)).requests(2, List::of);
    }

    /** The suspect makes a wrong write for each request, each time from the agreed state. */
    public static EvidenceFixture wrongState() {
        EvidenceFixture fixture = new EvidenceFixture().requests(2, List::of).requests(6, honest -> {
            List<Write> writes = List.of(Write.put(Bytes.utf8("stolen"), Bytes.utf8("all")));
            Hash after = StateDigest.next(new Hash(honest.preState()), writes);
            return List.of(with(honest, honest.output(), after.bytes(), writes));
        });
        return fixture.decide(fixture.proposal(MembershipEvent.Isolate.class));
    }

    /** The suspect gives two different answers to one request. */
    public static EvidenceFixture equivocated() {
        EvidenceFixture fixture = new EvidenceFixture()
                .requests(2, List::of)
                .requests(
                        1,
                        honest -> List.of(
                                honest,
                                with(
                                        honest,
                                        EvidenceFixture.output("\"stolen\"", "e3"),
                                        honest.postState(),
                                        honest.writes())));
        return fixture.decide(fixture.proposal(MembershipEvent.Isolate.class));
    }

    /** The suspect stops answering. */
    public static EvidenceFixture down() {
        EvidenceFixture fixture = new EvidenceFixture()
                .requests(2, List::of)
                .requests(5, honest -> List.of())
                .letDeadlinesPass();
        return fixture.decide(fixture.proposal(MembershipEvent.Down.class));
    }

    static Response with(Response honest, Bytes output, Bytes postState, List<Write> writes) {
        return new Response(
                honest.businessOffset(),
                honest.requestHash(),
                honest.preState(),
                postState,
                honest.stateRoot(),
                honest.status(),
                honest.contentType(),
                output,
                writes);
    }
}
