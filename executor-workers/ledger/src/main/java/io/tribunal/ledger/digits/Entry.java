package io.tribunal.ledger.digits;

import java.util.Optional;

/** An account: what it holds, and how far below zero it may go. */
record Entry(Decimal balance, Overdraft overdraft) {

    /** How far below zero an account may go. */
    sealed interface Overdraft {
        boolean covers(Decimal balance);

        /** As it stands in state and in requests. */
        static Optional<Overdraft> parse(String text) {
            return switch (text) {
                case "none" -> Optional.of(new None());
                case "unlimited" -> Optional.of(new Unlimited());
                default ->
                    Decimal.parse(text).filter(down -> !down.isNegative()).map(UpTo::new);
            };
        }
    }

    record None() implements Overdraft {
        @Override
        public boolean covers(Decimal balance) {
            return !balance.isNegative();
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    record Unlimited() implements Overdraft {
        @Override
        public boolean covers(Decimal balance) {
            return true;
        }

        @Override
        public String toString() {
            return "unlimited";
        }
    }

    record UpTo(Decimal amount) implements Overdraft {
        @Override
        public boolean covers(Decimal balance) {
            return balance.compareTo(amount.negated()) >= 0;
        }

        @Override
        public String toString() {
            return amount.toString();
        }
    }

    static Entry parse(String value) {
        int bar = value.lastIndexOf('|');
        return new Entry(
                Decimal.parse(value.substring(0, bar)).orElseThrow(),
                Overdraft.parse(value.substring(bar + 1)).orElseThrow());
    }

    Entry with(Decimal newBalance) {
        return new Entry(newBalance, overdraft);
    }

    @Override
    public String toString() {
        return balance + "|" + overdraft;
    }
}
