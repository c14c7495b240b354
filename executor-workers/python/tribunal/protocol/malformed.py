"""The one error of every reader of foreign bytes."""


class Malformed(ValueError):
    """The bytes violate the protocol; the text gives the reason, for people."""


def require(holds: bool, problem: str) -> None:
    """Raises Malformed with the problem unless it holds."""
    if not holds:
        raise Malformed(problem)
