"""The golden vectors, through the probes: what every implementation must agree with."""

import json
from hashlib import sha256
from typing import Any

import pytest

import accounts
from tests.deployment import vectors
from tribunal.probe import Probes
from tribunal.protocol import avro
from tribunal.protocol.decisions import decision_of_record

ADMISSION = vectors("admission")
KEYS = {key["keyId"]: key for key in vectors("keys")["cases"]}


def ask(probe: str, **request: Any) -> Any:
    return Probes(accounts.execute).answer(json.dumps({"id": 1, "probe": probe, **request}).encode())


def record(case: Any) -> Any:
    """A record of a vector as a probe takes it: longs are strings."""
    longs = {name: str(case[name]) for name in ("offset", "appendTime")}
    return {**longs, "logAppendTime": case["logAppendTime"], "value": case["value"]}


def decisions(cases: Any, deployment: str = ADMISSION["deployment"]) -> Any:
    records = [record(case) for case in cases]
    answer = ask("admission", deployment=deployment, partition=ADMISSION["partition"], records=records)
    return answer["decisions"]


def agrees(decision: Any, expected: Any) -> bool:
    """Every expected field is there."""
    return all(decision[name] == (str(value) if isinstance(value, int) else value) for name, value in expected.items())


@pytest.mark.parametrize("case", vectors("schemas")["cases"], ids=lambda case: case["name"])
def test_should_have_the_schemas_of_the_protocol(case: Any) -> None:
    body = avro.AvroBody(avro._SCHEMAS.whole(case["name"]))

    assert body.canonical_form == case["canonicalForm"]
    assert body.fingerprint.to_bytes(8, "little", signed=True).hex() == case["fingerprint"]


@pytest.mark.parametrize("case", vectors("signatures")["cases"], ids=lambda case: case["name"])
def test_should_accept_the_keys_and_signatures_that_all_verifiers_accept(case: Any) -> None:
    request = {name: case[name] for name in ("publicKey", "message", "signature")}

    assert ask("verify", **request) == {"id": 1, "keyValid": case["keyValid"], "valid": case["valid"]}


def test_should_find_the_partition_of_a_shard_key() -> None:
    for case in vectors("partitioner")["cases"]:
        answer = ask("partition", shardKey=case["shardKey"], partitions=case["partitions"])

        assert answer["partition"] == case["partition"], case


def test_should_admit_canonical_bodies_only() -> None:
    for case in vectors("normalization")["cases"]:
        if "requestBody" in case:
            assert ask("body", body=case["output"])["valid"] == case["requestBody"], case["output"]


def test_should_keep_the_replay_window() -> None:
    cases = vectors("replay-window")["cases"]
    checks = [{"sequence": str(case["sequence"]), "offset": str(case["offset"])} for case in cases]

    for case, result in zip(cases, ask("window", checks=checks)["results"], strict=True):
        first = case.get("firstOffset")
        assert result == {"check": case["check"], "firstOffset": None if first is None else str(first)}, case


def test_should_decide_on_every_record_as_the_vectors_do() -> None:
    for case, decision in zip(ADMISSION["cases"], decisions(ADMISSION["cases"]), strict=True):
        assert agrees(decision, case["expected"]), (case["name"], decision)


@pytest.mark.parametrize("case", vectors("rules-versions")["cases"], ids=lambda case: case["name"])
def test_should_decide_by_the_rules_that_genesis_names(case: Any) -> None:
    for one, decision in zip(case["records"], decisions(case["records"], case["deployment"]), strict=True):
        assert agrees(decision, one["expected"]), (one["name"], decision)


@pytest.mark.parametrize("case", vectors("hostile-envelopes")["cases"], ids=lambda case: case["name"])
def test_should_refuse_an_invalid_entry_for_the_right_reason(case: Any) -> None:
    before = [] if case["offset"] == 0 else ADMISSION["cases"][:1]

    assert agrees(decisions([*before, case])[-1], case["expected"])


def test_should_keep_the_state_chain_and_tree() -> None:
    cases = vectors("state")["cases"]
    steps = ask("state", steps=[{"writes": case["writes"]} for case in cases])["steps"]

    for case, step in zip(cases, steps, strict=True):
        assert step == {name: case[name] for name in ("preState", "writesHash", "postState", "stateRoot")}


@pytest.mark.parametrize(
    "case", [case for case in vectors("response-batches")["cases"] if case["readable"]], ids=lambda case: case["name"]
)
def test_should_write_the_same_bytes_as_other_executors(case: Any) -> None:
    value = bytes.fromhex(case["value"])
    entry = avro.RESPONSE_LOG_ENTRY.decode_framed(value)
    header = case["header"]
    answer = ask(
        "batch",
        seed=sha256(KEYS[entry["header"]["keyId"]]["seedText"].encode()).hexdigest(),
        deployment=header["deployment"],
        executorId=header["executorId"],
        partition=header["partition"],
        processedTo=str(header["processedTo"]),
        schemaId=int.from_bytes(value[1:5], "big"),
        responses=[response["encoded"] for response in case["responses"]],
    )

    assert answer["value"] == case["value"]


def test_should_ask_to_rejoin_with_the_same_bytes() -> None:
    cases = [case for case in vectors("order")["cases"] if case["kind"].startswith("Rejoin")]
    assert cases
    for case in cases:
        _, rejoin = avro.ORDER_ENTRY.decode_framed(bytes.fromhex(case["value"]))["content"]
        seed = sha256(KEYS[rejoin["signature"]["keyId"]]["seedText"].encode()).hexdigest()
        request = {"executorId": rejoin["executor"], "isolation": str(rejoin["isolation"]), "schemaId": 0}

        answer = ask("rejoin", seed=seed, deployment=case["deployment"], **request)

        assert answer["value"] == case["value"]


def test_should_read_every_decision_of_the_vectors() -> None:
    cases = [case for case in vectors("decisions")["cases"] if case["schema"] == "IsolationDecision"]
    assert cases
    for case in cases:
        body = bytes.fromhex(case["body"])

        read = decision_of_record(bytes(5) + body)

        assert read.number > 0
        assert avro.ISOLATION_DECISION.encode(avro.ISOLATION_DECISION.decode(body)) == body


RECOVERY = vectors("recovery")


@pytest.mark.parametrize("case", RECOVERY["cases"], ids=lambda case: case["name"])
def test_should_begin_from_the_snapshot_that_the_vectors_choose(case: Any) -> None:
    log = RECOVERY["businessLog"]
    records = [
        {"offset": str(at), "appendTime": str(RECOVERY["appendTime"]), "logAppendTime": True, "value": value}
        for at, value in enumerate(log)
    ]
    answer = ask(
        "restore",
        deployment=RECOVERY["deployment"],
        partition=RECOVERY["partition"],
        resumeFrom=str(case["resumeFrom"]),
        genesis=log[0],
        audit=case["audit"],
        checkpoints=case["checkpoints"],
        snapshots=case["snapshots"],
        records=records,
    )

    expected = case["restored"]
    longs = {} if expected is None else {name: str(expected[name]) for name in ("businessOffset", "decision")}
    assert answer == {"id": 1, "restored": None if expected is None else {**expected, **longs}}
