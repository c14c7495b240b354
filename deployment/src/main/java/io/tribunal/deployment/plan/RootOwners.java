package io.tribunal.deployment.plan;

import io.tribunal.core.identity.RegisteredKey;
import io.tribunal.core.identity.Role;
import io.tribunal.core.log.Genesis;
import java.util.List;
import java.util.OptionalInt;

/**
 * The owners of ROOT keys beside the one whose key provisioning makes, and how many owners must sign what ROOT orders. Only
 * public keys: the owners keep the private ones.
 *
 * @param others their keys; as many owners
 * @param threshold how many owners must sign, if that is asked for
 */
public record RootOwners(List<RegisteredKey> others, OptionalInt threshold) {
    /** No other owner. */
    public static final RootOwners ALONE = new RootOwners(List.of(), OptionalInt.empty());

    public RootOwners {
        others = List.copyOf(others);
        long owners = 1
                + others.stream()
                        .map(RegisteredKey::owner)
                        .filter(owner -> !owner.equals(DeploymentPlan.ROOT))
                        .distinct()
                        .count();
        if (others.stream().anyMatch(key -> key.role() != Role.ROOT) || owners != 1 + others.size()) {
            throw new IllegalArgumentException(
                    "each owner has one ROOT key, and the one of " + DeploymentPlan.ROOT + " is made by provisioning");
        }
        if (threshold.isPresent() && (threshold.getAsInt() < 1 || threshold.getAsInt() > owners)) {
            throw new IllegalArgumentException(
                    "the threshold must be 1 to " + owners + " (all owners), not " + threshold.getAsInt());
        }
    }

    /** How many owners must sign: a majority of them, unless another number is asked for. */
    public int needed() {
        return threshold.orElse((1 + others.size()) / 2 + 1);
    }

    /** Whether a deployment that is founded already is as this asks for; what is not asked for is not compared. */
    public boolean matches(Genesis genesis) {
        return equals(ALONE)
                || (needed() == genesis.rootThreshold()
                        && genesis.keys().stream()
                                        .filter(key -> key.role() == Role.ROOT)
                                        .count()
                                == 1 + others.size()
                        && genesis.keys().containsAll(others));
    }
}
