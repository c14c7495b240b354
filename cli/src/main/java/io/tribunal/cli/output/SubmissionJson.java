package io.tribunal.cli.output;

import io.tribunal.cli.root.ActionWords;
import io.tribunal.cli.root.Submission;
import java.util.LinkedHashMap;
import java.util.Map;

/** A mandate that is in force, and where. */
public final class SubmissionJson {
    private SubmissionJson() {}

    public static Map<String, Object> of(Submission.Result result) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("mandate", result.proposal().mandate());
        json.put("action", ActionWords.name(result.proposal().action()));
        json.put("signedBy", result.proposal().signers());
        json.put("decision", result.decision());
        json.put("inForce", result.offsets());
        return json;
    }
}
