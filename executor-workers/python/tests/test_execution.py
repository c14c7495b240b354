"""From records to what is written: responses, batches, restarts, voids, heartbeats."""

from collections.abc import Sequence
from typing import Any

import pytest

import accounts
from tests.deployment import APPEND_TIME, Deployment
from tribunal import Answer, Request, StateView, Write, ok
from tribunal.execution.machine import StateMachine, StateVoid, Terms
from tribunal.execution.partition import PartitionExecutor
from tribunal.execution.responses import Batch, Response, cut
from tribunal.execution.service import Service
from tribunal.execution.state import INITIAL, StateTree
from tribunal.execution.worker import PartitionWorker
from tribunal.protocol.admission import BadGenesis, Rejected
from tribunal.protocol.entries import BusinessRecord, read_record
from tribunal.protocol.limits import MAX_ANSWER, MAX_RESPONSE_BYTES, MAX_RESPONSES

TERMS = Terms(stateful=True, checkpoint_interval=10, max_output=65_536)


def record(offset: int, value: bytes, partition: int = 0) -> BusinessRecord:
    return read_record(partition, offset, APPEND_TIME, True, value)


def worker(deployment: Deployment, resume_from: int = 0, service: Service = accounts.execute) -> PartitionWorker:
    return PartitionWorker(0, 0, resume_from, lambda voids: PartitionExecutor(0, deployment.deployment, service, voids))


def feed(one: PartitionWorker, values: Sequence[bytes], start: int = 0) -> bool:
    return all(one.handle(record(at, value)) for at, value in enumerate(values, start))


def answers(batches: Sequence[Batch]) -> dict[int, bytes]:
    return {response.offset: response.encoded for batch in batches for response in batch.responses}


def some_requests(deployment: Deployment, count: int) -> list[bytes]:
    opened = deployment.request("OPEN", {"account": "a", "overdraft": "none"})
    return [opened] + [deployment.request("INCREMENT", {"account": "a", "amount": "1"}) for _ in range(count - 1)]


def run(service: Service, **terms: Any) -> Response:
    machine = StateMachine(0, service, {})
    request = Request(bytes(32), bytes(16), "c", 0, 0, "main", "GET", "application/json", b"{}")
    return machine.answer(1, bytes(32), request, TERMS._replace(**terms))


def error(response: Response) -> bytes | None:
    return response.datum["output"] if response.datum["status"] == "REFUSED" else None


class TestGuard:
    @pytest.mark.parametrize(
        "service",
        [
            lambda state, request: 1 / 0,
            lambda state, request: None,
            lambda state, request: ("OK", "application/json", b"{}", ()),
            lambda state, request: Answer("YES", "application/json", b"{}"),
            lambda state, request: Answer("OK", "application/json", "{}"),
            lambda state, request: Answer("OK", "\ud800", b"{}"),
            lambda state, request: ok({}, [Write(b"a", b"1"), Write(b"a", b"2")]),
            lambda state, request: ok({}, [Write("a", b"1")]),
            lambda state, request: ok({}, [Write(b"a", 1)]),
            lambda state, request: ok(float("nan")),
        ],
    )
    def test_should_refuse_where_the_service_fails(self, service: Service) -> None:
        assert error(run(service)) == b'{"error":"INTERNAL"}'

    def test_should_survive_endless_recursion(self) -> None:
        def deep(state: StateView, request: Request) -> Answer:
            return deep(state, request)

        assert error(run(deep)) == b'{"error":"INTERNAL"}'

    def test_should_not_answer_when_memory_is_exhausted(self) -> None:
        def hungry(state: StateView, request: Request) -> Answer:
            raise MemoryError

        with pytest.raises(MemoryError):
            run(hungry)

    @pytest.mark.parametrize(("size", "fits"), [(100, True), (101, False)])
    def test_should_bound_the_output(self, size: int, fits: bool) -> None:
        answer = run(lambda state, request: Answer("OK", "text/plain", bytes(size)), max_output=100)

        assert (error(answer) is None) == fits

    @pytest.mark.parametrize(("spare", "fits"), [(0, True), (-1, False)])
    def test_should_bound_output_type_and_writes_together(self, spare: int, fits: bool) -> None:
        value = bytes(MAX_ANSWER - 16 - 1 - 2 - 1 - spare)

        answer = run(lambda state, request: Answer("OK", "t", b"{}", [Write(b"k", value)]))

        assert (error(answer) is None) == fits
        assert fits or error(answer) == b'{"error":"TOO_LARGE"}'

    def test_should_sort_writes_and_drop_those_of_a_refusal(self) -> None:
        writes = [Write(b"b", b"2"), Write(b"a", None)]

        done = run(lambda state, request: ok({}, writes))
        refusal = run(lambda state, request: Answer("REFUSED", "application/json", b"{}", writes))

        assert [write["key"] for write in done.datum["writes"]] == [b"a", b"b"]
        assert refusal.datum["writes"] == []
        assert refusal.datum["postState"] == INITIAL

    def test_should_keep_no_state_for_a_stateless_service(self) -> None:
        answer = run(lambda state, request: ok({}, [Write(b"a", b"1")]), stateful=False)

        assert answer.datum["preState"] == answer.datum["postState"] == b""
        assert answer.datum["writes"] == []


