"""The rules that a deployment was founded under: they stand in genesis and never change there (PROTOCOL 3)."""

from typing import NamedTuple

from tribunal.protocol.malformed import Malformed

_LATEST = 2


class RulesVersion(NamedTuple):
    """A version, from 1. Whatever differs between versions is a question to it."""

    number: int

    def require_known(self) -> None:
        """Raises Malformed for a version that this release does not know."""
        if self.number > _LATEST:
            raise Malformed(
                f"genesis asks for rules version {self.number},"
                f" this release knows those up to {_LATEST}; use a newer one"
            )

    def tells_too_old_from_replayed(self) -> bool:
        """Whether a sequence below the replay window is SEQUENCE_TOO_OLD, and not REPLAYED like one that was used."""
        return self.number >= 2

    def validates_stray_keys(self) -> bool:
        """Whether the reason of a refused genesis depends on the validity of its public keys, which is costly."""
        return self.number < 2

    def bounds_verdicts(self) -> bool:
        """Whether a policy is refused under which a verdict could outgrow what a record may hold."""
        return self.number >= 2


FIRST = RulesVersion(1)
"""Of every genesis that names none."""
