package io.tribunal.worker.probe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tribunal.core.identity.Hash;
import io.tribunal.core.log.Write;
import io.tribunal.core.state.StateDigest;
import io.tribunal.core.state.StateTree;
import java.util.ArrayList;
import java.util.List;

/** Computes the digest chain and the state root after each step, from an empty state (PROTOCOL 7). */
final class StateProbe implements Probe {
    @Override
    public ObjectNode answer(JsonNode question) {
        StateTree tree = new StateTree();
        Hash chain = StateDigest.INITIAL;
        List<ObjectNode> steps = new ArrayList<>();
        for (List<Write> writes : Wire.list(question, "steps", step -> Wire.list(step, "writes", Wire::write))) {
            Hash post = StateDigest.next(chain, writes);
            tree.apply(writes);
            steps.add(Wire.object()
                    .put("preState", chain.toHex())
                    .put("writesHash", StateDigest.writesHash(writes).toHex())
                    .put("postState", post.toHex())
                    .put("stateRoot", tree.root().toHex()));
            chain = post;
        }
        return Wire.object("steps", Wire.array(steps));
    }
}
