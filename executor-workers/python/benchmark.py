"""Requests a second on one core: from business-log values to signed response-log values, Kafka aside.

``.venv/bin/python benchmark.py [REQUESTS]``: batch-signed INCREMENTs and TRANSFERs of the account service, read,
admitted, executed, encoded and signed as the executor does it. ``--single``: every request has a signature of its own.
"""

import random
import sys
import time

import accounts
from tests.deployment import APPEND_TIME, Deployment, key
from tribunal.execution.partition import PartitionExecutor
from tribunal.execution.responses import BatchSigner
from tribunal.execution.worker import PartitionWorker
from tribunal.protocol.entries import read_record

_BATCH = 256
_AT_ONCE = 500


def main() -> None:
    """Prints one line."""
    single = "--single" in sys.argv
    counts = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    count = (counts[0] if counts else 20_000) // _BATCH * _BATCH
    deployment = Deployment(checkpointInterval=1_000)
    values = _values(deployment, count, single)
    worker = PartitionWorker(
        0, 0, 0, lambda voids: PartitionExecutor(0, deployment.deployment, accounts.execute, voids)
    )
    signer = BatchSigner(deployment.deployment, "e1", key("e1"), 0)
    worker.handle(read_record(0, 0, APPEND_TIME, True, deployment.genesis))
    began = time.process_time()
    written = 0
    for start in range(0, len(values), _AT_ONCE):
        for at, value in enumerate(values[start : start + _AT_ONCE], start + 1):
            worker.handle(read_record(0, at, APPEND_TIME, True, value))
        for batch in worker.drain(0):
            written += len(signer.sign(0, batch.processed_to, [one.encoded for one in batch.responses]))
    seconds = time.process_time() - began
    assert worker.answered == len(values), "every request is admitted"
    kind = "single" if single else "batch"
    sys.stdout.write(
        f"{len(values) / seconds:,.0f} requests/s on one core ({kind}-signed, {len(values)} in {seconds:.2f} s of CPU,"
        f" {written >> 10} KiB written)\n"
    )


def _values(deployment: Deployment, count: int, single: bool) -> list[bytes]:
    dice = random.Random(1)
    payloads = [
        deployment.payload("OPEN", {"account": f"account-{i}", "overdraft": "unlimited"}) for i in range(_BATCH)
    ]
    while len(payloads) < count:
        payloads.append(_request(deployment, dice))
    if single:
        return [deployment.batch([payload])[0] for payload in payloads]
    return [value for at in range(0, count, _BATCH) for value in deployment.batch(payloads[at : at + _BATCH])]


def _request(deployment: Deployment, dice: random.Random) -> bytes:
    one, other = (f"account-{i}" for i in dice.sample(range(_BATCH), 2))
    amount = f"{dice.randrange(1, 10_000)}.{dice.randrange(10, 100)}"
    if dice.random() < 0.5:
        return deployment.payload("INCREMENT", {"account": one, "amount": amount})
    return deployment.payload("TRANSFER", {"amount": amount, "from": one, "to": other})


if __name__ == "__main__":
    main()
