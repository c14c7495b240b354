package io.tribunal.lab.containers;

import io.tribunal.core.identity.Bytes;
import io.tribunal.ingest.NewRequest;
import io.tribunal.ingest.Outcome;
import io.tribunal.ingest.TribunalClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Requests with a known effect: each adds 1 to an account. */
final class RequestLoad {
    private static final int LEDGERS = 12;

    private final TribunalClient client;
    private final List<CompletableFuture<Outcome>> outcomes = new ArrayList<>();

    RequestLoad(TribunalClient client) {
        this.client = client;
    }

    void openAccounts() throws InterruptedException {
        for (int ledger = 0; ledger < LEDGERS; ledger++) {
            send(ledger, "OPEN", "{\"account\":\"savings\",\"overdraft\":\"none\"}");
        }
    }

    /** Sends as fast as the client allows. */
    void increment(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            send(i % LEDGERS, "INCREMENT", "{\"account\":\"savings\",\"amount\":\"1\"}");
        }
    }

    private void send(int ledger, String operation, String body) throws InterruptedException {
        outcomes.add(client.send(NewRequest.json("ledger-" + ledger, operation, Bytes.utf8(body))));
    }

    /** The outcomes of all requests, in the order of sending. */
    List<Outcome> await() {
        return outcomes.stream().map(CompletableFuture::join).toList();
    }
}
