package io.tribunal.deployment.process;

/** How long child JVMs are expected to run. It decides how far they optimise their code. */
public enum Lifetime {
    /** A few minutes: only the fast first compiler runs. */
    SHORT,
    /** Longer: the optimising compiler runs too, which pays off after some minutes under load. */
    LONG
}
