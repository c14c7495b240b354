"""The one grammar of all names in the protocol: 1 to 64 of ``A-Z a-z 0-9 . _ : -``."""

import re
from collections.abc import Sequence

from tribunal.protocol.malformed import Malformed

_GRAMMAR = re.compile(r"[A-Za-z0-9._:-]{1,64}")


def is_name(text: str) -> bool:
    """Whether the text can be an id or a key id."""
    return _GRAMMAR.fullmatch(text) is not None


def checked_name(kind: str, text: str) -> str:
    """The text itself; raises Malformed when it is no name."""
    if _GRAMMAR.fullmatch(text) is None:
        raise Malformed(f"{kind} must be 1 to 64 of A-Z a-z 0-9 . _ : -")
    return text


def require_ascending(field: str, texts: Sequence[str]) -> None:
    """Raises Malformed unless the texts rise strictly by the bytes of their UTF-8."""
    encoded = [text.encode() for text in texts]
    for i in range(1, len(encoded)):
        if encoded[i - 1] >= encoded[i]:
            raise Malformed(f"{field} not ascending at {i}")
