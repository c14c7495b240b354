package io.tribunal.deployment.process;

/** How long child JVMs are expected to run: it decides how much work their compiler puts in. */
public enum Lifetime {
    /** A minute or so: quick code at once, and no more processor time for better. */
    SHORT,
    /** Long enough for the best code to pay: some minutes of compiling under load, then a fraction of the work. */
    LONG
}
