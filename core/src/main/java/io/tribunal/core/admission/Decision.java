package io.tribunal.core.admission;

import io.tribunal.core.ballot.Rejection;
import io.tribunal.core.identity.ClientId;
import io.tribunal.core.identity.RequestId;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import java.util.Optional;

/** What admission makes of one business-log record (PROTOCOL 4). */
public sealed interface Decision {
    BusinessRecord record();

    /** The genesis entry: the rules are known from here on. */
    record Opened(BusinessRecord record, Genesis genesis) implements Decision {}

    /** A request that executors answer and that gets a ballot. */
    record Admitted(BusinessRecord record, Request request) implements Decision {}

    /** A control entry that is in force from here on. */
    record Applied(BusinessRecord record, Control control) implements Decision {}

    /**
     * An entry that changes nothing and gets a REJECTED verdict.
     *
     * @param detail a {@link io.tribunal.core.ballot.RejectionDetail} by its name; words at rules version 1
     * @param replayOf for REPLAYED, as in {@link io.tribunal.core.ballot.Verdict.Rejected}
     * @param requestId as the entry claims, only when its signature is valid
     * @param clientId owner of the key, only when the signature is valid
     */
    record Refused(
            BusinessRecord record,
            Rejection reason,
            String detail,
            Optional<Long> replayOf,
            Optional<RequestId> requestId,
            Optional<ClientId> clientId)
            implements Decision {}
}
