package io.tribunal.core.isolation;

import io.tribunal.core.decision.IsolationProposal;
import io.tribunal.core.decision.MembershipEvent;
import io.tribunal.core.decision.OrderedDecision;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** An honest validator as a process: reads the decision log, endorses what it has derived, signs decisions; keeps nothing over a crash. */
final class LocalValidator {
    /** What every honest validator finds in the logs. */
    record Derived(MembershipEvent event, int partition) {}

    private final IsolationFixture deployment;
    private final String name;
    private final List<Derived> findings;
    private final List<DecisionLogRecord> log;
    private final SortedMap<Long, OrderedDecision> unsigned = new TreeMap<>();
    private final Set<IsolationProposal> endorsed = new HashSet<>();
    private final List<DecisionLogEvent> events = new ArrayList<>();
    private DecisionLogMachine machine;
    private int read;

    LocalValidator(IsolationFixture deployment, String name, List<Derived> findings, List<DecisionLogRecord> log) {
        this.deployment = deployment;
        this.name = name;
        this.findings = findings;
        this.log = log;
        this.machine = deployment.machine();
    }

    void crash() {
        machine = deployment.machine();
        read = 0;
        unsigned.clear();
        endorsed.clear();
        events.clear();
    }

    /** One step of its own; after any of them it may crash. */
    void step(Random random) {
        switch (random.nextInt(4)) {
            case 0 -> endorse(findings.get(random.nextInt(findings.size())));
            case 1 -> signOne();
            default -> readOne();
        }
    }

    /** Does all that there is to do. */
    void finish() {
        while (read < log.size()) {
            readOne();
        }
        findings.forEach(this::endorse);
        while (!unsigned.isEmpty()) {
            signOne();
        }
    }

    private void readOne() {
        if (read == log.size()) {
            return;
        }
        for (DecisionLogEvent event : machine.process(log.get(read++))) {
            events.add(event);
            switch (event) {
                case DecisionLogEvent.Ordered ordered ->
                    unsigned.put(ordered.decision().number(), ordered.decision());
                case DecisionLogEvent.Certified certified ->
                    unsigned.remove(certified.decision().decision().number());
                case DecisionLogEvent.RejoinAsked ignored -> {}
                case DecisionLogEvent.Alarm ignored -> {}
                case DecisionLogEvent.Dropped ignored -> {}
            }
        }
    }

    private void endorse(Derived finding) {
        Member member =
                machine.chain().membership().find(finding.event().executor()).orElseThrow();
        IsolationProposal proposal = deployment.proposal(finding.event(), member.decision(), finding.partition());
        if (member.after(proposal, 0).isPresent() && endorsed.add(proposal)) {
            append(log, IsolationFixture.endorsement(name, proposal));
        }
    }

    private void signOne() {
        unsigned.values().stream().findFirst().ifPresent(decision -> {
            unsigned.remove(decision.number());
            append(log, IsolationFixture.ratification(name, decision));
        });
    }

    static void append(List<DecisionLogRecord> log, DecisionLogRecord.Content content) {
        log.add(new DecisionLogRecord(log.size(), content));
    }

    List<DecisionLogEvent> events() {
        return events;
    }

    DecisionChain chain() {
        return machine.chain();
    }
}
