"""What docs/accounts.md promises."""

import json
from typing import Any

import pytest

import accounts
from accounts import amounts
from tribunal import OK, Answer, Request
from tribunal.execution.state import StateTree

NINES = "999999999999999999.99999999"
NAME_128 = "é" * 64
NAME_129 = NAME_128 + "x"


class Bank:
    """A ledger with its state."""

    def __init__(self) -> None:
        self.state = StateTree()

    def ask(self, operation: str, body: Any, ledger: str = "main", content_type: str = "application/json") -> Answer:
        encoded = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        request = Request(bytes(32), bytes(16), "c", 0, 0, ledger, operation, content_type, encoded)
        answer = accounts.execute(self.state, request)
        self.state.apply(answer.writes)
        return answer

    def say(self, operation: str, body: Any, **where: str) -> Any:
        answer = self.ask(operation, body, **where)
        output = json.loads(answer.output)
        return output if answer.status == OK else output["error"]

    def value(self, account: str, ledger: str = "main") -> bytes | None:
        return self.state.get(f"{ledger}\0{account}".encode())


@pytest.fixture
def bank() -> Bank:
    """poor 0, rich 1000, full at the top, deep at the bottom without limit, limited 12.25 down to -100.25."""
    bank = Bank()
    for name, overdraft in [
        ("poor", "none"),
        ("rich", "none"),
        ("full", "none"),
        ("deep", "unlimited"),
        ("limited", "100.250"),
    ]:
        bank.ask("OPEN", opened(name, overdraft))
    for name, amount in [("rich", "1000"), ("full", NINES), ("deep", "-" + NINES), ("limited", "12.25")]:
        bank.ask("INCREMENT", increment(name, amount))
    return bank


def opened(account: Any, overdraft: Any) -> Any:
    return {"account": account, "overdraft": overdraft}


def increment(account: Any, amount: Any) -> Any:
    return {"account": account, "amount": amount}


def transfer(source: Any, target: Any, amount: Any) -> Any:
    return {"amount": amount, "from": source, "to": target}


def shown(account: str, balance: str) -> Any:
    return {"account": account, "balance": balance}


