package io.tribunal.bridge.http;

import io.tribunal.core.identity.Hash;
import io.tribunal.worker.Call;
import io.tribunal.worker.Execution;
import io.tribunal.worker.ServiceRun;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** Measures the PHP example behind the bridge: {@code PhpThroughput REQUESTS PARTITIONS CONCURRENCY}. Not a test. */
final class PhpThroughput {
    private static final int LEDGERS = 8;
    private static final int ACCOUNTS = 20;
    private static final int WINDOW = 500;

    private PhpThroughput() {}

    public static void main(String[] arguments) throws InterruptedException {
        int requests = Integer.parseInt(arguments[0]);
        int partitions = Integer.parseInt(arguments[1]);
        ConfigDef definition = new ConfigDef();
        HttpConfig.define(definition);
        HttpService service = new HttpService(
                HttpConfig.of(definition.parse(Map.of(
                        HttpConfig.URL,
                        "http://127.0.0.1:{port}/{operation}",
                        HttpConfig.COMMAND,
                        Path.of("examples", "php", "serve").toAbsolutePath().toString(),
                        HttpConfig.CONCURRENCY,
                        arguments[2]))),
                Hash.ZERO);
        List<ServiceRun> runs = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            runs.add(service.begin(partition, Optional.empty()));
        }
        send(runs, 0, LEDGERS * ACCOUNTS * partitions);
        for (int round = 0; round < 3; round++) {
            long begin = System.nanoTime();
            send(runs, LEDGERS * ACCOUNTS * partitions, requests);
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%d requests in %.2f s: %.0f a second%n", requests, seconds, requests / seconds);
        }
        runs.forEach(ServiceRun::close);
        service.close();
    }

    private static void send(List<ServiceRun> runs, int from, int count) throws InterruptedException {
        Deque<Execution> window = new ArrayDeque<>();
        for (int i = from; i < from + count; i++) {
            window.add(runs.get(i % runs.size()).begin(call(i / runs.size())));
            while (window.size() >= WINDOW && !window.getFirst().isDone()) {
                Thread.sleep(1);
            }
            while (!window.isEmpty() && window.getFirst().isDone()) {
                window.removeFirst().answer(key -> Optional.empty());
            }
        }
        while (!window.isEmpty()) {
            if (window.getFirst().isDone()) {
                window.removeFirst();
            } else {
                Thread.sleep(1);
            }
        }
    }

    private static Call call(int number) {
        String ledger = "ledger" + number % LEDGERS;
        int account = number / LEDGERS % ACCOUNTS;
        boolean isOpening = number < LEDGERS * ACCOUNTS;
        return isOpening
                ? Calls.of(
                        number,
                        ledger,
                        "OPEN",
                        "application/json",
                        "{\"account\":\"a" + account + "\",\"overdraft\":\"unlimited\"}")
                : Calls.of(
                        number,
                        ledger,
                        "TRANSFER",
                        "application/json",
                        "{\"amount\":\"1.25\",\"from\":\"a" + account + "\",\"to\":\"a" + (account + 7) % ACCOUNTS
                                + "\"}");
    }
}
