"""OPEN, GET, INCREMENT and TRANSFER, as one function of a state and a request."""

import json
from collections.abc import Callable
from typing import NamedTuple, NoReturn

from accounts import amounts
from tribunal import Answer, Request, StateView, Write, ok, refused

_MAX_NAME = 128


class _Account(NamedTuple):
    """``overdraft`` as state keeps it: none, unlimited, or how far below zero the balance may sink."""

    name: str
    balance: int
    overdraft: str

    def plus(self, units: int) -> "_Account":
        return self._replace(balance=self.balance + units)

    def shown(self) -> dict[str, str]:
        return {"account": self.name, "balance": amounts.show(self.balance)}

    def is_covered(self) -> bool:
        if self.overdraft == "unlimited":
            return True
        floor = 0 if self.overdraft == "none" else amounts.parse(self.overdraft)
        if floor is None:
            raise ValueError("no overdraft in state")
        return self.balance >= -floor


class _Ledger(NamedTuple):
    """The accounts of one ledger, whose state others share."""

    state: StateView
    name: str

    def find(self, account: str) -> _Account | None:
        value = self.state.get(self._key(account))
        if value is None:
            return None
        balance, overdraft = value.decode().split("|", 1)
        units = amounts.parse(balance)
        if units is None:
            raise ValueError("no balance in state")
        return _Account(account, units, overdraft)

    def write(self, account: _Account) -> Write:
        return Write(self._key(account.name), f"{amounts.show(account.balance)}|{account.overdraft}".encode())

    def _key(self, account: str) -> bytes:
        return f"{self.name}\0{account}".encode()


def execute(state: StateView, request: Request) -> Answer:
    """Answers one request; a refusal writes nothing."""
    body = _body(request)
    if body is None:
        return refused("BAD_REQUEST")
    known = _OPERATIONS.get(request.operation)
    if known is None:
        return refused("UNKNOWN_OPERATION")
    operation, members = known
    if not _has_exactly(body, members):
        return refused("BAD_REQUEST")
    return operation(_Ledger(state, request.shard_key), *(body[member] for member in members))


def _open(ledger: _Ledger, name: str, overdraft: str) -> Answer:
    if overdraft not in ("none", "unlimited"):
        granted = amounts.parse(overdraft)
        if granted is None or granted < 0:
            return refused("BAD_AMOUNT")
        overdraft = amounts.show(granted)
    if ledger.find(name) is not None:
        return refused("ALREADY_OPEN")
    account = _Account(name, 0, overdraft)
    return ok(account.shown(), [ledger.write(account)])


def _get(ledger: _Ledger, name: str) -> Answer:
    account = ledger.find(name)
    return refused("UNKNOWN_ACCOUNT") if account is None else ok(account.shown())


def _increment(ledger: _Ledger, name: str, amount: str) -> Answer:
    units = amounts.parse(amount)
    if units is None:
        return refused("BAD_AMOUNT")
    before = ledger.find(name)
    if before is None:
        return refused("UNKNOWN_ACCOUNT")
    after = before.plus(units)
    if not after.is_covered():
        return refused("INSUFFICIENT_FUNDS")
    if not amounts.in_range(after.balance):
        return refused("OUT_OF_RANGE")
    return ok(after.shown(), [ledger.write(after)])


def _transfer(ledger: _Ledger, source: str, target: str, amount: str) -> Answer:
    units = amounts.parse(amount)
    if units is None or units <= 0:
        return refused("BAD_AMOUNT")
    if source == target:
        return refused("SAME_ACCOUNT")
    payer, payee = ledger.find(source), ledger.find(target)
    if payer is None or payee is None:
        return refused("UNKNOWN_ACCOUNT")
    less, more = payer.plus(-units), payee.plus(units)
    if not less.is_covered():
        return refused("INSUFFICIENT_FUNDS")
    if not (amounts.in_range(less.balance) and amounts.in_range(more.balance)):
        return refused("OUT_OF_RANGE")
    return ok({"from": less.shown(), "to": more.shown()}, [ledger.write(less), ledger.write(more)])


_Operation = Callable[..., Answer]
_OPERATIONS: dict[str, tuple[_Operation, tuple[str, ...]]] = {
    "OPEN": (_open, ("account", "overdraft")),
    "GET": (_get, ("account",)),
    "INCREMENT": (_increment, ("account", "amount")),
    "TRANSFER": (_transfer, ("from", "to", "amount")),
}
_NAMES = {"account", "from", "to"}


def _body(request: Request) -> dict[str, object] | None:
    """The members of a JSON object, for a ledger whose name a key can contain."""
    if request.content_type != "application/json" or "\0" in request.shard_key:
        return None
    try:
        body = _STRICT.decode(request.body.decode())
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _has_exactly(body: dict[str, object], members: tuple[str, ...]) -> bool:
    return len(body) == len(members) and all(
        isinstance(text := body.get(member), str) and (member not in _NAMES or _is_name(text)) for member in members
    )


def _is_name(text: str) -> bool:
    return "\0" not in text and 1 <= len(text.encode(errors="surrogatepass")) <= _MAX_NAME


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"not JSON: {constant}")


_STRICT = json.JSONDecoder(parse_constant=_refuse)
