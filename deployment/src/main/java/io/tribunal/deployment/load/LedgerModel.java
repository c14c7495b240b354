package io.tribunal.deployment.load;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The expected state of the account service (PROTOCOL 12), computed independently of all executors, to check a demonstration.
 * Calls of one ledger are applied in the order in which they were sent.
 */
public final class LedgerModel {
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]{1,18}(\\.[0-9]{1,8})?");
    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(18);

    private static final class Account {
        private final @Nullable BigDecimal floor;
        private BigDecimal balance = BigDecimal.ZERO;

        private Account(@Nullable BigDecimal floor) {
            this.floor = floor;
        }

        private boolean allows(BigDecimal next) {
            return floor == null || next.compareTo(floor) >= 0;
        }
    }

    private final Map<String, Map<String, Account>> ledgers = new TreeMap<>();

    /** The error with which the call must be refused, or empty when it must succeed. */
    public Optional<String> apply(LedgerCall call) {
        Map<String, Account> accounts = ledgers.computeIfAbsent(call.ledger(), name -> new TreeMap<>());
        return switch (call.operation()) {
            case "OPEN" -> open(accounts, call);
            case "GET" -> accounts.containsKey(call.argument("account")) ? ok() : refused("UNKNOWN_ACCOUNT");
            case "INCREMENT" -> increment(accounts, call);
            case "TRANSFER" -> transfer(accounts, call);
            default -> refused("UNKNOWN_OPERATION");
        };
    }

    private static Optional<String> open(Map<String, Account> accounts, LedgerCall call) {
        String overdraft = call.argument("overdraft");
        boolean unlimited = overdraft.equals("unlimited");
        if (!unlimited
                && !overdraft.equals("none")
                && !AMOUNT.matcher(overdraft).matches()) {
            return refused("BAD_AMOUNT");
        }
        if (accounts.containsKey(call.argument("account"))) {
            return refused("ALREADY_OPEN");
        }
        BigDecimal credit = overdraft.equals("none") || unlimited ? BigDecimal.ZERO : new BigDecimal(overdraft);
        accounts.put(call.argument("account"), new Account(unlimited ? null : credit.negate()));
        return ok();
    }

    private static Optional<String> increment(Map<String, Account> accounts, LedgerCall call) {
        if (!AMOUNT.matcher(call.argument("amount")).matches()) {
            return refused("BAD_AMOUNT");
        }
        Account account = accounts.get(call.argument("account"));
        if (account == null) {
            return refused("UNKNOWN_ACCOUNT");
        }
        BigDecimal amount = new BigDecimal(call.argument("amount"));
        BigDecimal next = account.balance.add(amount);
        if (amount.signum() < 0 && !account.allows(next)) {
            return refused("INSUFFICIENT_FUNDS");
        }
        if (next.abs().compareTo(LIMIT) >= 0) {
            return refused("OUT_OF_RANGE");
        }
        account.balance = next;
        return ok();
    }

    private static Optional<String> transfer(Map<String, Account> accounts, LedgerCall call) {
        String amountText = call.argument("amount");
        if (!AMOUNT.matcher(amountText).matches() || new BigDecimal(amountText).signum() <= 0) {
            return refused("BAD_AMOUNT");
        }
        if (call.argument("from").equals(call.argument("to"))) {
            return refused("SAME_ACCOUNT");
        }
        Account from = accounts.get(call.argument("from"));
        Account to = accounts.get(call.argument("to"));
        if (from == null || to == null) {
            return refused("UNKNOWN_ACCOUNT");
        }
        BigDecimal amount = new BigDecimal(amountText);
        BigDecimal less = from.balance.subtract(amount);
        BigDecimal more = to.balance.add(amount);
        if (!from.allows(less)) {
            return refused("INSUFFICIENT_FUNDS");
        }
        if (more.compareTo(LIMIT) >= 0 || less.abs().compareTo(LIMIT) >= 0) {
            return refused("OUT_OF_RANGE");
        }
        from.balance = less;
        to.balance = more;
        return ok();
    }

    private static Optional<String> ok() {
        return Optional.empty();
    }

    private static Optional<String> refused(String error) {
        return Optional.of(error);
    }

    /** Balances by ledger and account, in shortest form. */
    public Map<String, Map<String, String>> balances() {
        Map<String, Map<String, String>> all = new TreeMap<>();
        ledgers.forEach((ledger, accounts) -> {
            Map<String, String> balances = new TreeMap<>();
            accounts.forEach((name, account) -> balances.put(name, shortest(account.balance)));
            all.put(ledger, balances);
        });
        return all;
    }

    private static String shortest(BigDecimal balance) {
        return balance.signum() == 0 ? "0" : balance.stripTrailingZeros().toPlainString();
    }
}
