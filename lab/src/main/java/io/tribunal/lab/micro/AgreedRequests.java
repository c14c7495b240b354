package io.tribunal.lab.micro;

import io.tribunal.core.ballot.Verdict;
import io.tribunal.core.identity.KeyId;
import io.tribunal.core.identity.Registry;
import io.tribunal.core.log.BusinessRecord;
import io.tribunal.core.log.Genesis;
import io.tribunal.core.log.Request;
import io.tribunal.core.log.ResponseBatch;
import io.tribunal.core.partition.Event;
import io.tribunal.core.partition.PartitionMachine;
import io.tribunal.ingest.check.ResponseProof;
import io.tribunal.ingest.check.RulesHistory;
import io.tribunal.ingest.check.SentEntry;
import io.tribunal.ingest.check.Trust;
import java.util.ArrayList;
import java.util.List;

/** The verdicts on the requests of signed logs, and what their client checks them with. */
final class AgreedRequests {
    private final SignedLogs logs;
    private final List<ResponseBatch> batches = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();

    AgreedRequests(SignedLogs logs) {
        this.logs = logs;
        PartitionMachine machine = logs.machine();
        for (int offset = 0; offset < logs.responses().size(); offset++) {
            var record = logs.response(offset);
            batches.add(record.batch().orElseThrow());
            machine.process(record).forEach(this::keep);
        }
    }

    private void keep(Event event) {
        if (event instanceof Event.VerdictIssued issued) {
            verdicts.add(issued.verdict());
        }
    }

    List<Verdict> verdicts() {
        return verdicts;
    }

    Trust trust() {
        Genesis genesis = (Genesis) entry(0).payload();
        return new Trust(
                logs.deployment(),
                genesis,
                Registry.of(genesis.keys()).orElseThrow(),
                genesis.policy(),
                RulesHistory.NONE);
    }

    /** The entry that a verdict decides, as its client keeps it. */
    SentEntry sent(Verdict verdict) {
        int offset = Math.toIntExact(verdict.position().offset());
        BusinessRecord.Entry entry = entry(offset);
        return new SentEntry(
                (Request) entry.payload(),
                new KeyId(entry.envelope().keyId()),
                logs.business().get(offset).valueHash(),
                entry.fingerprint(),
                verdict.position(),
                SignedLogs.APPENDED);
    }

    private BusinessRecord.Entry entry(int offset) {
        return (BusinessRecord.Entry) logs.business().get(offset).content();
    }

    /** A supporter's response from the decoded response log. */
    ResponseProof proof(Verdict.Supporter supporter) {
        ResponseBatch batch = batches.get(Math.toIntExact(supporter.responseOffset()));
        ResponseBatch.Item item = batch.items().get(supporter.index());
        return new ResponseProof(
                batch.envelope(),
                batch.header(),
                item.encoded(),
                item.response(),
                supporter.index(),
                batch.tree().path(supporter.index()));
    }
}
