package io.tribunal.ledger.digits;

import java.util.Optional;

/** An account: its balance and its overdraft. */
record Entry(DigitDecimal balance, Overdraft overdraft) {

    /** How far below zero an account may go. */
    sealed interface Overdraft {
        boolean covers(DigitDecimal balance);

        /** Parses the form that the state and requests use. */
        static Optional<Overdraft> parse(String text) {
            return switch (text) {
                case "none" -> Optional.of(new None());
                case "unlimited" -> Optional.of(new Unlimited());
                default ->
                    DigitDecimal.parse(text).filter(down -> !down.isNegative()).map(UpTo::new);
            };
        }
    }

    record None() implements Overdraft {
        @Override
        public boolean covers(DigitDecimal balance) {
            return !balance.isNegative();
        }

        @Override
        public String toString() {
            return "none";
        }
    }

    record Unlimited() implements Overdraft {
        @Override
        public boolean covers(DigitDecimal balance) {
            return true;
        }

        @Override
        public String toString() {
            return "unlimited";
        }
    }

    record UpTo(DigitDecimal amount) implements Overdraft {
        @Override
        public boolean covers(DigitDecimal balance) {
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
                DigitDecimal.parse(value.substring(0, bar)).orElseThrow(),
                Overdraft.parse(value.substring(bar + 1)).orElseThrow());
    }

    Entry with(DigitDecimal newBalance) {
        return new Entry(newBalance, overdraft);
    }

    @Override
    public String toString() {
        return balance + "|" + overdraft;
    }
}
