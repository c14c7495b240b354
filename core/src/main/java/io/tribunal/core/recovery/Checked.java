package io.tribunal.core.recovery;

import java.util.Optional;
import java.util.function.Function;

/** A value that has passed a check, or the flaw that was found. */
public sealed interface Checked<T> {
    record Sound<T>(T value) implements Checked<T> {}

    record Flawed<T>(SnapshotFlaw flaw) implements Checked<T> {}

    static <T> Checked<T> sound(T value) {
        return new Sound<>(value);
    }

    static <T> Checked<T> flawed(SnapshotFlaw flaw) {
        return new Flawed<>(flaw);
    }

    /** The next check, unless this one has failed. */
    default <U> Checked<U> then(Function<T, Checked<U>> next) {
        return switch (this) {
            case Sound<T>(T value) -> next.apply(value);
            case Flawed<T>(SnapshotFlaw flaw) -> flawed(flaw);
        };
    }

    default Optional<T> found() {
        return this instanceof Sound<T>(T value) ? Optional.of(value) : Optional.empty();
    }

    default Optional<SnapshotFlaw> objection() {
        return this instanceof Flawed<T>(SnapshotFlaw flaw) ? Optional.of(flaw) : Optional.empty();
    }
}
