"""How large a verdict can become (PROTOCOL 5): one that no record can hold would stop its partition for good."""

_MAX_DERIVED_RECORD = 8 << 20
_MAX_RESPONSE_BYTES = 512 << 10
_REST = 16 << 10
_NAMED = 512
_PROOF = 2 << 10


def fits_record(executors: int, embeds: bool) -> bool:
    """Whether every verdict fits: it names each executor, repeats one response, and may carry one more of each."""
    each = _NAMED + (_PROOF + _MAX_RESPONSE_BYTES if embeds else 0)
    return _REST + _MAX_RESPONSE_BYTES + executors * each <= _MAX_DERIVED_RECORD
