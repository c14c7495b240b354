"""A reader survives every byte string, and never allocates more than the value's size suggests."""

import random
import tracemalloc

import pytest

from tests.deployment import APPEND_TIME, Deployment
from tribunal.protocol import avro
from tribunal.protocol.entries import Entry, Unreadable, read_record
from tribunal.protocol.json_body import is_canonical_body
from tribunal.protocol.limits import MAX_ENTRY
from tribunal.protocol.malformed import Malformed
from tribunal.protocol.registry import is_valid_public_key
from tribunal.protocol.signatures import verify
from tribunal.recovery.checkpoint import read_checkpoint
from tribunal.recovery.context import AdmissionContext
from tribunal.recovery.snapshot import SnapshotShelf, read_chunk

DEPLOYMENT = Deployment()
REQUEST = DEPLOYMENT.request("GET", {"account": "a"})
HUGE = b"\xfe\xff\xff\xff\xff\xff\xff\xff\x7f"
"""A varint that declares nearly 2^62 bytes or items."""


def read(value: bytes | None, stamped: bool = True) -> Entry | Unreadable:
    return read_record(0, 1, APPEND_TIME, stamped, value).content


def test_should_read_what_is_well_formed() -> None:
    assert isinstance(read(REQUEST), Entry)
    assert isinstance(read(DEPLOYMENT.genesis), Entry)
    assert isinstance(read(DEPLOYMENT.control(Deployment().proposal("DOWN", "e1"))), Entry)


@pytest.mark.parametrize(
    "value", [None, b"", b"\0", bytes(5), bytes(6), b"\1" + REQUEST[1:], REQUEST + b"\0", REQUEST[:-1]]
)
def test_should_decode_anything_else_as_unreadable(value: bytes | None) -> None:
    assert isinstance(read(value), Unreadable)


def test_should_refuse_a_record_that_the_broker_did_not_stamp() -> None:
    assert isinstance(read(REQUEST, stamped=False), Unreadable)


def test_should_refuse_a_value_over_1_mib_before_looking_into_it() -> None:
    assert isinstance(read(bytes(MAX_ENTRY + 1)), Unreadable)


def test_should_survive_every_change_of_one_byte() -> None:
    for value in (REQUEST, DEPLOYMENT.genesis[:400], DEPLOYMENT.batch([DEPLOYMENT.payload("GET", {})] * 2)[1]):
        for at in range(len(value)):
            for other in (0, 1, 0x7F, 0x80, 0xFF, value[at] ^ 1):
                changed = value[:at] + bytes([other]) + value[at + 1 :]
                read(changed)


def test_should_survive_random_bytes_in_every_reader() -> None:
    dice = random.Random(7)
    bodies = [body for body in vars(avro).values() if isinstance(body, avro.AvroBody)]
    for _ in range(300):
        noise = dice.randbytes(dice.randrange(200))
        for body in bodies:
            with pytest.raises(Malformed):
                body.decode(noise + b"\xff")
        assert read_chunk(noise) is None
        assert read_checkpoint(True, noise) is None
        assert not is_canonical_body(b"\xff" + noise)
        assert not verify(noise[:32], noise, noise[:64])
        assert isinstance(is_valid_public_key(noise[:32]), bool)
        SnapshotShelf().take(noise, noise)
        with pytest.raises(Malformed):
            AdmissionContext.decode(noise)


@pytest.mark.parametrize(
    "bomb",
    [
        bytes(5) + HUGE,
        bytes(5) + b"\x02a" + HUGE,
        bytes(5) + b"\x02a\x02b\x02c" + HUGE + b"\x00" * 64,
        bytes(5) + b"\x02a\x02b\x02c\x02d\x02\x00\x00" + HUGE + b"\x00" * 1000,
        bytes(5) + b"\x02a\x02b\x02c\x02d\x02\x00\x00\x01" + b"\x00" * 1000,
        bytes(5) + b"\xff" * 30,
    ],
)
def test_should_allocate_nothing_for_declared_lengths(bomb: bytes) -> None:
    tracemalloc.start()
    try:
        assert isinstance(read(bomb), Unreadable)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 1 << 20


@pytest.mark.parametrize(
    ("size", "fits"), [(2, True), ((1 << 31) - 1, True), (1 << 31, False), (-(1 << 31), True), (-(1 << 31) - 1, False)]
)
def test_should_refuse_ints_beyond_32_bits(size: int, fits: bool) -> None:
    value = DEPLOYMENT.batch([DEPLOYMENT.payload("GET", {})] * 2)[0]
    two_leaves = b"\x02\x00" + varint(2) + b"\x02\x40"
    assert value.count(two_leaves) == 1

    changed = value.replace(two_leaves, b"\x02\x00" + varint(size) + b"\x02\x40")

    assert isinstance(read(changed), Entry) == fits


def varint(value: int) -> bytes:
    """Avro's zig-zag encoding."""
    bits = value << 1 if value >= 0 else (-value << 1) - 1
    out = b""
    while bits > 0x7F:
        out += bytes([bits & 0x7F | 0x80])
        bits >>= 7
    return out + bytes([bits])


@pytest.mark.parametrize(
    ("body", "valid"),
    [
        (b"{}", True),
        (b"[" * 32 + b"]" * 32, True),
        (b"[" * 33 + b"]" * 33, False),
        (b"[" * 65_536, False),
        (b'{"a":1,"a":1}', False),
        (b'{"b":1,"a":1}', False),
        (b"9007199254740991", True),
        (b"9007199254740992", False),
        (b"-9007199254740991", True),
        (b"1" * 5_000, False),
        (b"-0", False),
        (b"1.0", False),
        (b"1e3", False),
        (b"NaN", False),
        (b"Infinity", False),
        (b'"\\ud800"', False),
        (b'"\\u0000"', True),
        (b'"\\n\\u001f"', True),
        (b'"\\u000a"', False),
        (b'"\x7f"', True),
        (b'"/"', True),
        (b'"\\/"', False),
        (b"\xef\xbb\xbf{}", False),
        (b" {}", False),
        (b"{} ", False),
        (b"", False),
        ('{"\ufb33":1,"😀":1}'.encode(), False),
        ('{"😀":1,"\ufb33":1}'.encode(), True),
        (b'"' + b"a" * 65_534 + b'"', True),
        (b'"' + b"a" * 65_535 + b'"', False),
    ],
)
def test_should_admit_only_the_canonical_form(body: bytes, valid: bool) -> None:
    assert is_canonical_body(body) == valid
