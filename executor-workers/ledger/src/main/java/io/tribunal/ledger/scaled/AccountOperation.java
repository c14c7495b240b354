package io.tribunal.ledger.scaled;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/** An operation: the members that name accounts, the member with an amount, and its execution. */
enum AccountOperation {
    OPEN("account", "overdraft") {
        @Override
        Effect run(AccountRequest request) {
            String name = request.text("account");
            Balance opened = Balance.opened(request.text("overdraft"));
            if (opened == null) {
                return Effect.refused("BAD_AMOUNT");
            }
            return request.find(name) == null ? Effect.changed(request, name, opened) : Effect.refused("ALREADY_OPEN");
        }
    },

    GET("account", "") {
        @Override
        Effect run(AccountRequest request) {
            String name = request.text("account");
            Balance balance = request.find(name);
            return balance == null ? Effect.refused("UNKNOWN_ACCOUNT") : Effect.shown(name, balance);
        }
    },

    INCREMENT("account", "amount") {
        @Override
        Effect run(AccountRequest request) {
            String name = request.text("account");
            BigInteger amount = Units.parse(request.text("amount"));
            if (amount == null) {
                return Effect.refused("BAD_AMOUNT");
            }
            Balance before = request.find(name);
            if (before == null) {
                return Effect.refused("UNKNOWN_ACCOUNT");
            }
            Balance after = before.moved(amount);
            String error = errorOf(after, after);
            return error.isEmpty() ? Effect.changed(request, name, after) : Effect.refused(error);
        }
    },

    TRANSFER("from to", "amount") {
        @Override
        Effect run(AccountRequest request) {
            String from = request.text("from");
            String to = request.text("to");
            BigInteger amount = Units.parse(request.text("amount"));
            if (amount == null || amount.signum() <= 0) {
                return Effect.refused("BAD_AMOUNT");
            }
            if (from.equals(to)) {
                return Effect.refused("SAME_ACCOUNT");
            }
            Balance payer = request.find(from);
            Balance payee = request.find(to);
            if (payer == null || payee == null) {
                return Effect.refused("UNKNOWN_ACCOUNT");
            }
            Balance less = payer.moved(amount.negate());
            Balance more = payee.moved(amount);
            String error = errorOf(less, more);
            return error.isEmpty() ? Effect.moved(request, from, less, to, more) : Effect.refused(error);
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable sets
    private final Set<String> accounts;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> members;

    AccountOperation(String names, String amount) {
        this.accounts = Set.of(names.split(" "));
        Set<String> all = new HashSet<>(accounts);
        if (!amount.isEmpty()) {
            all.add(amount);
        }
        this.members = Set.copyOf(all);
    }

    abstract Effect run(AccountRequest request);

    Effect checkAndRun(AccountRequest request) {
        return request.has(members, accounts) ? run(request) : Effect.refused("BAD_REQUEST");
    }

    private static String errorOf(Balance payer, Balance other) {
        if (payer.isBelowFloor()) {
            return "INSUFFICIENT_FUNDS";
        }
        return Units.isTooLarge(payer.units()) || Units.isTooLarge(other.units()) ? "OUT_OF_RANGE" : "";
    }
}
