"""Faults for demonstrations: they lie as configured, and only for the configured time."""

from typing import Any

import pytest

from tribunal import Answer, Request, Write, ok
from tribunal.execution.faults import Fault, FaultInjector, java_hash
from tribunal.execution.responses import Batch, Response
from tribunal.execution.service import refused

TRUTH = ok({"account": "a", "balance": "12.5"}, [Write(b"k", b"12.5|none")])


def request(operation: str = "GET", number: int = 1) -> Request:
    return Request(bytes(32), number.to_bytes(16, "big"), "c", 0, 0, "main", operation, "application/json", b"{}")


def injected(text: str, now: int = 0, **others: Any) -> FaultInjector:
    return FaultInjector(Fault.parse(text), 1, lambda: now, **others)


def said(text: str, honest: Answer = TRUTH, operation: str = "GET", now: int = 0, number: int = 1) -> Answer:
    return injected(text, now).around(lambda state, _: honest)(None, request(operation, number))  # type: ignore[arg-type]


def batch(count: int) -> Batch:
    responses = []
    for offset in range(count):
        datum = {
            "businessOffset": offset,
            "requestHash": bytes(32),
            "preState": b"",
            "postState": b"",
            "stateRoot": b"",
            "status": "OK",
            "contentType": "application/json",
            "output": TRUTH.output,
            "writes": [],
        }
        responses.append(Response.of(datum))
    return Batch(count, count, responses)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("lie", Fault("lie")),
        ("lie:always", Fault("lie")),
        ("lie:0.3", Fault("lie", 0.3)),
        ("lie@TRANSFER:1", Fault("lie", 1.0, "TRANSFER")),
        ("lie@GET", Fault("lie", 1.0, "GET")),
        ("wrong-state:0.5/30s", Fault("wrong-state", 0.5, seconds=30)),
        ("equivocate", Fault("equivocate")),
        ("crash:0.001", Fault("crash", 0.001)),
        ("silent/5s", Fault("silent", seconds=5)),
        ("delay:10-20ms", Fault("delay", least=10, most=20)),
    ],
)
def test_should_read_what_can_be_written(text: str, fault: Fault) -> None:
    assert Fault.parse(text) == fault


@pytest.mark.parametrize(
    "text", ["", "lies", "lie:2", "lie:1.5", "lie:-1", "delay", "delay:20-10ms", "silent:1", "lie@", "lie/s", "lie\n"]
)
def test_should_name_the_grammar_for_an_invalid_fault(text: str) -> None:
    with pytest.raises(ValueError, match="known are"):
        Fault.parse(text)


def test_should_lie_about_outputs_and_keep_the_state_honest() -> None:
    lie = said("lie")

    assert lie.output != TRUTH.output
    assert len(lie.output) == len(TRUTH.output)
    assert lie.writes == TRUTH.writes
    assert said("lie", refused("X")).output == b'{"error":"LIE"}'


def test_should_lie_about_one_operation_only() -> None:
    assert said("lie@OPEN") == TRUTH
    assert said("lie@OPEN", operation="OPEN") != TRUTH


def test_should_lie_with_the_given_probability_and_repeatably() -> None:
    lies = [said("lie:0.3", number=i) != TRUTH for i in range(1_000)]

    assert 250 < sum(lies) < 350
    assert lies == [said("lie:0.3", number=i) != TRUTH for i in range(1_000)]


def test_should_end_the_fault_after_its_time() -> None:
    assert said("lie/2s", now=1_999) != TRUTH
    assert said("lie/2s", now=2_000) == TRUTH


def test_should_write_another_state() -> None:
    wrong = said("wrong-state")

    assert wrong.output == TRUTH.output
    assert wrong.writes[0].value != TRUTH.writes[0].value
    assert said("wrong-state", ok({}, [Write(b"k", b"x"), Write(b"l", None)])).writes == [(b"k", b"x?"), (b"l", None)]
    assert said("wrong-state", refused("X")) == refused("X")


def test_should_send_only_heartbeats_when_silent() -> None:
    assert injected("silent").outgoing([batch(3)]) == [(batch(3)._replace(responses=()), 0)]


def test_should_delay_within_its_bounds() -> None:
    delays = {injected("delay:10-20ms").outgoing([batch(count)])[0].delay for count in range(1, 40)}

    assert min(delays) >= 10
    assert max(delays) <= 20
    assert len(delays) > 1


def test_should_write_two_different_answers_when_equivocating() -> None:
    first, second = injected("equivocate").outgoing([batch(2)])

    assert first.batch == batch(2)
    for one, other in zip(first.batch.responses, second.batch.responses, strict=True):
        assert one.datum["output"] != other.datum["output"]
        assert one.offset == other.offset


def test_should_halt_before_it_answers() -> None:
    halted: list[bool] = []

    injected("crash", halt=lambda: halted.append(True)).outgoing([batch(1)])
    injected("crash", halt=lambda: halted.append(True)).outgoing([batch(0)])

    assert halted == [True]


def test_should_seed_by_the_executors_id_as_java_does() -> None:
    assert java_hash("e1") == 3180
    assert java_hash("hello") == 99162322
    assert java_hash("polygenelubricants") == -(1 << 31)