CASES: list[tuple[str, Any, Any]] = [
    # BAD_REQUEST comes first, even for an operation that does not exist
    ("OPEN", [], "BAD_REQUEST"),
    ("OPEN", None, "BAD_REQUEST"),
    ("OPEN", "x", "BAD_REQUEST"),
    ("OPEN", {}, "BAD_REQUEST"),
    ("NOPE", 7, "BAD_REQUEST"),
    ("OPEN", {"account": "new"}, "BAD_REQUEST"),
    ("OPEN", opened("new", None), "BAD_REQUEST"),
    ("OPEN", opened("new", 5), "BAD_REQUEST"),
    ("OPEN", opened(7, "none"), "BAD_REQUEST"),
    ("OPEN", opened(["new"], "none"), "BAD_REQUEST"),
    ("OPEN", opened({"account": "new"}, "none"), "BAD_REQUEST"),
    ("OPEN", {**opened("new", "none"), "extra": "1"}, "BAD_REQUEST"),
    ("OPEN", {"Account": "new", "overdraft": "none"}, "BAD_REQUEST"),
    ("OPEN", opened("", "bad"), "BAD_REQUEST"),
    ("OPEN", opened(NAME_129, "none"), "BAD_REQUEST"),
    ("OPEN", opened("a\0b", "none"), "BAD_REQUEST"),
    ("TRANSFER", transfer("poor", "\0", "1"), "BAD_REQUEST"),
    ("GET", {"account": ""}, "BAD_REQUEST"),
    ("GET", opened("poor", "none"), "BAD_REQUEST"),
    ("INCREMENT", increment("poor", 1), "BAD_REQUEST"),
    ("INCREMENT", increment("poor", True), "BAD_REQUEST"),
    ("TRANSFER", transfer("", "poor", "x"), "BAD_REQUEST"),
    ("TRANSFER", transfer("poor", "", "x"), "BAD_REQUEST"),
    ("GET", b"{", "BAD_REQUEST"),
    ("GET", b"\xff", "BAD_REQUEST"),
    ("GET", b'{"account":NaN}', "BAD_REQUEST"),
    ("GET", b"[" * 60_000, "BAD_REQUEST"),
    ("NOPE", {}, "UNKNOWN_OPERATION"),
    ("open", opened("new", "none"), "UNKNOWN_OPERATION"),
    ("", {}, "UNKNOWN_OPERATION"),
    (" GET", {"account": "poor"}, "UNKNOWN_OPERATION"),
    # BAD_AMOUNT before anything about accounts
    ("OPEN", opened("poor", "NONE"), "BAD_AMOUNT"),
    ("OPEN", opened("new", ""), "BAD_AMOUNT"),
    ("OPEN", opened("new", "-1"), "BAD_AMOUNT"),
    ("OPEN", opened("new", "-0.00000001"), "BAD_AMOUNT"),
    ("INCREMENT", increment("nobody", "x"), "BAD_AMOUNT"),
    ("TRANSFER", transfer("poor", "poor", "0"), "BAD_AMOUNT"),
    ("TRANSFER", transfer("poor", "rich", "-0"), "BAD_AMOUNT"),
    ("TRANSFER", transfer("poor", "rich", "0.00000000"), "BAD_AMOUNT"),
    ("TRANSFER", transfer("poor", "rich", "-1"), "BAD_AMOUNT"),
    ("TRANSFER", transfer("nobody", "nobody", "1"), "SAME_ACCOUNT"),
    ("TRANSFER", transfer("poor", "poor", "1"), "SAME_ACCOUNT"),
    ("GET", {"account": "nobody"}, "UNKNOWN_ACCOUNT"),
    ("GET", {"account": "Poor"}, "UNKNOWN_ACCOUNT"),
    ("INCREMENT", increment("nobody", "-1"), "UNKNOWN_ACCOUNT"),
    ("TRANSFER", transfer("nobody", "poor", "1"), "UNKNOWN_ACCOUNT"),
    ("TRANSFER", transfer("poor", "nobody", "1"), "UNKNOWN_ACCOUNT"),
    ("OPEN", opened("poor", "unlimited"), "ALREADY_OPEN"),
    ("INCREMENT", increment("poor", "-0.00000001"), "INSUFFICIENT_FUNDS"),
    ("INCREMENT", increment("limited", "-112.50000001"), "INSUFFICIENT_FUNDS"),
    ("TRANSFER", transfer("poor", "full", "1"), "INSUFFICIENT_FUNDS"),
    ("TRANSFER", transfer("limited", "poor", "113"), "INSUFFICIENT_FUNDS"),
    ("INCREMENT", increment("full", "0.00000001"), "OUT_OF_RANGE"),
    ("INCREMENT", increment("full", NINES), "OUT_OF_RANGE"),
    ("INCREMENT", increment("deep", "-0.00000001"), "OUT_OF_RANGE"),
    ("TRANSFER", transfer("rich", "full", "1"), "OUT_OF_RANGE"),
    ("TRANSFER", transfer("deep", "poor", "1"), "OUT_OF_RANGE"),
    ("TRANSFER", transfer("deep", "full", NINES), "OUT_OF_RANGE"),
    ("GET", {"account": "poor"}, shown("poor", "0")),
    ("GET", {"account": "full"}, shown("full", NINES)),
    ("GET", {"account": "deep"}, shown("deep", "-" + NINES)),
    ("OPEN", opened("new", "0"), shown("new", "0")),
    ("OPEN", opened(NAME_128, "none"), shown(NAME_128, "0")),
    ("OPEN", opened("new", "-0"), shown("new", "0")),
    ("INCREMENT", increment("poor", "-0.0"), shown("poor", "0")),
    ("INCREMENT", increment("poor", "000000000000000012.50000000"), shown("poor", "12.5")),
    ("INCREMENT", increment("poor", "100"), shown("poor", "100")),
    ("INCREMENT", increment("poor", "0.00000001"), shown("poor", "0.00000001")),
    ("INCREMENT", increment("limited", "-112.5"), shown("limited", "-100.25")),
    ("INCREMENT", increment("limited", "-12.25"), shown("limited", "0")),
    ("INCREMENT", increment("limited", "-12.26"), shown("limited", "-0.01")),
    ("INCREMENT", increment("limited", "-12.75"), shown("limited", "-0.5")),
    ("INCREMENT", increment("full", "-" + NINES), shown("full", "0")),
    ("INCREMENT", increment("deep", NINES), shown("deep", "0")),
    ("INCREMENT", increment("full", "-0.99999999"), shown("full", "999999999999999999")),
    ("TRANSFER", transfer("rich", "poor", "0.1"), {"from": shown("rich", "999.9"), "to": shown("poor", "0.1")}),
    ("TRANSFER", transfer("full", "deep", NINES), {"from": shown("full", "0"), "to": shown("deep", "0")}),
]


