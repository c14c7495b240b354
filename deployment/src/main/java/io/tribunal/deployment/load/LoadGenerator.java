package io.tribunal.deployment.load;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A seeded stream of calls as a bank's day might bring them: accounts are opened when they are first needed, popular
 * ones are used most, most calls move money, and a few are refused (unknown accounts, overdrafts, bad amounts).
 */
public final class LoadGenerator {
    private static final int PERCENT = 100;
    private static final int REFUSED_PERCENT = 4;
    private static final int GET_PERCENT = 20;
    private static final int INCREMENT_PERCENT = 45;
    private static final int LARGEST_CENTS = 50_000;

    private final SplittableRandom random;
    private final LoadProfile profile;
    private final Zipf ledgers;
    private final Zipf accounts;
    private final Set<String> opened = new HashSet<>();

    public LoadGenerator(LoadProfile profile) {
        this.profile = profile;
        this.random = new SplittableRandom(profile.seed());
        this.ledgers = new Zipf(profile.ledgers(), profile.skew());
        this.accounts = new Zipf(profile.accounts(), profile.skew());
    }

    /** The next call; there is always one. */
    public LedgerCall next() {
        String ledger = "branch-" + (ledgers.draw(random) + 1);
        String account = account(accounts.draw(random));
        if (opened.add(ledger + '/' + account)) {
            return LedgerCall.open(ledger, account, overdraft());
        }
        int dice = random.nextInt(PERCENT);
        if (dice < REFUSED_PERCENT) {
            return refused(ledger, account);
        }
        if (dice < REFUSED_PERCENT + GET_PERCENT) {
            return LedgerCall.get(ledger, account);
        }
        if (dice < REFUSED_PERCENT + GET_PERCENT + INCREMENT_PERCENT) {
            return LedgerCall.increment(ledger, account, signedAmount());
        }
        return transfer(ledger, account);
    }

    /** To an account that may not be open yet: some are refused for that, as in life. */
    private LedgerCall transfer(String ledger, String from) {
        String to = account(accounts.draw(random));
        if (to.equals(from)) {
            return LedgerCall.increment(ledger, from, amount());
        }
        return LedgerCall.transfer(ledger, from, to, amount());
    }

    private LedgerCall refused(String ledger, String account) {
        return switch (random.nextInt(5)) {
            case 0 -> LedgerCall.open(ledger, account, "none");
            case 1 -> LedgerCall.get(ledger, "nobody-" + random.nextInt(profile.accounts()));
            case 2 -> LedgerCall.transfer(ledger, account, account, amount());
            case 3 -> LedgerCall.increment(ledger, account, "1e3");
            default -> LedgerCall.increment(ledger, account, "-99999999999.99");
        };
    }

    private static String account(int rank) {
        return "acc-" + (rank + 1);
    }

    private String overdraft() {
        return switch (random.nextInt(4)) {
            case 0 -> "unlimited";
            case 1 -> Integer.toString(100 * (1 + random.nextInt(10)));
            default -> "none";
        };
    }

    /** Two incomes for each expense. */
    private String signedAmount() {
        return random.nextInt(3) == 0 ? "-" + amount() : amount();
    }

    private String amount() {
        int cents = 1 + random.nextInt(LARGEST_CENTS);
        return cents / PERCENT + "." + cents % PERCENT / 10 + cents % 10;
    }
}
