package io.tribunal.schemas.codec;

import io.tribunal.core.behaviour.BehaviourModel;
import io.tribunal.core.behaviour.Transition;
import io.tribunal.schemas.avro.BehaviourTransition;
import java.util.List;
import java.util.TreeSet;

/** Converts behaviour models to and from Avro. */
final class BehaviourForm {
    private BehaviourForm() {}

    static io.tribunal.schemas.avro.BehaviourModel toAvro(BehaviourModel model) {
        return new io.tribunal.schemas.avro.BehaviourModel(
                model.start(),
                List.copyOf(model.states()),
                List.copyOf(model.alarm()),
                model.transitions().stream().map(BehaviourForm::toAvro).toList());
    }

    /**
     * The model of an Avro record.
     *
     * @throws IllegalArgumentException when it is not a model within the bounds
     */
    static BehaviourModel fromAvro(io.tribunal.schemas.avro.BehaviourModel avro) {
        AvroValues.requireAscending("states", avro.getStates());
        AvroValues.requireAscending("alarm", avro.getAlarm());
        return new BehaviourModel(
                avro.getStart(),
                new TreeSet<>(avro.getStates()),
                new TreeSet<>(avro.getAlarm()),
                avro.getTransitions().stream().map(BehaviourForm::fromAvro).toList());
    }

    private static BehaviourTransition toAvro(Transition transition) {
        return new BehaviourTransition(
                transition.from(),
                transition.input(),
                transition.output(),
                AvroValues.nullable(transition.count(), count -> count),
                transition.to());
    }

    private static Transition fromAvro(BehaviourTransition avro) {
        return new Transition(
                avro.getFrom(),
                avro.getInput(),
                avro.getOutput(),
                AvroValues.optional(avro.getCount(), count -> count),
                avro.getTo());
    }
}
