package io.tribunal.cli.mistakes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A name in JSON output and what it means wherever it occurs. */
record JsonField(String name, String meaning) {
    private static final Map<String, String> MEANINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("topic", "name of a topic"),
            Map.entry("partitions", "number of partitions"),
            Map.entry("replicationFactor", "copies of each record"),
            Map.entry("differences", "how a topic differs from the catalogue"),
            Map.entry("requests", "number of requests that a demo sent"),
            Map.entry("seconds", "from the first request to the last verdict"),
            Map.entry("throughput", "final verdicts a second"),
            Map.entry("outcomes", "number of requests by outcome"),
            Map.entry("latencyMs", "from send to checked verdict, by percentile"),
            Map.entry("dissent", "number of deviations by executor and kind"),
            Map.entry("equalStates", "by executor, in how many partitions its state equals the committed one"),
            Map.entry("decisions", "decisions about executors, in the order of their numbers"),
            Map.entry("incomplete", "what lacks exactly one final verdict, or a decision"),
            Map.entry("contradictions", "what must not happen with at most f faulty executors"),
            Map.entry("change", "new status of the executor"),
            Map.entry("grounds", "class of the deviations for which an executor was isolated"),
            Map.entry("afterMs", "from an executor's first deviation to the decision's effect; null without one"),
            Map.entry("account", "name of an account"),
            Map.entry("agreeing", "executors whose answers agree"),
            Map.entry("agreed", "ballots in which an executor's answer agreed"),
            Map.entry("appended", "time at which the broker appended the record, ms since 1970"),
            Map.entry("balance", "decimal text"),
            Map.entry(
                    "ballots",
                    "of evidence: the ballots that it shows; of a demo's decision: entries from the first deviation to the last in evidence"),
            Map.entry("broken", "why a partition's chain of verdicts is broken, and where"),
            Map.entry("businessOffset", "offset in the partition's business log"),
            Map.entry("clientId", "client that signed the request"),
            Map.entry("decision", "number of a decision, from 1; 0 for none"),
            Map.entry("deployment", "SHA-256 of the genesis payload, hex"),
            Map.entry("detail", "why, for people"),
            Map.entry(
                    "deviated",
                    "of an executor: ballots in which its answer deviated; of a step of a statistic: their business offsets"),
            Map.entry("differs", "kind of the first difference"),
            Map.entry("digest", "hash of a partition's committed state, hex"),
            Map.entry("dissenters", "executors whose answers differ from the agreement"),
            Map.entry("elapsed", "the response log's own time, ms"),
            Map.entry("electorate", "executors whose votes counted"),
            Map.entry("event", "what a decision does to an executor"),
            Map.entry("evidence", "business offsets of the ballots that a decision rests on"),
            Map.entry("executor", "id of an executor"),
            Map.entry("expected", "the agreed value of the field that differs"),
            Map.entry("field", "the field that differs; below `output`, a JSON pointer"),
            Map.entry("file", "name of a file"),
            Map.entry("final", "whether no other verdict can follow"),
            Map.entry("got", "the deviating value of the field that differs"),
            Map.entry("hash", "hash of a decision, hex"),
            Map.entry("head", "head of the evidence chain, hex"),
            Map.entry("held", "agreed states that wait for the state of an earlier entry"),
            Map.entry("inherited", "ballots in which an executor was wrong only because of an earlier deviation"),
            Map.entry("judgement", "PROVED or REFUTED"),
            Map.entry("key", "key of a Kafka record"),
            Map.entry("keyId", "id of a signing key"),
            Map.entry("kind", "class of a deviation"),
            Map.entry("lastVerdict", "hash of a partition's last verdict, hex"),
            Map.entry("latencyMedian", "ms; null if unknown"),
            Map.entry("latencyP95", "ms; null if unknown"),
            Map.entry("ledger", "name of a ledger"),
            Map.entry("level", "what a statistic amounts to"),
            Map.entry("logRoot", "Merkle root of the response log up to the evidence, hex"),
            Map.entry("malicious", "statistic from which an executor is isolated, micro-nats"),
            Map.entry("needed", "number of equal answers that decides"),
            Map.entry("notShown", "what a file cannot show"),
            Map.entry("offset", "offset of a record in its partition; of a request or verdict, in the business log"),
            Map.entry("operation", "operation of a request"),
            Map.entry("others", "number of other ballots that closed"),
            Map.entry(
                    "outcome",
                    "of a request: AGREED, REJECTED, SPLIT, OVERDUE, or what is known without a verdict: APPENDED,"
                            + " MAYBE_APPENDED, NOT_APPENDED; of a decision: ENFORCED or MONITORED"),
            Map.entry("output", "the agreed output: JSON as it is, other content in base64; null without one"),
            Map.entry("overdraft", "`none`, `unlimited` or a decimal text"),
            Map.entry("partition", "number of a partition"),
            Map.entry("peersMedian", "median latency of the other executors, ms; null if unknown"),
            Map.entry("previous", "hash of the decision before, hex"),
            Map.entry("previousAbout", "number of the decision before about the same executor"),
            Map.entry("proved", "whether signed answers or a Void show the SPLIT; false: only the voter says so"),
            Map.entry("publicKey", "Ed25519 public key, hex"),
            Map.entry("reason", "why a request was REJECTED or a file REFUTED: one word"),
            Map.entry("rederived", "whether the client found the reason of a rejection itself"),
            Map.entry("replayOf", "offset where the sequence was first used"),
            Map.entry("requestId", "id of a request, hex"),
            Map.entry("responseOffset", "offset in the partition's response log"),
            Map.entry("sequence", "number of a verdict in its partition"),
            Map.entry("signedBy", "validators whose signatures a decision has"),
            Map.entry(
                    "silent",
                    "of a verdict: executors that did not answer; of an executor: ballots without its answer"),
            Map.entry("statistic", "micro-nats"),
            Map.entry(
                    "status",
                    "of an answer: OK or REFUSED, null without an agreement; of an executor: ACTIVE, ISOLATED, ..."),
            Map.entry("subject", "what a decision does, for people"),
            Map.entry("summary", "what evidence shows"),
            Map.entry("sums", "an executor's statistics by class of deviation"),
            Map.entry("supporters", "executors whose answers agree with the verdict"),
            Map.entry("suspected", "statistic from which an executor is suspected, micro-nats"),
            Map.entry("unjudged", "ballots that are evidence neither for nor against an executor"),
            Map.entry("verdicts", "number of verdicts in a partition"),
            Map.entry("worth", "what a record of isolation-decisions is worth")));

    static List<JsonField> all() {
        return MEANINGS.entrySet().stream()
                .map(entry -> new JsonField(entry.getKey(), entry.getValue()))
                .toList();
    }
}
