package io.tribunal.deployment.process;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/**
 * Runs another main class and halts as soon as standard input ends. The parent holds the other end of that pipe, so the
 * child never outlives it, even when the parent is killed.
 */
public final class ChildMain {
    private static final int PARENT_GONE = 137;

    private ChildMain() {}

    /** Takes the main class, then its arguments. */
    public static void main(String[] args) throws ReflectiveOperationException {
        Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::haltWithParent);
        try {
            Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object)
                    Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(args[0] + " failed", e.getCause());
        }
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) {
                // input is ignored; only the end of the stream counts
            }
        } catch (IOException e) {
            System.err.println("parent-watch: " + e);
        }
        Runtime.getRuntime().halt(PARENT_GONE);
    }
}
