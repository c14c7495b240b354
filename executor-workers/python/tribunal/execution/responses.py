"""Responses and the signed batches that carry them, as they are in response-log (PROTOCOL 3)."""

from collections.abc import Sequence
from typing import NamedTuple

from tribunal.protocol.avro import BATCH_HEADER, RESPONSE, RESPONSE_LOG_ENTRY, Datum
from tribunal.protocol.digests import leaf_hash, merkle_root
from tribunal.protocol.entries import RESPONSE_BATCH_TYPE
from tribunal.protocol.envelopes import signed_envelope
from tribunal.protocol.limits import MAX_RESPONSE_BYTES, MAX_RESPONSES
from tribunal.protocol.signatures import SigningKey, pae

RESPONSE_TYPE = "application/vnd.tribunal.response.v1+avro"


class Response(NamedTuple):
    """One answer to one business entry, as Avro's datum and as the bytes that are signed."""

    datum: Datum
    encoded: bytes

    @property
    def offset(self) -> int:
        """Business offset of what it answers."""
        return self.datum["businessOffset"]  # type: ignore[no-any-return]

    @classmethod
    def of(cls, datum: Datum) -> "Response":
        return cls(datum, RESPONSE.encode_single(datum))


class Batch(NamedTuple):
    """The unsigned content of one response-log record: some responses, or none (a heartbeat).

    ``processed_to``: business offset up to which everything is handled; ``resume_from``: the one from which to answer
    after a restart once this batch is acknowledged.
    """

    processed_to: int
    resume_from: int
    responses: Sequence[Response]


def cut(responses: Sequence[Response], floor: int, handled_to: int) -> list[Batch]:
    """Batches within the bounds of PROTOCOL 3; one empty batch for no responses.

    ``floor`` was announced as processed before, and no batch falls behind it.
    """
    batches: list[Batch] = []
    run: list[Response] = []
    size = 0
    for response in responses:
        if len(run) == MAX_RESPONSES or size + len(response.encoded) > MAX_RESPONSE_BYTES:
            batches.append(_up_to(run[-1].offset, floor, run))
            run, size = [], 0
        run.append(response)
        size += len(response.encoded)
    batches.append(_up_to(handled_to, floor, run))
    return batches


def _up_to(offset: int, floor: int, responses: list[Response]) -> Batch:
    return Batch(max(floor, offset), offset + 1, responses)


class BatchSigner:
    """Turns batches into response-log values: one signature each, over a header with the Merkle root."""

    def __init__(self, deployment: bytes, executor_id: str, key: SigningKey, schema_id: int) -> None:
        self._deployment = deployment
        self._executor_id = executor_id
        self._key = key
        self._schema_id = schema_id

    def sign(self, partition: int, processed_to: int, responses: Sequence[bytes]) -> bytes:
        """The record's value, for encoded responses in business order."""
        header = BATCH_HEADER.encode_single(
            {
                "deployment": self._deployment,
                "executorId": self._executor_id,
                "partition": partition,
                "processedTo": processed_to,
                "count": len(responses),
                "root": merkle_root([leaf_hash(pae(RESPONSE_TYPE, response)) for response in responses]),
            }
        )
        envelope = signed_envelope(self._key, RESPONSE_BATCH_TYPE, header)
        return RESPONSE_LOG_ENTRY.encode_framed(self._schema_id, {"header": envelope, "responses": responses})
