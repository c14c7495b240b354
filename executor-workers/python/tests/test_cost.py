"""Nobody has signed these records: to find out costs a reader no more than to hash them some times."""

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from nacl.bindings import crypto_core_ed25519_add

from tests.deployment import APPEND_TIME, Deployment
from tribunal.protocol import avro, entries
from tribunal.protocol.admission import PartitionAdmission, Rejected
from tribunal.protocol.avro import AvroBody, Datum
from tribunal.protocol.entries import Entry, read_record
from tribunal.protocol.limits import MAX_ENTRY
from tribunal.protocol.signatures import key_id_of
from tribunal.protocol.verdict_size import fits_record

_SIZE = MAX_ENTRY // 16
"""Costs are linear in the size."""
_ROUNDS = 60
"""Of hashing as many bytes ten times; an interpreter is slow."""
_ATTEMPTS = 5


def assert_bounded(size: int, work: Callable[[], object]) -> None:
    """Other work may come between: what takes too long is measured again."""

    def ten_hashes() -> None:
        for _ in range(10):
            hashlib.sha256(bytes(size)).digest()

    took, most = seconds(work), _ROUNDS * seconds(ten_hashes)
    for _ in range(_ATTEMPTS):
        if took > most:
            took, most = min(took, seconds(work)), max(most, _ROUNDS * seconds(ten_hashes))
    assert took <= most


def seconds(work: Callable[[], object]) -> float:
    begin = time.process_time()
    work()
    return time.process_time() - begin


def value(kind: str, payload: bytes) -> bytes:
    """An entry with a signature that nobody made."""
    return avro.ENVELOPE.encode_framed(
        0, {"payloadType": kind, "payload": payload, "keyId": "k", "signature": bytes(64), "batch": None}
    )


def crowded() -> bytes:
    """A genesis of as many valid keys as fit into a record."""
    deployment = Deployment()
    genesis = entries.read_entry(deployment.genesis)
    datum = avro.GENESIS.decode_single(genesis.envelope.payload)
    base = datum["keys"][0]["publicKey"]
    points = itertools.accumulate(itertools.repeat(base, 13_000), crypto_core_ed25519_add)
    keys = [{"keyId": key_id_of(one), "role": "CLIENT", "owner": "c", "publicKey": one} for one in points]
    datum["keys"] = sorted(keys, key=lambda key: key["keyId"])
    return value(entries.GENESIS_TYPE, avro.GENESIS.encode_single(datum))


def test_should_not_validate_thousands_of_keys_of_a_stray_genesis() -> None:
    many = crowded()
    assert len(many) <= MAX_ENTRY
    assert isinstance(read_record(0, 7, APPEND_TIME, True, many).content, Entry)
    deployment = Deployment()
    admission = PartitionAdmission(0, deployment.deployment)
    admission.decide(read_record(0, 0, APPEND_TIME, True, deployment.genesis))

    def decide() -> None:
        assert isinstance(admission.decide(read_record(0, 7, APPEND_TIME, True, many)), Rejected)

    assert_bounded(len(many), decide)


@pytest.mark.parametrize(("rules", "reason"), [(1, "MALFORMED"), (2, "WRONG_DEPLOYMENT")])
def test_should_name_the_keys_of_a_stray_genesis_at_version_one_only(rules: int, reason: str) -> None:
    deployment = Deployment(rules=rules)
    datum = avro.GENESIS.decode_single(entries.read_entry(Deployment().genesis).envelope.payload)
    neutral = b"\1" + bytes(31)
    datum["keys"] = [{"keyId": key_id_of(neutral), "role": "CLIENT", "owner": "c", "publicKey": neutral}]
    admission = PartitionAdmission(0, deployment.deployment)
    admission.decide(read_record(0, 0, APPEND_TIME, True, deployment.genesis))

    stray = value(entries.GENESIS_TYPE, avro.GENESIS.encode_single(datum))
    ruling = admission.decide(read_record(0, 1, APPEND_TIME, True, stray))

    assert isinstance(ruling, Rejected)
    assert ruling.named_reason() == reason


@pytest.mark.parametrize(
    ("executors", "embeds", "fits"), [(14, True, True), (15, True, False), (1_000, False, True), (20_000, False, False)]
)
def test_should_bound_verdicts(executors: int, embeds: bool, fits: bool) -> None:
    assert fits_record(executors, embeds) == fits


def fillings(schema: Any, size: int) -> Iterator[Datum]:
    """Data in which one array is full of the smallest items, everything else being as small as it may be."""
    schema = named(schema)
    kind = schema["type"] if isinstance(schema, dict) else schema
    if isinstance(kind, list):
        for branch in kind:
            yield from (tagged(branch, one) for one in fillings(branch, size))
    elif kind == "record":
        for field in schema["fields"]:
            for one in fillings(field["type"], size):
                yield {**smallest(schema), field["name"]: one}
    elif kind == "array":
        item = smallest(schema["items"])
        yield [item] * (size // max(1, length(schema["items"])))
        yield from ([one] for one in fillings(schema["items"], size))
    elif kind == "string":
        yield "a" * size
    elif kind == "bytes":
        yield b"a" * size
    elif isinstance(kind, dict):
        yield from fillings(kind, size)


def named(schema: Any) -> Any:
    """The schema that a name stands for."""
    return avro._SCHEMAS._named.get(schema, schema) if isinstance(schema, str) else schema


def tagged(branch: Any, datum: Datum) -> Datum:
    """What fastavro needs to choose a record of a union."""
    branch = named(branch)
    is_record = isinstance(branch, dict) and branch["type"] == "record"
    return (avro.NAMESPACE + branch["name"], datum) if is_record else datum


def smallest(schema: Any) -> Datum:
    schema = named(schema)
    kind = schema["type"] if isinstance(schema, dict) else schema
    match kind:
        case list():
            return tagged(kind[0], smallest(kind[0]))
        case dict():
            return smallest(kind)
        case "record":
            return {field["name"]: smallest(field["type"]) for field in schema["fields"]}
        case "enum":
            return schema["symbols"][0]
        case "fixed":
            return bytes(schema["size"])
        case _:
            return {"array": [], "string": "", "bytes": b"", "boolean": False, "null": None}.get(kind, 0)


def length(schema: Any) -> int:
    """Of the smallest datum, in bytes."""
    schema = named(schema)
    kind = schema["type"] if isinstance(schema, dict) else schema
    if isinstance(kind, list):
        return 1 + length(kind[0])
    if kind == "record":
        return sum(length(field["type"]) for field in schema["fields"])
    if kind == "fixed":
        return int(schema["size"])
    return 0 if kind == "null" else 1


@pytest.mark.parametrize(
    ("kind", "body", "name"),
    [
        (entries.GENESIS_TYPE, avro.GENESIS, "Genesis"),
        (entries.REQUEST_TYPE, avro.REQUEST, "Request"),
        (entries.CONTROL_TYPE, avro.CONTROL, "Control"),
    ],
)
def test_should_decode_whatever_fills_a_record_at_the_cost_of_hashing_it(kind: str, body: AvroBody, name: str) -> None:
    for datum in fillings(named(avro.NAMESPACE + name), _SIZE):
        full = value(kind, body.encode_single(datum))
        assert_bounded(_SIZE, lambda full=full: read_record(0, 7, APPEND_TIME, True, full))  # type: ignore[misc]
