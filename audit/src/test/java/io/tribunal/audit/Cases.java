package io.tribunal.audit;

import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateDigest;
import java.util.List;

/** Deployments in which the accused has been found out, each in its own way. */
public final class Cases {
    private Cases() {}

    /** It says another balance each time; decision 1 is a mandate, 2 the isolation. */
    public static EvidenceFixture wrongOutput() {
        EvidenceFixture court = new EvidenceFixture()
                .requests(3, List::of)
                .registerClient("another")
                .requests(
                        6,
                        honest -> List.of(
                                with(honest, EvidenceFixture.output("\"stolen\"", "e3"), honest.postState(), honest.writes())));
        return court.decide(court.proposal(MembershipEvent.Isolate.class)).requests(2, List::of);
    }

    /** It writes what nobody else writes, and comes back to the agreed state each time. */
    public static EvidenceFixture wrongState() {
        EvidenceFixture court = new EvidenceFixture().requests(2, List::of).requests(6, honest -> {
            List<Write> writes = List.of(Write.put(Bytes.utf8("stolen"), Bytes.utf8("all")));
            Hash after = StateDigest.next(new Hash(honest.preState()), writes);
            return List.of(with(honest, honest.output(), after.bytes(), writes));
        });
        return court.decide(court.proposal(MembershipEvent.Isolate.class));
    }

    /** It answers one request twice. */
    public static EvidenceFixture equivocated() {
        EvidenceFixture court = new EvidenceFixture()
                .requests(2, List::of)
                .requests(
                        1,
                        honest -> List.of(
                                honest,
                                with(honest, EvidenceFixture.output("\"stolen\"", "e3"), honest.postState(), honest.writes())));
        return court.decide(court.proposal(MembershipEvent.Isolate.class));
    }

    /** It stops answering. */
    public static EvidenceFixture down() {
        EvidenceFixture court = new EvidenceFixture()
                .requests(2, List::of)
                .requests(5, honest -> List.of())
                .letDeadlinesPass();
        return court.decide(court.proposal(MembershipEvent.Down.class));
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
