"""Conformance without Kafka: one JSON request a line on standard input, one JSON answer a line on standard output.

Bytes are lower-case hex, and every integer that is a long is a decimal string, both ways.
"""

import json
from collections.abc import Callable, Iterable
from typing import IO, Any

from tribunal.bom import bill_of_materials
from tribunal.execution.machine import StateMachine, Terms
from tribunal.execution.responses import BatchSigner
from tribunal.execution.service import Service, Write
from tribunal.execution.state import INITIAL, StateTree, next_digest, writes_hash
from tribunal.protocol.admission import (
    Admitted,
    Applied,
    BadGenesis,
    Opened,
    PartitionAdmission,
    Rejected,
    Ruling,
)
from tribunal.protocol.digests import sha256
from tribunal.protocol.entries import BusinessRecord, Genesis, Request, read_entry, read_record
from tribunal.protocol.json_body import is_canonical_body
from tribunal.protocol.malformed import Malformed, require
from tribunal.protocol.partitioner import partition_of
from tribunal.protocol.registry import is_valid_public_key
from tribunal.protocol.replay_window import Check, ReplayWindow
from tribunal.protocol.signatures import SigningKey, verify
from tribunal.recovery.checkpoint import CheckpointTally, read_checkpoint
from tribunal.recovery.rejoin import OwnRejoin
from tribunal.recovery.snapshot import SnapshotShelf
from tribunal.recovery.verified_snapshot import choose, latest_rules

Json = Any
_hex = bytes.fromhex


def serve(requests: Iterable[bytes], answers: IO[str], service: Service) -> None:
    """Answers until the requests end. A probe that fails gets an error as its answer; the next one is answered."""
    probes = Probes(service)
    for line in requests:
        answers.write(json.dumps(probes.answer(line), separators=(",", ":")) + "\n")
        answers.flush()


