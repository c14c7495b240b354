package io.tribunal.deployment.implementation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What an implementation reports about itself.
 *
 * @param ready whether it can run here
 * @param words its version, or what is missing and how to install it
 */
public record ImplementationStatus(String name, boolean ready, String words) {
    private static final int PATIENCE_SECONDS = 20;
    private static final int MAX_WORDS = 300;

    /** Runs the command. Exit status 0 means ready; its output becomes the words. */
    public static ImplementationStatus ask(String name, List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new ImplementationStatus(name, false, String.join(" ", command) + " does not end");
            }
            byte[] words = process.getInputStream().readNBytes(MAX_WORDS);
            return new ImplementationStatus(
                    name, process.exitValue() == 0, new String(words, StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return new ImplementationStatus(name, false, "cannot start " + command.getFirst() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ImplementationStatus(name, false, "interrupted");
        }
    }
}
