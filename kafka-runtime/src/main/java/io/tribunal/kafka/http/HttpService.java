package io.tribunal.kafka.http;

/** Answers requests, several at a time. */
@FunctionalInterface
public interface HttpService {
    HttpReply answer(HttpRequest request);
}
