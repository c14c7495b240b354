package wire

import (
	"fmt"
	"strings"

	"tribunal/internal/model"
)

const (
	maxStates      = 64
	maxTransitions = 64
	maxExpression  = 256
	maxCount       = 1_000_000
	maxScale       = 64
	maxWeight      = 1_000 * 1_000_000
	maxLevel       = (1<<63 - 1) / 8
)

func policyOf(n node) (model.Policy, error) {
	policy := model.Policy{
		Stateful:             n.flag("stateful"),
		Heartbeat:            n.int64("heartbeat"),
		MaxStep:              n.int64("maxStep"),
		LongestDeadline:      n.int64("deadline"),
		MaxValidity:          n.int64("maxValidity"),
		MaxOutput:            n.int32("maxOutput"),
		MaxOpenBallots:       n.int32("maxOpenBallots"),
		CheckpointInterval:   n.int32("checkpointInterval"),
		AcceptedFingerprints: n.longs("acceptedFingerprints"),
		EmbedCertificates:    n.flag("embedCertificates"),
		Usable:               true,
	}
	var wrong collect
	for _, field := range []string{"minQuorum", "maxOutput", "maxHeld", "maxOpenBallots", "checkpointInterval",
		"restoreBallots"} {
		wrong.require(n.int32(field) > 0, "policy."+field+" must be positive")
	}
	for _, field := range []string{"deadline", "heartbeat", "maxStep", "maxValidity"} {
		wrong.require(n.int64(field) > 0, "policy."+field+" must be positive")
	}
	for i, fingerprint := range policy.AcceptedFingerprints {
		wrong.require(i == 0 || policy.AcceptedFingerprints[i-1] < fingerprint, "acceptedFingerprints not ascending")
	}
	checkOperations(n.nodes("operations"), &policy, &wrong)
	branch, behaviour := n.branch("behaviour")
	wrong.require(branch != "" || n.text("adjudication") != "BEHAVIOUR_STATE",
		"policy.adjudication BEHAVIOUR_STATE needs policy.behaviour")
	if branch != "" {
		checkBehaviour(behaviour.(node), &wrong)
	}
	checkDetection(n.node("detection"), &wrong)
	for _, field := range []string{"minElectorate", "upAfter", "probationBallots"} {
		wrong.require(n.node("isolation").int32(field) > 0, "policy.isolation."+field+" must be positive")
	}
	return policy, wrong.err
}

func checkOperations(operations []node, policy *model.Policy, wrong *collect) {
	var names []string
	for _, operation := range operations {
		names = append(names, operation.text("operation"))
		wrong.require(operation.int64("deadline") > 0, "operations.deadline not positive")
		policy.LongestDeadline = max(policy.LongestDeadline, operation.int64("deadline"))
		checkProfile(operation.node("profile"), policy, wrong)
	}
	wrong.check(model.CheckAscending("operations", names))
}

// checkProfile refuses a malformed profile, and marks a policy whose profile cannot be applied (PROTOCOL 6, 13).
func checkProfile(profile node, policy *model.Policy, wrong *collect) {
	var decimals []string
	for _, decimal := range profile.nodes("decimal") {
		decimals = append(decimals, decimal.text("pointer"))
		wrong.require(decimal.int32("scale") >= 0, "decimal.scale negative")
		policy.Usable = policy.Usable && decimal.int32("scale") <= maxScale
	}
	wrong.check(model.CheckAscending("decimal", decimals))
	pointers := append([]string(nil), decimals...)
	for _, field := range []string{"drop", "unordered", "casefold", "trim"} {
		pointers = append(pointers, profile.texts(field)...)
	}
	for _, pointer := range pointers {
		policy.Usable = policy.Usable && isPointer(pointer)
	}
	for _, dropped := range profile.texts("drop") {
		policy.Usable = policy.Usable && dropped != ""
	}
}

// isPointer reports whether a text is a JSON pointer (RFC 6901).
func isPointer(text string) bool {
	if text != "" && text[0] != '/' {
		return false
	}
	escapes := strings.Count(text, "~0") + strings.Count(text, "~1")
	return strings.Count(text, "~") == escapes
}

func checkBehaviour(model node, wrong *collect) {
	states := map[string]bool{}
	names := model.texts("states")
	wrong.check(checkNames("states", names, states))
	wrong.require(len(names) <= maxStates, "too many states")
	alarm := model.texts("alarm")
	wrong.check(checkNames("alarm", alarm, map[string]bool{}))
	for _, name := range alarm {
		wrong.require(states[name], "an alarm state is none of the states")
	}
	wrong.require(states[model.text("start")], "start is none of the states")
	transitions := model.nodes("transitions")
	wrong.require(len(transitions) <= maxTransitions, "too many transitions")
	for _, transition := range transitions {
		checkTransition(transition, states, wrong)
	}
}

func checkNames(field string, names []string, seen map[string]bool) error {
	for _, name := range names {
		if err := model.CheckIdentifier(field, name); err != nil {
			return err
		}
		seen[name] = true
	}
	return model.CheckAscending(field, names)
}

func checkTransition(transition node, states map[string]bool, wrong *collect) {
	from, to := transition.text("from"), transition.text("to")
	wrong.require(states[from] && states[to], "a transition leaves or reaches what is none of the states")
	for _, field := range []string{"input", "output"} {
		wrong.require(len(transition.text(field)) <= maxExpression, "a transition's expression is too long")
	}
	branch, count := transition.branch("count")
	if branch == "" {
		wrong.require(from == to, "a transition with count * stays for ever")
		return
	}
	times := count.(int32)
	wrong.require(times >= 0 && times <= maxCount, fmt.Sprintf("a transition's count must be 0 to %d", maxCount))
}

func checkDetection(detection node, wrong *collect) {
	for _, class := range []string{"wrong", "silent", "slow"} {
		weights := detection.node(class)
		deviation, agreement := weights.int64("deviation"), weights.int64("agreement")
		wrong.require(deviation > 0 && deviation <= maxWeight && agreement < 0 && agreement >= -maxWeight,
			"weights must be positive and negative, and below 1000 nats")
	}
	suspected, malicious := detection.int64("suspected"), detection.int64("malicious")
	wrong.require(0 < suspected && suspected < malicious && malicious <= maxLevel, "0 < suspected < malicious")
	wrong.require(detection.int64("slowFloor") >= 0, "slowFloor >= 0")
	wrong.require(detection.int64("slowWindow") >= 1, "slowWindow >= 1")
	wrong.require(detection.int32("slowShare") >= 1 && detection.int32("slowShare") <= 100, "1 <= slowShare <= 100")
	for _, field := range []string{"slowFactor", "slowWindows", "baselineBallots", "maxEvidence"} {
		wrong.require(detection.int32(field) >= 1, field+" >= 1")
	}
}
