package io.tribunal.deployment.cluster;

import io.tribunal.deployment.error.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;

/** Finds loopback ports below the ephemeral range, so that they are still free after a restart. */
final class Ports {
    private static final int LOWEST = 15_000;
    private static final int HIGHEST = 32_000;
    private static final int ATTEMPTS = 10_000;
    private static final int CONNECT_TIMEOUT_MS = 200;

    private Ports() {}

    /** Distinct ports that no process listens on now. */
    static int[] free(int count) {
        return free(count, Set.of());
    }

    /** The same without some ports. */
    static int[] free(int count, Set<Integer> except) {
        Set<Integer> found = new TreeSet<>();
        for (int attempt = 0; found.size() < count; attempt++) {
            if (attempt == ATTEMPTS) {
                throw new UserError("no free loopback ports between " + LOWEST + " and " + HIGHEST);
            }
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (!except.contains(port) && isFree(port)) {
                found.add(port);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isListening(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