class Probes:
    """All probes; the state of ``execute`` is kept until a reset."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._machine: StateMachine | None = None
        self._known: dict[str, Callable[[Json], Json]] = {
            "bom": lambda _: {"bom": bill_of_materials()},
            "partition": _partition,
            "verify": _verify,
            "body": lambda request: {"valid": is_canonical_body(_hex(request["body"]))},
            "window": _window,
            "admission": _admission,
            "state": _state,
            "execute": self._execute,
            "batch": _batch,
            "restore": _restore,
            "rejoin": _rejoin,
        }

    def answer(self, line: bytes) -> Json:
        """The answer to one line."""
        identity = None
        try:
            request = json.loads(line)
            identity = request.get("id")
            probe = self._known.get(request.get("probe"))
            if probe is None:
                return {"id": identity, "error": f"no probe {request.get('probe')!r}; known: {', '.join(self._known)}"}
            return {"id": identity, **probe(request)}
        except Exception as e:
            return {"id": identity, "error": f"{type(e).__name__}: {e}"}

    def _execute(self, request: Json) -> Json:
        if request.get("reset") or self._machine is None:
            self._machine = StateMachine(request["partition"], self._service, {})
        machine = self._machine
        terms = Terms(request["stateful"], int(request["checkpointInterval"]), int(request["maxOutput"]))
        deployment = _hex(request["deployment"])
        responses = [
            machine.answer(int(one["offset"]), _hex(one["requestHash"]), _logged(deployment, one), terms)
            for one in request["requests"]
        ]
        return {"responses": [response.encoded.hex() for response in responses]}


def _logged(deployment: bytes, one: Json) -> Request:
    return Request(
        deployment,
        bytes(16),
        "probe",
        0,
        0,
        one["shardKey"],
        one["operation"],
        one["contentType"],
        _hex(one["body"]),
    )


def _partition(request: Json) -> Json:
    return {"partition": partition_of(request["shardKey"], request["partitions"])}


def _verify(request: Json) -> Json:
    key = _hex(request["publicKey"])
    key_valid = is_valid_public_key(key)
    valid = key_valid and verify(key, _hex(request["message"]), _hex(request["signature"]))
    return {"keyValid": key_valid, "valid": valid}


def _window(request: Json) -> Json:
    window = ReplayWindow()
    return {"results": [_checked(window, int(one["sequence"]), int(one["offset"])) for one in request["checks"]]}


def _checked(window: ReplayWindow, sequence: int, offset: int) -> Json:
    check = window.check(sequence)
    first = window.first_offset(sequence) if check is Check.REPLAYED else None
    if check is Check.FRESH:
        window.mark(sequence, offset)
    return {"check": check.name, "firstOffset": None if first is None else str(first)}


def _admission(request: Json) -> Json:
    admission = PartitionAdmission(request["partition"], _hex(request["deployment"]))
    decisions: list[Json] = []
    for one in request["records"]:
        try:
            decisions.append(_shown(admission.decide(_record(request["partition"], one))))
        except BadGenesis:
            decisions.append({"decision": "BAD_GENESIS"})
            break
    return {"decisions": decisions}


def _record(partition: int, one: Json) -> BusinessRecord:
    value = None if one["value"] is None else _hex(one["value"])
    return read_record(partition, int(one["offset"]), int(one["appendTime"]), one["logAppendTime"], value)


def _shown(ruling: Ruling) -> Json:
    match ruling:
        case Opened():
            return {"decision": "OPENED"}
        case Admitted(record):
            return {"decision": "ADMITTED", "requestHash": record.value_hash.hex()}
        case Applied():
            return {"decision": "APPLIED"}
        case Rejected(replay_of=replay_of, request=claimed) as rejected:
            return {
                "decision": "REJECTED",
                "reason": rejected.named_reason(),
                "replayOf": None if replay_of is None else str(replay_of),
                "requestId": None if claimed is None else claimed.request_id.hex(),
                "clientId": None if claimed is None else claimed.client_id,
            }


def _state(request: Json) -> Json:
    tree, digest = StateTree(), INITIAL
    steps = []
    for step in request["steps"]:
        writes = [Write(_hex(w["key"]), None if w["value"] is None else _hex(w["value"])) for w in step["writes"]]
        before, digest = digest, next_digest(digest, writes)
        tree.apply(writes)
        steps.append(
            {
                "preState": before.hex(),
                "writesHash": writes_hash(writes).hex(),
                "postState": digest.hex(),
                "stateRoot": tree.root().hex(),
            }
        )
    return {"steps": steps}


def _batch(request: Json) -> Json:
    key = SigningKey.from_seed(_hex(request["seed"]))
    signer = BatchSigner(_hex(request["deployment"]), request["executorId"], key, request["schemaId"])
    responses = [_hex(response) for response in request["responses"]]
    return {"value": signer.sign(request["partition"], int(request["processedTo"]), responses).hex()}


def _restore(request: Json) -> Json:
    deployment, partition = _hex(request["deployment"]), request["partition"]
    entry = read_entry(_hex(request["genesis"]))
    genesis = entry.payload
    if not isinstance(genesis, Genesis) or sha256(entry.envelope.payload) != deployment:
        raise Malformed("not the genesis of the deployment")
    records = {int(one["offset"]): _record(partition, one) for one in request["records"]}
    records.setdefault(0, read_record(partition, 0, 0, True, _hex(request["genesis"])))
    shelf = SnapshotShelf()
    for one in request["snapshots"] if genesis.validators else []:
        shelf.take(one["key"].encode(), None if one["value"] is None else _hex(one["value"]))
    tally = CheckpointTally(genesis, latest_rules(genesis, deployment, map(_hex, request["audit"])))
    for one in request["checkpoints"]:
        if signed := read_checkpoint(one["logAppendTime"], None if one["value"] is None else _hex(one["value"])):
            tally.add(*signed)

    def at(offset: int) -> BusinessRecord:
        require(offset in records, f"offset {offset} is not in the log")
        return records[offset]

    found = choose(partition, int(request["resumeFrom"]), shelf, tally, at)
    if found is None:
        return {"restored": None}
    return {
        "restored": {
            "businessOffset": str(found.business_offset),
            "postState": found.post_state.hex(),
            "stateRoot": found.tree().root().hex(),
            "entries": len(found),
            "decision": str(found.rules.number),
        }
    }


def _rejoin(request: Json) -> Json:
    key = SigningKey.from_seed(_hex(request["seed"]))
    own = OwnRejoin(_hex(request["deployment"]), request["executorId"], key)
    return {"value": own.value(int(request["isolation"]), request["schemaId"]).hex()}
