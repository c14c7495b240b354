package io.tribunal.cli.output;

import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Control;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Payload;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.Response;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.log.ResponseRecord;
import io.tribunal.core.signature.SignedEnvelope;
import io.tribunal.kafka.process.LogText;
import java.time.Instant;
import java.util.stream.Collectors;

/** Records of the business log and of the response log, on one line. Signatures are named, not checked. */
final class SignedRecordText {
    private SignedRecordText() {}

    static String business(BusinessRecord record) {
        return content(record.content());
    }

    private static String content(BusinessRecord.Content content) {
        return switch (content) {
            case BusinessRecord.StrayGenesis stray -> content(stray.unvalidated());
            case BusinessRecord.Unreadable unreadable -> "UNREADABLE " + unreadable.detail();
            case BusinessRecord.Entry entry -> payload(entry.payload()) + " " + signature(entry.envelope());
        };
    }

    private static String payload(Payload payload) {
        return switch (payload) {
            case Genesis genesis ->
                "GENESIS service=" + LogText.name(genesis.service()) + " partitions=" + genesis.partitions()
                        + " executors=" + LogText.names(genesis.executors()) + " validators="
                        + LogText.names(genesis.validators()) + " keys="
                        + genesis.keys().size() + " rules=" + genesis.rulesVersion();
            case Request request ->
                "REQUEST " + request.requestId() + " client="
                        + LogText.name(request.clientId().value()) + " sequence=" + request.sequence() + " notAfter="
                        + Instant.ofEpochMilli(request.notAfter()) + " shardKey=" + LogText.name(request.shardKey())
                        + " " + LogText.name(request.operation()) + " "
                        + OutputText.of(request.contentType(), request.body());
            case Control control -> "CONTROL " + DecisionRecordText.certified(control.certified());
        };
    }

    static String responses(ResponseRecord record) {
        if (record.batch().isEmpty()) {
            return "UNREADABLE " + record.detail();
        }
        ResponseBatch batch = record.batch().get();
        String head = (batch.items().isEmpty() ? "HEARTBEAT " : "RESPONSES ")
                + LogText.name(batch.header().author()) + " processedTo="
                + batch.header().processedTo() + " "
                + signature(batch.envelope());
        return head
                + batch.items().stream()
                        .map(item -> " [" + response(item.response()) + "]")
                        .collect(Collectors.joining());
    }

    private static String response(Response response) {
        return response.businessOffset() + " " + response.status() + " "
                + OutputText.of(response.contentType(), response.output()) + " writes="
                + response.writes().size();
    }

    private static String signature(SignedEnvelope envelope) {
        return "key=" + LogText.name(envelope.keyId())
                + envelope.batch()
                        .map(proof -> " batch=" + proof.leafIndex() + "/" + proof.treeSize())
                        .orElse("");
    }
}
