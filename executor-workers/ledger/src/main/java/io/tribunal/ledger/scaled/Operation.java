package io.tribunal.ledger.scaled;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.Set;

/** What can be asked for: the members that name accounts, the one that is an amount, and how it is done. */
enum Operation {
    OPEN("account", "overdraft") {
        @Override
        Result run(Call call) {
            String name = call.text("account");
            Balance opened = Balance.opened(call.text("overdraft"));
            if (opened == null) {
                return Result.refused("BAD_AMOUNT");
            }
            return call.find(name) == null ? Result.changed(call, name, opened) : Result.refused("ALREADY_OPEN");
        }
    },

    GET("account", "") {
        @Override
        Result run(Call call) {
            String name = call.text("account");
            Balance balance = call.find(name);
            return balance == null ? Result.refused("UNKNOWN_ACCOUNT") : Result.shown(name, balance);
        }
    },

    INCREMENT("account", "amount") {
        @Override
        Result run(Call call) {
            String name = call.text("account");
            BigInteger amount = Units.parse(call.text("amount"));
            if (amount == null) {
                return Result.refused("BAD_AMOUNT");
            }
            Balance before = call.find(name);
            if (before == null) {
                return Result.refused("UNKNOWN_ACCOUNT");
            }
            Balance after = before.moved(amount);
            String error = errorOf(after, after);
            return error.isEmpty() ? Result.changed(call, name, after) : Result.refused(error);
        }
    },

    TRANSFER("from to", "amount") {
        @Override
        Result run(Call call) {
            String from = call.text("from");
            String to = call.text("to");
            BigInteger amount = Units.parse(call.text("amount"));
            if (amount == null || amount.signum() <= 0) {
                return Result.refused("BAD_AMOUNT");
            }
            if (from.equals(to)) {
                return Result.refused("SAME_ACCOUNT");
            }
            Balance payer = call.find(from);
            Balance payee = call.find(to);
            if (payer == null || payee == null) {
                return Result.refused("UNKNOWN_ACCOUNT");
            }
            Balance less = payer.moved(amount.negate());
            Balance more = payee.moved(amount);
            String error = errorOf(less, more);
            return error.isEmpty() ? Result.moved(call, from, less, to, more) : Result.refused(error);
        }
    };

    private final String names;
    private final String amount;

    Operation(String names, String amount) {
        this.names = names;
        this.amount = amount;
    }

    abstract Result run(Call call);

    Result checkAndRun(Call call) {
        Set<String> accounts = Set.of(names.split(" "));
        Set<String> members = new HashSet<>(accounts);
        if (!amount.isEmpty()) {
            members.add(amount);
        }
        return call.has(members, accounts) ? run(call) : Result.refused("BAD_REQUEST");
    }

    private static String errorOf(Balance payer, Balance other) {
        if (payer.isBelowFloor()) {
            return "INSUFFICIENT_FUNDS";
        }
        return Units.isTooLarge(payer.units()) || Units.isTooLarge(other.units()) ? "OUT_OF_RANGE" : "";
    }
}
