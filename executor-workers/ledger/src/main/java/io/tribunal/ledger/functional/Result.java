package io.tribunal.ledger.functional;

import java.util.function.Function;
import java.util.function.Predicate;

/** A value, or the first error met on the way to it. */
sealed interface Result<T> {
    record Ok<T>(T value) implements Result<T> {}

    record Err<T>(String error) implements Result<T> {}

    static <T> Result<T> ok(T value) {
        return new Ok<>(value);
    }

    static <T> Result<T> err(String error) {
        return new Err<>(error);
    }

    default <R> Result<R> then(Function<T, Result<R>> next) {
        return switch (this) {
            case Ok<T>(T value) -> next.apply(value);
            case Err<T>(String error) -> err(error);
        };
    }

    default Result<T> require(Predicate<T> condition, String error) {
        return then(value -> condition.test(value) ? ok(value) : err(error));
    }
}
