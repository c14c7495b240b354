package io.tribunal.ingest.check;

import io.tribunal.core.identity.LogPosition;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.policy.Policy;
import java.util.ArrayList;
import java.util.List;

/**
 * What the decisions up to the last one have changed, in their order.
 *
 * @param earlier keys and policies that were in force before those of today
 * @param voids all certified Voids
 */
public record RulesHistory(List<Rules> earlier, List<CertifiedVoid> voids) {
    /** Nothing has changed since genesis. */
    public static final RulesHistory NONE = new RulesHistory(List.of(), List.of());

    public RulesHistory {
        earlier = List.copyOf(earlier);
        voids = List.copyOf(voids);
    }

    /** Keys and policy that are in force together. */
    public record Rules(Registry registry, Policy policy) {}

    /** With one more set of rules that is in force no longer. */
    public RulesHistory replaced(Rules rules) {
        List<Rules> all = new ArrayList<>(earlier);
        all.add(rules);
        return new RulesHistory(all, voids);
    }

    /** With one more Void. */
    public RulesHistory with(CertifiedVoid certified) {
        List<CertifiedVoid> all = new ArrayList<>(voids);
        all.add(certified);
        return new RulesHistory(earlier, all);
    }

    /** Whether a Void says that the entry had no effect. */
    public boolean isVoided(LogPosition entry) {
        for (CertifiedVoid certified : voids) {
            if (certified.entry().equals(entry)) {
                return true;
            }
        }
        return false;
    }

    /** The Voids of earlier entries of the partition. */
    public List<CertifiedVoid> voidsBefore(LogPosition entry) {
        List<CertifiedVoid> before = new ArrayList<>();
        for (CertifiedVoid certified : voids) {
            if (certified.mayRestart(entry)) {
                before.add(certified);
            }
        }
        return before;
    }
}