class TestState:
    def test_should_have_a_root_that_depends_on_the_entries_alone(self) -> None:
        one, other = StateTree(), StateTree()
        for i in range(500):
            one.apply([Write(b"%d" % i, b"x")])
        one.root()
        one.apply([Write(b"%d" % i, None) for i in range(0, 500, 2)])
        other.apply([Write(b"%d" % i, b"x") for i in range(499, 0, -2)])

        assert one.root() == other.root() == StateTree({b"%d" % i: b"x" for i in range(1, 500, 2)}).root()
        assert len(one) == 250

    def test_should_include_the_root_at_the_first_request_at_or_past_each_interval(self) -> None:
        machine = StateMachine(0, lambda state, request: ok({}), {})
        request = Request(bytes(32), bytes(16), "c", 0, 0, "main", "GET", "application/json", b"{}")

        due = [
            at for at in (1, 9, 12, 13, 20, 45, 49) if machine.answer(at, bytes(32), request, TERMS).datum["stateRoot"]
        ]

        assert due == [12, 20, 45]


class TestBatches:
    @staticmethod
    def response(offset: int, size: int) -> Response:
        return Response({"businessOffset": offset}, bytes(size))

    def test_should_cut_by_count_and_by_size(self) -> None:
        small = [self.response(offset, 10) for offset in range(MAX_RESPONSES + 1)]
        large = [self.response(offset, MAX_RESPONSE_BYTES // 2) for offset in range(3)]

        assert [len(batch.responses) for batch in cut(small, -1, 500)] == [MAX_RESPONSES, 1]
        assert [batch.processed_to for batch in cut(small, -1, 500)] == [MAX_RESPONSES - 1, 500]
        assert [len(batch.responses) for batch in cut(large, -1, 2)] == [2, 1]

    def test_should_not_fall_behind_what_was_announced(self) -> None:
        assert cut([self.response(3, 1)], 9, 3) == [Batch(9, 4, [self.response(3, 1)])]


class TestWorker:
    def test_should_answer_everything_once_and_in_order(self) -> None:
        deployment = Deployment()
        values = [deployment.genesis, *some_requests(deployment, 30)]
        one = worker(deployment)
        assert feed(one, values)

        batches = one.drain(0)

        assert list(answers(batches)) == list(range(1, 31))
        assert batches[-1].processed_to == 30
        assert one.drain(1) == []

    def test_should_give_the_same_answers_after_a_restart_and_none_that_was_acknowledged(self) -> None:
        deployment = Deployment()
        values = [deployment.genesis, *some_requests(deployment, 30)]
        first, second = worker(deployment), worker(deployment, resume_from=21)
        feed(first, values)
        feed(second, values)

        before, after = answers(first.drain(0)), answers(second.drain(0))

        assert after == {offset: encoded for offset, encoded in before.items() if offset >= 21}

    def test_should_write_nothing_while_it_rebuilds(self) -> None:
        deployment = Deployment()
        values = [deployment.genesis, *some_requests(deployment, 30)]
        one = worker(deployment, resume_from=21)

        feed(one, values[:15])

        assert one.drain(10_000) == []

    def test_should_announce_rejected_entries_at_once_and_otherwise_keep_the_heartbeat(self) -> None:
        deployment = Deployment()
        one = worker(deployment)
        feed(one, [deployment.genesis])
        assert [batch.processed_to for batch in one.drain(0)] == [0]
        assert one.drain(100) == []

        feed(one, [b"junk"], start=1)
        told = one.drain(101)
        silent = one.drain(600)
        beat = one.drain(601)

        assert told == [Batch(1, 2, [])]
        assert silent == []
        assert beat == [Batch(1, 2, [])]
        assert one.rejected == 1

    def test_should_refuse_a_partition_of_another_deployment(self) -> None:
        with pytest.raises(BadGenesis):
            feed(worker(Deployment()), [Deployment(partitions=2).genesis])

    def test_should_refuse_rules_that_it_does_not_know_by_name(self) -> None:
        later = Deployment(rules=3)

        with pytest.raises(BadGenesis, match="rules version 3, this release knows those up to 2"):
            feed(worker(later), [later.genesis])

    def test_should_follow_a_change_of_policy_from_its_position(self) -> None:
        deployment = Deployment()
        policy = {**deployment.policy, "maxOutput": 10}
        requests = some_requests(deployment, 2)
        change = deployment.control(deployment.mandate("ChangePolicy", {"policy": policy}))
        one = worker(deployment)

        feed(one, [deployment.genesis, requests[0], change, requests[1]])

        outputs = [response.datum["output"] for batch in one.drain(0) for response in batch.responses]
        assert outputs == [b'{"account":"a","balance":"0"}', b'{"error":"TOO_LARGE"}']

    def test_should_ignore_a_decision_with_too_few_signatures(self) -> None:
        deployment = Deployment()
        revoked = deployment.mandate("RevokeKey", {"keyId": deployment.client.key_id}, signers=["v1"])
        executor = PartitionExecutor(0, deployment.deployment, accounts.execute)

        executor.handle(record(0, deployment.genesis))

        assert executor.handle(record(1, deployment.control(revoked))) == Rejected("BAD_CERTIFICATE")

    def test_should_reject_entries_of_a_revoked_key(self) -> None:
        deployment = Deployment()
        revoked = deployment.mandate("RevokeKey", {"keyId": deployment.client.key_id})
        executor = PartitionExecutor(0, deployment.deployment, accounts.execute)

        executor.handle(record(0, deployment.genesis))
        executor.handle(record(1, deployment.control(revoked)))

        assert executor.handle(record(2, deployment.request("GET", {"account": "a"}))) == Rejected("UNKNOWN_KEY")


class TestStateVoid:
    """A Void of the entry at offset 2: it has no effect, and the requests after it are answered again."""

    @staticmethod
    def log_with_void() -> tuple[Deployment, list[bytes], dict[int, bytes]]:
        deployment = Deployment()
        values = [deployment.genesis, *some_requests(deployment, 4)]
        one = worker(deployment)
        feed(one, values)
        before = answers(one.drain(0))
        opened = PartitionExecutor(0, deployment.deployment, accounts.execute)
        for at in (0, 1):
            opened.handle(record(at, values[at]))
        action = {"partition": 0, "businessOffset": 2, "postState": opened.state_digest}
        values.append(deployment.control(deployment.mandate("VoidState", action)))
        values.append(deployment.request("GET", {"account": "a"}))
        return deployment, values, before

    def test_should_start_again_and_answer_later_requests_again(self) -> None:
        deployment, values, before = self.log_with_void()
        one = worker(deployment)
        feed(one, values[:5])
        one.drain(0)

        assert not feed(one, values[5:6], start=5)
        assert one.drain(10_000) == []
        assert feed(one, values)

        after = answers(one.drain(0))
        assert list(after) == [3, 4, 6]
        assert after[3] != before[3]
        assert b'"balance":"2"' in after[6]

    def test_should_not_answer_again_what_an_earlier_run_has_passed(self) -> None:
        deployment, values, _ = self.log_with_void()
        one = worker(deployment, resume_from=6)

        assert not feed(one, values)
        assert feed(one, values)

        assert list(answers(one.drain(0))) == [6]

    def test_should_continue_diverged_from_a_state_that_it_cannot_reach(self) -> None:
        machine = StateMachine(0, lambda state, request: ok({}, [Write(b"a", b"1")]), {1: StateVoid(1, b"x" * 32, 5)})
        request = Request(bytes(32), bytes(16), "c", 0, 0, "main", "GET", "application/json", b"{}")

        answer = machine.answer(1, bytes(32), request, TERMS)

        assert machine.digest == answer.datum["postState"]
