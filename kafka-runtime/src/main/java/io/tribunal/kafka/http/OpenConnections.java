package io.tribunal.kafka.http;

import java.io.IOException;
import java.net.Socket;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections, oldest first. When all places are taken the oldest is closed: whoever asks at once is answered, however
 * many others keep theirs open.
 */
final class OpenConnections {
    private static final Logger LOG = LoggerFactory.getLogger(OpenConnections.class);

    private final int places;
    private final Map<Socket, Long> openedNanos = new LinkedHashMap<>();

    OpenConnections(int places) {
        this.places = places;
    }

    synchronized void add(Socket socket, long nowNanos) {
        if (openedNanos.size() == places) {
            closeOldest();
        }
        openedNanos.put(socket, nowNanos);
    }

    synchronized void close(Socket socket) {
        openedNanos.remove(socket);
        closeQuietly(socket);
    }

    /** Closes those that were opened before that moment. */
    synchronized void closeOlderThan(long nanos) {
        while (!openedNanos.isEmpty() && openedNanos.values().iterator().next() - nanos < 0) {
            closeOldest();
        }
    }

    synchronized void closeAll() {
        while (!openedNanos.isEmpty()) {
            closeOldest();
        }
    }

    synchronized int size() {
        return openedNanos.size();
    }

    private void closeOldest() {
        Iterator<Socket> oldest = openedNanos.keySet().iterator();
        closeQuietly(oldest.next());
        oldest.remove();
    }

    static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("event=http_close_failed error=\"{}\"", String.valueOf(e));
        }
    }
}
