"""Which public keys may be registered: the library against the curve as RFC 8032 writes it down."""

import random

import pytest

from tests import curve
from tests.deployment import key, registration
from tribunal.protocol.malformed import Malformed
from tribunal.protocol.registry import is_valid_public_key, registered_key
from tribunal.protocol.signatures import key_id_of

P = (1 << 255) - 19


def test_should_take_every_key_of_a_seed() -> None:
    for number in range(30):
        raw = key(str(number)).public_key

        assert is_valid_public_key(raw)
        assert curve.is_valid_public_key(raw)


def test_should_refuse_keys_outside_the_prime_order_subgroup() -> None:
    for number in range(10):
        for raw in curve.with_torsion(key(str(number)).public_key):
            assert not is_valid_public_key(raw)
            assert not curve.is_valid_public_key(raw)


def test_should_refuse_points_of_small_order_however_they_are_written() -> None:
    for raw in curve.small_order():
        bits = int.from_bytes(raw, "little")
        y, sign = bits & (1 << 255) - 1, bits >> 255
        spellings = {y | sign << 255, y | (1 - sign) << 255}
        spellings |= {(y + P) | s << 255 for s in (0, 1) if y + P < 1 << 255}
        for spelling in spellings:
            assert not is_valid_public_key(spelling.to_bytes(32, "little"))


def test_should_agree_with_the_curve_on_any_point() -> None:
    dice = random.Random(3)
    for _ in range(300):
        raw = dice.randbytes(32)
        assert is_valid_public_key(raw) == curve.is_valid_public_key(raw), raw.hex()
    for y in [*range(20), *range(P - 3, P + 19)]:
        for sign in (0, 1 << 255):
            raw = (y | sign).to_bytes(32, "little")
            assert is_valid_public_key(raw) == curve.is_valid_public_key(raw), raw.hex()


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_should_refuse_another_length(length: int) -> None:
    assert not is_valid_public_key(bytes(length))


def test_should_refuse_a_key_under_another_name_than_its_own() -> None:
    registered_key(registration("CLIENT", "c", key("c")))
    odd = curve.small_order()[1]

    with pytest.raises(Malformed, match="keyId"):
        registered_key({**registration("CLIENT", "c", key("c")), "keyId": key("d").key_id})
    with pytest.raises(Malformed, match="prime order"):
        registered_key({"keyId": key_id_of(odd), "role": "CLIENT", "owner": "c", "publicKey": odd})