@pytest.mark.parametrize(("operation", "body", "expected"), CASES)
def test_should_answer_as_specified(bank: Bank, operation: str, body: Any, expected: Any) -> None:
    before = bank.state.root()

    assert bank.say(operation, body) == expected
    if isinstance(expected, str):
        assert bank.state.root() == before


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "+1",
        "1e3",
        "1E3",
        "1.",
        ".5",
        "-",
        "-.5",
        "--1",
        "1.1.1",
        "1,5",
        " 1",
        "1 ",
        "1\n",
        "0x10",
        "NaN",
        "Infinity",
    ]
    + ["1_000", "１", "٣", "1000000000000000000", "0000000000000000001", "1.000000001", "1.-1", "1-", "none", "1\0"],
)
def test_should_accept_only_plain_decimals(bank: Bank, text: str) -> None:
    assert bank.say("INCREMENT", increment("rich", text)) == "BAD_AMOUNT"


def test_should_keep_accounts_in_shortest_form(bank: Bank) -> None:
    bank.ask("OPEN", opened("zero", "-0.00"))

    assert bank.value("poor") == b"0|none"
    assert bank.value("rich") == b"1000|none"
    assert bank.value("deep") == f"-{NINES}|unlimited".encode()
    assert bank.value("limited") == b"12.25|100.25"
    assert bank.value("zero") == b"0|0"


def test_should_write_every_account_that_it_touches_and_none_that_it_shows(bank: Bank) -> None:
    assert bank.ask("GET", {"account": "rich"}).writes == ()
    assert len(bank.ask("INCREMENT", increment("rich", "0")).writes) == 1
    assert {write.key for write in bank.ask("TRANSFER", transfer("rich", "poor", "5")).writes} == {
        b"main\0rich",
        b"main\0poor",
    }


def test_should_keep_ledgers_of_one_partition_apart(bank: Bank) -> None:
    assert bank.say("GET", {"account": "rich"}, ledger="other") == "UNKNOWN_ACCOUNT"
    bank.ask("OPEN", opened("rich", "unlimited"), ledger="other")
    assert bank.value("rich", "other") == b"0|unlimited"
    assert bank.value("rich") == b"1000|none"


def test_should_refuse_a_ledger_name_that_a_key_cannot_contain() -> None:
    assert Bank().say("OPEN", opened("c", "none"), ledger="a\0b") == "BAD_REQUEST"


@pytest.mark.parametrize("content_type", ["", "text/plain", "Application/JSON", "application/json; charset=utf-8"])
def test_should_read_nothing_but_json(bank: Bank, content_type: str) -> None:
    assert bank.say("GET", {"account": "rich"}, content_type=content_type) == "BAD_REQUEST"


@pytest.mark.parametrize("name", ["a", "|", "a|b", '\\"', "/", "</script>", "\u2028", "\u0001\n", "日本", "😀" * 32])
def test_should_accept_any_characters_in_a_name(name: str) -> None:
    assert Bank().say("OPEN", opened(name, "none")) == shown(name, "0")


@pytest.mark.parametrize("name", ["😀" * 32 + "a", "日" * 43])
def test_should_bound_a_name_by_its_bytes(name: str) -> None:
    assert Bank().say("OPEN", opened(name, "none")) == "BAD_REQUEST"


def test_should_show_what_it_parses() -> None:
    for units in [0, 1, -1, 10**8, -(10**8), 12_5000_0000, 10**26 - 1, 1 - 10**26, 100_0000_0010]:
        assert amounts.parse(amounts.show(units)) == units
