package io.tribunal.schemas.codec;

import io.tribunal.schemas.avro.Verdict;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;

/** Allows Avro to load our generated records by name, in addition to the classes that it trusts already. */
public final class TrustedRecords {
    private static final String PACKAGE = Verdict.class.getPackageName();
    private static final ClassSecurityPredicate OURS =
            type -> type.getPackageName().equals(PACKAGE);

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(ClassSecurityValidator.getGlobal(), OURS));
    }

    private TrustedRecords() {}

    /** Takes effect once, for the whole JVM. */
    public static void trust() {
        // the static initializer has done the work
    }
}
