"""Faults that an executor commits on purpose, for demonstrations and tests only. Not for production."""

import os
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tribunal import log
from tribunal.execution.responses import Batch, Response
from tribunal.execution.service import REFUSED, Answer, Service, StateView, Write
from tribunal.protocol.canonical import int64
from tribunal.protocol.digests import sha256
from tribunal.protocol.entries import Request

GRAMMAR = (
    "lie[@OPERATION][:P], wrong-state[:P], equivocate[:P], crash[:P], silent, delay:MIN-MAXms; P is always"
    " (the default) or a probability such as 0.3; each may end with /Ns: it heals after N seconds"
)
CRASH_STATUS = 86
_P = r"(?::(always|[01](?:\.[0-9]{1,9})?))?"
_SPEC = re.compile(
    rf"(?:lie@(?P<about>[A-Za-z0-9._-]{{1,64}}){_P}|(?P<kind>lie|wrong-state|equivocate|crash){_P}"
    r"|(?P<silent>silent)|delay:(?P<least>[0-9]{1,7})-(?P<most>[0-9]{1,7})ms)(?:/(?P<seconds>[0-9]{1,6})s)?"
)
_OUTPUT_BALANCE = re.compile(rb'"balance"\s*:\s*"-?[0-9]*(?:\.[0-9]*)?([0-9])"')
_STATE_BALANCE = re.compile(rb"-?[0-9]*(?:\.[0-9]*)?([0-9])\|")


class Fault(NamedTuple):
    """``operation``: the only one that a lie falls upon, if any; delays in ms; heals after ``seconds``, if ever."""

    kind: str
    probability: float = 1.0
    operation: str | None = None
    least: int = 0
    most: int = 0
    seconds: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Fault":
        """Parses the value of --fault; raises ValueError with the grammar when the text does not follow it."""
        match = _SPEC.fullmatch(text)
        if match is None:
            raise ValueError(f"no such fault: {text[:100]}; known are {GRAMMAR}")
        found = match.groupdict()
        written = match[2] or match[4]
        probability = 1.0 if written in (None, "always") else float(written)
        seconds = None if found["seconds"] is None else int(found["seconds"])
        least, most = int(found["least"] or 0), int(found["most"] or 0)
        if probability > 1 or least > most:
            raise ValueError(f"no such fault: {text[:100]}; known are {GRAMMAR}")
        kind = "lie" if found["about"] else found["kind"] or found["silent"] or "delay"
        return cls(kind, probability, found["about"], least, most, seconds)


def java_hash(text: str) -> int:
    """The hash by which an executor's id seeds its faults when no seed is given: 32 bits, signed. Ids are ASCII."""
    value = 0
    for character in text.encode("ascii"):
        value = 31 * value + character
    return (value + (1 << 31)) % (1 << 32) - (1 << 31)


class _Dice:
    """Random choices as a function of a seed and a subject: the same after a restart."""

    def __init__(self, seed: int) -> None:
        self._seed = int64(seed)

    def falls(self, probability: float, subject: bytes) -> bool:
        return (self._number(subject) >> 11) * 2.0**-53 < probability

    def between(self, least: int, most: int, subject: bytes) -> int:
        return least + self._number(subject) % (most - least + 1)

    def _number(self, subject: bytes) -> int:
        return int.from_bytes(sha256(self._seed + subject)[:8], "big")


class Outgoing(NamedTuple):
    """A batch to be written no sooner than ``delay`` ms from now."""

    batch: Batch
    delay: int


class FaultInjector:
    """Injects one fault, or none, between a correct executor and the log.

    ``clock``: ms since the process began; ``halt`` ends it at once.
    """

    def __init__(
        self,
        fault: Fault | None,
        seed: int,
        clock: Callable[[], int],
        halt: Callable[[], None] = lambda: os._exit(CRASH_STATUS),
    ) -> None:
        self._fault = fault
        self._dice = _Dice(seed)
        self._clock = clock
        self._halt = halt
        if fault is not None:
            log.warning("FAULT_INJECTED", fault=fault, seed=seed, note="NOT FOR PRODUCTION")

    def _is_present(self, kind: str) -> Fault | None:
        fault = self._fault
        if fault is None or fault.kind != kind:
            return None
        healed = fault.seconds is not None and self._clock() >= 1_000 * fault.seconds
        return None if healed else fault

    def around(self, honest: Service) -> Service:
        """The same service with the fault's wrong answers."""
        if self._fault is None:
            return honest
        return lambda state, request: self._distorted(honest, state, request)

    def _distorted(self, honest: Service, state: StateView, request: Request) -> Answer:
        answer = honest(state, request)
        subject = request.request_id
        if (
            (lie := self._is_present("lie"))
            and lie.operation in (None, request.operation)
            and self._dice.falls(lie.probability, subject)
        ):
            return answer._replace(output=self._other_output(answer.output, subject))
        wrong = self._is_present("wrong-state")
        if wrong and answer.status != REFUSED and self._dice.falls(wrong.probability, subject):
            writes = [Write(write.key, self._other_state(write.value, subject)) for write in answer.writes]
            return answer._replace(writes=writes)
        return answer

    def outgoing(self, batches: Iterable[Batch]) -> list[Outgoing]:
        """The batches to write in place of these under the fault, in order."""
        return [outgoing for batch in batches for outgoing in self._outgoing(batch)]

    def _outgoing(self, batch: Batch) -> list[Outgoing]:
        if self._is_present("silent"):
            return [Outgoing(batch._replace(responses=()), 0)]
        if delay := self._is_present("delay"):
            subject = str(batch.processed_to).encode()
            return [Outgoing(batch, self._dice.between(delay.least, delay.most, subject))]
        if equivocate := self._is_present("equivocate"):
            falls = [one for one in batch.responses if self._dice.falls(equivocate.probability, one.encoded)]
            second = batch._replace(responses=[self._contradicting(one) for one in falls])
            return [Outgoing(batch, 0), Outgoing(second, 0)] if falls else [Outgoing(batch, 0)]
        crash = self._is_present("crash")
        if crash and any(self._dice.falls(crash.probability, one.encoded) for one in batch.responses):
            self._halt()
        return [Outgoing(batch, 0)]

    def _contradicting(self, said: Response) -> Response:
        return Response.of({**said.datum, "output": self._other_output(said.datum["output"], said.encoded)})

    def _other_output(self, truth: bytes, subject: bytes) -> bytes:
        """Another balance where there is one, else another error."""
        balance = _OUTPUT_BALANCE.search(truth)
        return b'{"error":"LIE"}' if balance is None else self._with_other_digit(balance, subject)

    def _other_state(self, truth: bytes | None, subject: bytes) -> bytes | None:
        """Another balance where there is one, else a longer value."""
        balance = truth and _STATE_BALANCE.match(truth)
        if balance:
            return self._with_other_digit(balance, subject)
        return truth and truth + b"?"

    def _with_other_digit(self, number: re.Match[bytes], subject: bytes) -> bytes:
        """Another digit, from 1 to 9, so that the number stays in shortest form."""
        digit = int(number[1]) + self._dice.between(1, 8, subject)
        other = digit - 9 if digit > 9 else digit
        text = number.string
        return text[: number.start(1)] + b"%d" % other + text[number.end(1) :]
