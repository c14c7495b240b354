package io.tribunal.ledger.functional;

import io.tribunal.core.identity.Bytes;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Write;
import io.tribunal.ledger.functional.Command.Get;
import io.tribunal.ledger.functional.Command.Increment;
import io.tribunal.ledger.functional.Command.Open;
import io.tribunal.ledger.functional.Command.Transfer;
import io.tribunal.worker.Answer;
import io.tribunal.worker.Executor;
import io.tribunal.worker.StateView;
import java.util.List;
import org.json.JSONObject;

/** The account service as a chain of total functions over sealed commands, two-limb arithmetic and org.json. */
final class FunctionalLedger implements Executor {
    private record Pair(Holding from, Holding to) {}

    @Override
    public Answer execute(StateView state, Request request) {
        Ledger ledger = new Ledger(state, request.shardKey());
        Validated<Change> change = CommandParser.parse(request).then(command -> apply(ledger, command));
        return switch (change) {
            case Validated.Valid<Change>(Change valid) ->
                Answer.ok(valid.output().toString(), ledger.writes(valid));
            case Validated.Invalid<Change>(String error) ->
                Answer.refused(new JSONObject().put("error", error).toString(1));
        };
    }

    private static Validated<Change> apply(Ledger ledger, Command command) {
        return switch (command) {
            case Open open ->
                Holding.opened(open.account(), open.overdraft())
                        .require(holding -> !ledger.has(holding.name()), "ALREADY_OPEN")
                        .then(holding -> Validated.valid(Change.of(holding)));
            case Get get -> ledger.find(get.account()).then(holding -> Validated.valid(Change.none(holding)));
            case Increment increment ->
                Holding.amount(increment.amount())
                        .then(amount -> ledger.find(increment.account())
                                .then(holding -> Validated.valid(holding.plus(amount)))
                                .require(Holding::isCovered, "INSUFFICIENT_FUNDS")
                                .require(Holding::isInRange, "OUT_OF_RANGE")
                                .then(holding -> Validated.valid(Change.of(holding))));
            case Transfer transfer ->
                Holding.amount(transfer.amount())
                        .require(Fixed::isPositive, "BAD_AMOUNT")
                        .require(amount -> !transfer.from().equals(transfer.to()), "SAME_ACCOUNT")
                        .then(amount -> move(ledger, transfer, amount));
        };
    }

    private static Validated<Change> move(Ledger ledger, Transfer transfer, Fixed amount) {
        return ledger.find(transfer.from())
                .then(from -> ledger.find(transfer.to())
                        .then(to -> Validated.valid(new Pair(from.plus(amount.negate()), to.plus(amount)))))
                .require(pair -> pair.from().isCovered(), "INSUFFICIENT_FUNDS")
                .require(pair -> pair.from().isInRange() && pair.to().isInRange(), "OUT_OF_RANGE")
                .then(pair -> Validated.valid(Change.between(pair.from(), pair.to())));
    }

    /** The holdings of one ledger in the state of a partition. */
    private record Ledger(StateView state, String name) {
        boolean has(String account) {
            return state.get(key(account)).isPresent();
        }

        Validated<Holding> find(String account) {
            return state.get(key(account))
                    .map(value -> Validated.valid(Holding.fromState(account, value.toUtf8())))
                    .orElseGet(() -> Validated.invalid("UNKNOWN_ACCOUNT"));
        }

        List<Write> writes(Change change) {
            return change.holdings().stream()
                    .map(holding -> Write.put(key(holding.name()), Bytes.utf8(holding.toState())))
                    .toList();
        }

        private Bytes key(String account) {
            return Bytes.utf8(String.join("\0", name, account));
        }
    }
}
