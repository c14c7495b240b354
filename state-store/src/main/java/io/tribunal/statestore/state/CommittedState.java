package io.tribunal.statestore.state;

import io.tribunal.core.admission.ShardPartitioner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The committed state of all partitions. A query of a partition whose chain is broken throws and returns no data.
 * Thread-safe.
 */
public final class CommittedState {
    private final List<CommittedPartition> partitions;

    public CommittedState(int partitions) {
        this.partitions =
                IntStream.range(0, partitions).mapToObj(CommittedPartition::new).toList();
    }

    /**
     * The progress of one partition.
     *
     * @param held number of agreed states that wait for the state of an earlier entry
     */
    public record Summary(
            int partition, long verdicts, String digest, String lastVerdict, int held, Optional<ChainBreak> broken) {}

    public synchronized void fold(int partition, long offset, byte @Nullable [] value) {
        partitions.get(partition).fold(offset, value);
    }

    /**
     * An account, if it was opened.
     *
     * @throws BrokenChainException when the chain of the ledger's partition is broken
     */
    public synchronized Optional<AccountState> account(String ledger, String account) {
        AccountKey key = new AccountKey(ledger, account);
        return partitionOf(ledger).get(key.bytes()).map(value -> AccountState.of(key, value));
    }

    /**
     * The accounts of a ledger, ascending by the bytes of their names.
     *
     * @throws BrokenChainException when the chain of the ledger's partition is broken
     */
    public synchronized List<AccountState> accounts(String ledger) {
        List<AccountState> found = new ArrayList<>();
        partitionOf(ledger)
                .entries()
                .forEach((bytes, value) -> AccountKey.of(bytes)
                        .filter(key -> key.ledger().equals(ledger))
                        .ifPresent(key -> found.add(AccountState.of(key, value))));
        return found;
    }

    /** Every account of every ledger, by partition and key bytes. */
    public synchronized List<AccountState> everything() {
        List<AccountState> found = new ArrayList<>();
        for (CommittedPartition partition : partitions) {
            sound(partition)
                    .entries()
                    .forEach((bytes, value) ->
                            AccountKey.of(bytes).ifPresent(key -> found.add(AccountState.of(key, value))));
        }
        return found;
    }

    public synchronized List<Summary> summaries() {
        return partitions.stream()
                .map(state -> new Summary(
                        state.partition(),
                        state.verdicts(),
                        state.digest().toHex(),
                        state.lastVerdict().toHex(),
                        state.held(),
                        state.broken()))
                .toList();
    }

    /**
     * The last states whose root was agreed, by partition and in business order, without partitions whose chain is
     * broken.
     */
    public synchronized SortedMap<Integer, List<RootedState>> rooted() {
        SortedMap<Integer, List<RootedState>> rooted = new TreeMap<>();
        partitions.stream()
                .filter(state -> state.broken().isEmpty())
                .forEach(state -> rooted.put(state.partition(), state.rooted()));
        return rooted;
    }

    public boolean isSound() {
        return summaries().stream().allMatch(summary -> summary.broken().isEmpty());
    }

    private CommittedPartition partitionOf(String ledger) {
        return sound(partitions.get(ShardPartitioner.partitionOf(ledger, partitions.size())));
    }

    private static CommittedPartition sound(CommittedPartition state) {
        state.broken().ifPresent(why -> {
            throw new BrokenChainException(why);
        });
        return state;
    }
}
