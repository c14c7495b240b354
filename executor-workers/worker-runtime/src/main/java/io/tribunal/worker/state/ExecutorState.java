package io.tribunal.worker.state;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.Write;
import io.tribunal.core.policy.Policy;
import io.tribunal.core.recovery.VerifiedSnapshot;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import io.tribunal.worker.Answer;
import io.tribunal.worker.AnswerForm;
import io.tribunal.worker.StateView;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state of one partition: turns the service's answers to admitted requests into responses, and keeps the state digest chain
 * and the state tree (PROTOCOL 7). Not safe for use by several threads.
 */
public final class ExecutorState {
    private final StateTree tree;
    private Hash chain;
    private long lastAdmitted;

    /** The part of the policy in force that determines a response. */
    public record Terms(boolean stateful, int checkpointInterval, int maxOutput) {
        static Terms of(Policy policy) {
            return new Terms(
                    policy.state().stateful(),
                    policy.state().checkpointInterval(),
                    policy.limits().maxOutput());
        }
    }

    /** Decides which requests have no effect. */
    @FunctionalInterface
    public interface VoidRule {
        /** Every request has its effect. */
        VoidRule NONE = (offset, pre, post) -> false;

        boolean isVoid(long offset, Hash pre, Hash post);
    }

    /** Starts from a snapshot, or from an empty state. */
    public ExecutorState(Optional<VerifiedSnapshot> snapshot) {
        this.tree = snapshot.map(VerifiedSnapshot::state).orElseGet(StateTree::new);
        this.chain = snapshot.map(VerifiedSnapshot::postState).orElse(StateDigest.INITIAL);
        this.lastAdmitted = snapshot.map(VerifiedSnapshot::businessOffset).orElse(0L);
    }

    /**
     * The response to the next admitted request.
     *
     * @param requestHash SHA-256 of the business-log record's value
     * @param service answers the request, given the state before it
     */
    public Response answer(
            long offset, Hash requestHash, Function<StateView, Answer> service, Terms terms, VoidRule rule) {
        Answer answer = AnswerForm.bounded(AnswerForm.ordered(service.apply(tree::get)), terms.maxOutput());
        Hash pre = chain;
        List<Write> writes = terms.stateful() ? answer.writes() : List.of();
        Hash post = StateDigest.next(pre, writes);
        if (!rule.isVoid(offset, pre, post)) {
            tree.apply(writes);
            chain = post;
        }
        Bytes root = isRootDue(offset, terms) ? tree.root().bytes() : Bytes.EMPTY;
        lastAdmitted = offset;
        return new Response(
                offset,
                requestHash,
                terms.stateful() ? pre.bytes() : Bytes.EMPTY,
                terms.stateful() ? post.bytes() : Bytes.EMPTY,
                root,
                answer.status(),
                answer.contentType(),
                answer.output(),
                writes);
    }

    private boolean isRootDue(long offset, Terms terms) {
        int interval = terms.checkpointInterval();
        return terms.stateful() && offset / interval > lastAdmitted / interval;
    }

    /** The end of the state digest chain. */
    public Hash digest() {
        return chain;
    }
}
