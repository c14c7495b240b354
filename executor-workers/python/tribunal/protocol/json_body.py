"""Which ``application/json`` request bodies are admitted (PROTOCOL 4): those that are their own RFC 8785 form."""

import json
from typing import Any, NoReturn

import rfc8785

from tribunal.protocol.limits import MAX_JSON_BODY, MAX_JSON_DEPTH

_MAX_SAFE_INTEGER = (1 << 53) - 1
_MAX_INTEGER_TEXT = 17


def is_canonical_body(body: bytes) -> bool:
    """Whether it is at most 64 KiB, nested 32 deep at most, has only safe integers, and equals its canonical form."""
    if len(body) > MAX_JSON_BODY:
        return False
    try:
        value = _STRICT.decode(body.decode())
        return _is_shallow(value, MAX_JSON_DEPTH) and rfc8785.dumps(value) == body
    except (ValueError, RecursionError):
        return False


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return members


def _integer(text: str) -> int:
    if len(text) > _MAX_INTEGER_TEXT or text == "-0":
        raise ValueError("no integer that everybody reads alike")
    value = int(text)
    if abs(value) > _MAX_SAFE_INTEGER:
        raise ValueError("integer beyond 2^53 - 1")
    return value


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"not a number of a request body: {text[:40]}")


def _is_shallow(value: Any, depth: int) -> bool:
    if isinstance(value, dict):
        return depth > 0 and all(_is_shallow(child, depth - 1) for child in value.values())
    if isinstance(value, list):
        return depth > 0 and all(_is_shallow(child, depth - 1) for child in value)
    return True


_STRICT = json.JSONDecoder(object_pairs_hook=_members, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)
