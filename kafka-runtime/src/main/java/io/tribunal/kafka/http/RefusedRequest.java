package io.tribunal.kafka.http;

/** A request that is answered with an error before the service sees it. */
final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedRequest(int status, String why) {
        super(why);
        this.status = status;
    }

    HttpReply reply() {
        return HttpReply.plain(status, String.valueOf(getMessage()));
    }
}
