"""Turns failures of a service's code, and answers that are too large for a response, into refusals."""

import traceback

from tribunal import log
from tribunal.execution.service import OK, REFUSED, Answer, Service, StateView, Write, refused
from tribunal.protocol.entries import Request
from tribunal.protocol.limits import MAX_ANSWER

_WRITE_OVERHEAD = 16


def guarded(service: Service, state: StateView, request: Request, max_output: int) -> Answer:
    """The answer with its writes ascending by key; without writes if it is a refusal.

    A lack of memory is nobody's answer: it ends the process, which answers after its restart.
    """
    try:
        answer = _checked(service(state, request))
    except MemoryError:
        raise
    except Exception as e:
        log.error("executor_failed", request=request.request_id.hex(), error=_where(e), answered="INTERNAL")
        return refused("INTERNAL")
    return refused("TOO_LARGE") if len(answer.output) > max_output or _size(answer) > MAX_ANSWER else answer


def _where(failure: Exception) -> str:
    """Its kind and place; its text could hold what a log should not."""
    frame = traceback.extract_tb(failure.__traceback__)[-1]
    return f"{type(failure).__name__} at {frame.filename}:{frame.lineno}"


def _checked(answer: Answer) -> Answer:
    """The answer with ordered writes; raises TypeError or ValueError when it is invalid."""
    if not isinstance(answer, Answer) or answer.status not in (OK, REFUSED):
        raise TypeError("a service answers with tribunal.Answer, OK or REFUSED")
    if not isinstance(answer.output, bytes) or not isinstance(answer.content_type, str):
        raise TypeError("an output is bytes, a content type is str")
    answer.content_type.encode()
    if answer.status == REFUSED or not answer.writes:
        return answer._replace(writes=())
    writes = sorted(map(_checked_write, answer.writes), key=lambda write: write.key)
    for i in range(1, len(writes)):
        if writes[i - 1].key == writes[i].key:
            raise ValueError("an answer writes one key twice")
    return answer._replace(writes=writes)


def _checked_write(write: Write) -> Write:
    key, value = write
    if not isinstance(key, bytes) or not (value is None or isinstance(value, bytes)):
        raise TypeError("keys and values of state are bytes")
    return Write(key, value)


def _size(answer: Answer) -> int:
    written = sum(len(write.key) + len(write.value or b"") + _WRITE_OVERHEAD for write in answer.writes)
    return len(answer.output) + len(answer.content_type.encode()) + written
