"""The one error of every reader of foreign bytes."""


class Malformed(ValueError):
    """The bytes are not what the protocol lets anybody write; the text says why, for people."""


def require(holds: bool, problem: str) -> None:
    """Raises Malformed with the problem unless it holds."""
    if not holds:
        raise Malformed(problem)
