"""Requests to rejoin, once for each isolation, across restarts."""

from confluent_kafka import KafkaError, KafkaException, Message, Producer

from tribunal import log
from tribunal.recovery.rejoin import OwnRejoin
from tribunal.runtime import kafka_settings
from tribunal.runtime.settings import Settings
from tribunal.runtime.topics import Unavailable, scan

_PATIENCE_MS = 10_000


class KafkaRejoins:
    """Reads isolation-endorsements before it writes there, so that a restart writes no second request."""

    def __init__(self, settings: Settings, own: OwnRejoin, schema_id: int) -> None:
        self._settings = settings
        self._topic = settings.topic("isolation-endorsements")
        self._own = own
        self._schema_id = schema_id

    def ask(self, isolation: int) -> bool:
        """Whether the request is in the log now."""
        try:
            if not self._stands(isolation):
                self._write(self._own.value(isolation, self._schema_id))
                log.info("rejoin_asked", executor=self._own.executor_id, isolation=isolation)
        except (Unavailable, KafkaException) as e:
            log.repeated("rejoin_failed", isolation=isolation, error=e, action="retry")
            return False
        return True

    def _stands(self, isolation: int) -> bool:
        records = scan(kafka_settings.reader(self._settings), self._topic)
        return any(self._own.is_own(isolation, one.stamped, one.value) for one in records)

    def _write(self, value: bytes) -> None:
        told: list[KafkaError | None] = []

        def written(error: KafkaError | None, _: Message) -> None:
            told.append(error)

        producer = Producer({**kafka_settings.producer(self._settings), "message.timeout.ms": _PATIENCE_MS})
        producer.produce(self._topic, value, partition=0, on_delivery=written)
        producer.flush(2 * _PATIENCE_MS / 1_000)
        if not told or told[0] is not None:
            raise Unavailable(told[0].str() if told and told[0] else "not acknowledged in time")
