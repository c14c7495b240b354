package io.tribunal.core.policy;

/** By which rule the outputs of a ballot become one (PROTOCOL 5, 9). The state is always agreed by the majority. */
public enum Adjudication {
    /** A majority of equal outputs. */
    EXACT_MAJORITY,
    /** All outputs are equal. */
    UNANIMOUS,
    /** The equal outputs of those that were right more often. */
    WEIGHTED,
    /** A majority of equal new behaviour states; outputs may differ. */
    BEHAVIOUR_STATE
}
