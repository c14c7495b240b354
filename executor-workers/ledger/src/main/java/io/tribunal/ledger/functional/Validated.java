package io.tribunal.ledger.functional;

import java.util.function.Function;
import java.util.function.Predicate;

/** A value, or the error code of the first check that failed. */
sealed interface Validated<T> {
    record Valid<T>(T value) implements Validated<T> {}

    record Invalid<T>(String error) implements Validated<T> {}

    static <T> Validated<T> valid(T value) {
        return new Valid<>(value);
    }

    static <T> Validated<T> invalid(String error) {
        return new Invalid<>(error);
    }

    default <R> Validated<R> then(Function<T, Validated<R>> next) {
        return switch (this) {
            case Valid<T>(T value) -> next.apply(value);
            case Invalid<T>(String error) -> invalid(error);
        };
    }

    default Validated<T> require(Predicate<T> condition, String error) {
        return then(value -> condition.test(value) ? valid(value) : invalid(error));
    }
}
