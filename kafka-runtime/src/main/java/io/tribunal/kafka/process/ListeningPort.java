package io.tribunal.kafka.process;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;

/** Opens the ports that roles listen on. */
public final class ListeningPort {
    private ListeningPort() {}

    /**
     * A server that is not started yet.
     *
     * @param setting that the port comes from
     * @throws BindException that names the port and the setting if the port cannot be had
     */
    public static HttpServer open(InetSocketAddress address, String setting) throws IOException {
        try {
            return HttpServer.create(address, 0);
        } catch (BindException e) {
            BindException named = new BindException("port " + address.getPort() + " (" + setting + ") cannot be used: "
                    + e.getMessage() + "; stop the process that has it, or set another port");
            named.initCause(e);
            throw named;
        }
    }
}
