"""One partition of business-log as one executor works it off: admission, then the service."""

from collections.abc import Iterable

from tribunal.execution.machine import StateMachine, StateVoid, Terms
from tribunal.execution.responses import Response
from tribunal.execution.service import Service
from tribunal.protocol.admission import Admitted, Applied, PartitionAdmission, Rejected
from tribunal.protocol.chain import DecisionChain
from tribunal.protocol.decisions import Mandate, VoidState
from tribunal.protocol.entries import BusinessRecord
from tribunal.recovery.verified_snapshot import VerifiedSnapshot


class PartitionExecutor:
    """Its responses depend on the records alone, given in offset order from 0 or after a snapshot.

    ``voids``: those that an earlier run over the same partition has read; the last one of an offset counts.
    """

    def __init__(
        self,
        partition: int,
        deployment: bytes,
        service: Service,
        voids: Iterable[StateVoid] = (),
        verified_snapshot: VerifiedSnapshot | None = None,
    ) -> None:
        self._partition = partition
        self._voids = {one.offset: one for one in voids}
        if verified_snapshot is None:
            self._admission = PartitionAdmission(partition, deployment)
            self._machine = StateMachine(partition, service, self._voids)
        else:
            self._admission = verified_snapshot.admission()
            self._machine = StateMachine(
                partition,
                service,
                self._voids,
                verified_snapshot.tree(),
                verified_snapshot.post_state,
                verified_snapshot.business_offset,
            )

    def handle(self, record: BusinessRecord) -> Response | Rejected | StateVoid | None:
        """The response to an admitted request; why another is not; None for genesis and control entries; or a
        Void not known before: then start again from the beginning with it, since earlier states are not kept."""
        ruling = self._admission.decide(record)
        if isinstance(ruling, Admitted):
            policy = self._admission.chain.policy
            terms = Terms(policy.stateful, policy.checkpoint_interval, policy.max_output)
            return self._machine.answer(record.offset, record.value_hash, ruling.request, terms)
        if isinstance(ruling, Rejected):
            return ruling
        return self._state_void(ruling) if isinstance(ruling, Applied) else None

    @property
    def rules(self) -> DecisionChain | None:
        """Keys, policy and membership in force, once genesis has been read."""
        return self._admission.chain if self._admission.is_open else None

    @property
    def state_digest(self) -> bytes:
        """End of the state digest chain."""
        return self._machine.digest

    def _state_void(self, applied: Applied) -> StateVoid | None:
        subject = applied.control.decision.subject
        action = subject.action if isinstance(subject, Mandate) else None
        offset = applied.record.offset
        if not isinstance(action, VoidState) or action.partition != self._partition or action.business_offset >= offset:
            return None
        known = self._voids.get(action.business_offset)
        if known is not None and known.position >= offset:
            return None
        return StateVoid(action.business_offset, action.post_state, offset)
