package io.tribunal.core.admission;

/** A partition does not begin with the genesis entry of this deployment: none of its entries can be admitted. */
public final class BadGenesisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BadGenesisException(String message) {
        super(message);
    }
}
