"""The rules of voting, as far as an executor follows them, and the checks that everyone makes (PROTOCOL 3, 9)."""

import re
from typing import NamedTuple

from tribunal.protocol.avro import Datum
from tribunal.protocol.malformed import Malformed, require
from tribunal.protocol.names import is_name, require_ascending

_POSITIVE = (
    "minQuorum",
    "deadline",
    "heartbeat",
    "maxStep",
    "maxValidity",
    "maxOutput",
    "maxHeld",
    "maxOpenBallots",
    "checkpointInterval",
    "restoreBallots",
)
_MAX_SCALE = 64
_STRAY_TILDE = re.compile("~(?![01])")
_MAX_MODEL = 64
_MAX_COUNT = 1_000_000
_MAX_EXPRESSION = 256
_MOST_NATS = 1_000_000_000
_MOST_SUM = ((1 << 63) - 1) // 8


class Policy(NamedTuple):
    """Times in ms, sizes in bytes, the checkpoint interval in business offsets."""

    stateful: bool
    heartbeat: int
    max_step: int
    longest_deadline: int
    """The longest one that a ballot of any operation can have."""
    max_open_ballots: int
    max_validity: int
    max_output: int
    checkpoint_interval: int
    accepted_fingerprints: frozenset[int]
    embed_certificates: bool
    usable: bool
    """Whether every normalization profile can be applied; else no genesis and no ChangePolicy may have it."""


def policy(datum: Datum) -> Policy:
    """The policy as it travels; raises Malformed where a bound does not hold."""
    for name in _POSITIVE:
        require(datum[name] > 0, f"policy.{name} must be positive")
    fingerprints = datum["acceptedFingerprints"]
    require(
        all(one < next_one for one, next_one in zip(fingerprints, fingerprints[1:])),
        "acceptedFingerprints not ascending",
    )
    require_ascending("operations", [own["operation"] for own in datum["operations"]])
    for own in datum["operations"]:
        _check_operation(own)
    model = datum["behaviour"]
    require(model is not None or datum["adjudication"] != "BEHAVIOUR_STATE", "BEHAVIOUR_STATE needs policy.behaviour")
    if model is not None:
        _check_model(model)
    _check_detection(datum["detection"])
    for name in ("minElectorate", "upAfter", "probationBallots"):
        require(datum["isolation"][name] > 0, f"policy.isolation.{name} must be positive")
    return Policy(
        datum["stateful"],
        datum["heartbeat"],
        datum["maxStep"],
        max([datum["deadline"], *(own["deadline"] for own in datum["operations"])]),
        datum["maxOpenBallots"],
        datum["maxValidity"],
        datum["maxOutput"],
        datum["checkpointInterval"],
        frozenset(fingerprints),
        datum["embedCertificates"],
        all(_is_usable(own["profile"]) for own in datum["operations"]),
    )


def _check_operation(own: Datum) -> None:
    require(own["deadline"] > 0, "operations.deadline not positive")
    decimal = own["profile"]["decimal"]
    require_ascending("decimal", [entry["pointer"] for entry in decimal])
    require(all(entry["scale"] >= 0 for entry in decimal), "decimal.scale negative")


def _is_usable(profile: Datum) -> bool:
    """All pointers are JSON pointers, none drops the whole output, and scales are 0 to 64."""
    pointers = [*profile["drop"], *profile["unordered"], *profile["casefold"], *profile["trim"]]
    pointers += [entry["pointer"] for entry in profile["decimal"]]
    return (
        "" not in profile["drop"]
        and all(entry["scale"] <= _MAX_SCALE for entry in profile["decimal"])
        and all(map(_is_pointer, pointers))
    )


def _is_pointer(text: str) -> bool:
    return (text == "" or text.startswith("/")) and _STRAY_TILDE.search(text) is None


def _check_model(model: Datum) -> None:
    require_ascending("states", model["states"])
    require_ascending("alarm", model["alarm"])
    states = set(model["states"])
    require(len(states) <= _MAX_MODEL and len(model["transitions"]) <= _MAX_MODEL, "behaviour model too large")
    require(all(map(is_name, states)), "a state's name is none")
    require(model["start"] in states and states.issuperset(model["alarm"]), "start or alarm is none of the states")
    for transition in model["transitions"]:
        _check_transition(transition, states)


def _check_transition(transition: Datum, states: set[str]) -> None:
    count = transition["count"]
    for name in ("input", "output"):
        require(len(transition[name].encode()) <= _MAX_EXPRESSION, f"a transition's {name} is too long")
    require(count is None or 0 <= count <= _MAX_COUNT, "a transition's count is out of range")
    require(count is not None or transition["from"] == transition["to"], "a transition with count * cannot lead away")
    require({transition["from"], transition["to"]} <= states, "a transition names what is none of the states")


def _check_detection(detection: Datum) -> None:
    for name in ("wrong", "silent", "slow"):
        weights = detection[name]
        if not (0 < weights["deviation"] <= _MOST_NATS and -_MOST_NATS <= weights["agreement"] < 0):
            raise Malformed(f"policy.detection.{name} is out of range")
    require(0 < detection["suspected"] < detection["malicious"] <= _MOST_SUM, "0 < suspected < malicious")
    require(detection["slowFloor"] >= 0, "slowFloor >= 0")
    require(1 <= detection["slowShare"] <= 100, "1 <= slowShare <= 100")
    for name in ("slowFactor", "slowWindow", "slowWindows", "baselineBallots", "maxEvidence"):
        require(detection[name] >= 1, f"policy.detection.{name} >= 1")
