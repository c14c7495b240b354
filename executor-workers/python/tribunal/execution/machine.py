"""The service's state machine in one partition: from an admitted request to the response, with the state's digests."""

from typing import NamedTuple

from tribunal import log
from tribunal.execution.guard import guarded
from tribunal.execution.responses import Response
from tribunal.execution.service import Service
from tribunal.execution.state import INITIAL, ReadOnly, StateTree, next_digest
from tribunal.protocol.entries import Request


class StateVoid(NamedTuple):
    """A ROOT-signed Void as one partition has read it (PROTOCOL 5): the state after the request at ``offset`` is
    ``post_state``. The Void itself is at ``position``."""

    offset: int
    post_state: bytes
    position: int


class Terms(NamedTuple):
    """The part of the policy in force that determines a response."""

    stateful: bool
    checkpoint_interval: int
    max_output: int


class StateMachine:
    """Requests come in offset order. ``voids``: by offset, those that an earlier run has read."""

    def __init__(
        self,
        partition: int,
        service: Service,
        voids: dict[int, StateVoid],
        tree: StateTree | None = None,
        post_state: bytes = INITIAL,
        last_admitted: int = 0,
    ) -> None:
        self._partition = partition
        self._service = service
        self._voids = voids
        self._tree = StateTree() if tree is None else tree
        self._view = ReadOnly(self._tree)
        self.digest = post_state
        """End of the state digest chain."""
        self._last_admitted = last_admitted

    def answer(self, offset: int, request_hash: bytes, request: Request, terms: Terms) -> Response:
        """Executes the request and returns the response."""
        answer = guarded(self._service, self._view, request, terms.max_output)
        writes = answer.writes if terms.stateful else ()
        pre = self.digest
        post = next_digest(pre, writes)
        if not self._is_void(offset, pre, post):
            self._tree.apply(writes)
            self.digest = post
        interval = terms.checkpoint_interval
        root_due = terms.stateful and offset // interval > self._last_admitted // interval
        self._last_admitted = offset
        return Response.of(
            {
                "businessOffset": offset,
                "requestHash": request_hash,
                "preState": pre if terms.stateful else b"",
                "postState": post if terms.stateful else b"",
                "stateRoot": self._tree.root() if root_due else b"",
                "status": answer.status,
                "contentType": answer.content_type,
                "output": answer.output,
                "writes": [{"key": key, "value": value} for key, value in writes],
            }
        )

    def _is_void(self, offset: int, pre: bytes, post: bytes) -> bool:
        """Whether a Void takes the request's effect away; one that names an unreachable state is only logged."""
        state_void = self._voids.get(offset)
        if state_void is None or state_void.post_state == post:
            return False
        without_effect = state_void.post_state == pre
        if not without_effect:
            log.error(
                "state_unreachable",
                position=f"{self._partition}@{offset}",
                settled=state_void.post_state.hex(),
                own=post.hex(),
                note="goes on diverged",
            )
        return without_effect
