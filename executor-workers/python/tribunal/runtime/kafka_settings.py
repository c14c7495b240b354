"""Settings of librdkafka's clients, from those that all of Tribunal's processes share, which have Java's names."""

import re
from typing import Any

from confluent_kafka import KafkaError

from tribunal import log
from tribunal.runtime.settings import ConfigError, Settings

Config = dict[str, Any]

_MAX_MESSAGE = 10 << 20
_RENAMED = {
    "fetch.max.wait.ms": "fetch.wait.max.ms",
    "max.request.size": "message.max.bytes",
    "sasl.mechanism": "sasl.mechanisms",
    "ssl.cipher.suites": "ssl.cipher.suites",
    "ssl.keystore.certificate.chain": "ssl.certificate.pem",
    "ssl.keystore.key": "ssl.key.pem",
    "ssl.truststore.certificates": "ssl.ca.pem",
}
_OF_JAVA_ALONE = {"default.api.timeout.ms", "max.poll.records", "max.block.ms", "buffer.memory"}
_LOGIN = re.compile(r'\s*([\w.]+)\s+required\s+((?:\w+\s*=\s*(?:"[^"]*"|\S+?)\s*)*);\s*')
_OPTION = re.compile(r'(\w+)\s*=\s*(?:"([^"]*)"|([^\s;]+))')
_LOGIN_MODULES = ("PlainLoginModule", "ScramLoginModule")
_PRODUCER_ONLY = re.compile(
    r"acks|batch\..*|compression\..*|delivery\.timeout\.ms|enable\.idempotence|linger\.ms|message\.max\.bytes"
    r"|request\.timeout\.ms|retries|queue\.buffering\..*"
)
_CONSUMER_ONLY = re.compile(
    r"fetch\..*|max\.partition\.fetch\.bytes|isolation\.level|session\.timeout\.ms|heartbeat\.interval\.ms"
    r"|max\.poll\.interval\.ms|queued\..*|auto\.offset\.reset|check\.crcs"
)


def translated(kafka: dict[str, str]) -> Config:
    """Java's settings as librdkafka's; raises ConfigError for what it cannot do."""
    stores = {key: value for key, value in kafka.items() if key.startswith(("ssl.keystore.", "ssl.truststore."))}
    config: Config = {}
    for key, value in kafka.items():
        if key == "sasl.jaas.config":
            config.update(_credentials(value))
        elif key == "ssl.endpoint.identification.algorithm":
            config[key] = value.lower() or "none"
        elif key in _RENAMED:
            config[_RENAMED[key]] = value
        elif key not in stores and key not in _OF_JAVA_ALONE:
            config[key] = value
    config.update(_trust_store(stores))
    config.update(_key_store(stores))
    return config


def _credentials(jaas: str) -> Config:
    login = _LOGIN.fullmatch(jaas)
    if login is None or not login[1].endswith(_LOGIN_MODULES):
        raise ConfigError("kafka.sasl.jaas.config: only PlainLoginModule and ScramLoginModule can be translated")
    options = {name: quoted or bare for name, quoted, bare in _OPTION.findall(login[2])}
    try:
        return {"sasl.username": options["username"], "sasl.password": options["password"]}
    except KeyError as e:
        raise ConfigError(f"kafka.sasl.jaas.config has no {e.args[0]}") from e


def _trust_store(stores: dict[str, str]) -> Config:
    if "ssl.truststore.location" not in stores:
        return {}
    if stores.get("ssl.truststore.type", "JKS").upper() != "PEM":
        raise ConfigError("kafka.ssl.truststore.type must be PEM here: librdkafka reads no Java key store")
    return {"ssl.ca.location": stores["ssl.truststore.location"]}


def _key_store(stores: dict[str, str]) -> Config:
    location = stores.get("ssl.keystore.location")
    if location is None:
        return {}
    match stores.get("ssl.keystore.type", "JKS").upper():
        case "PEM":
            return {"ssl.key.location": location, "ssl.certificate.location": location}
        case "PKCS12":
            return {"ssl.keystore.location": location, "ssl.keystore.password": stores.get("ssl.keystore.password", "")}
    raise ConfigError("kafka.ssl.keystore.type must be PEM or PKCS12 here: librdkafka reads no Java key store")


def reader(settings: Settings) -> Config:
    """A consumer of committed records whose positions are assigned by hand; offsets are committed by the caller."""
    return {
        **_common(settings),
        "fetch.wait.max.ms": 500,
        "fetch.min.bytes": 1,
        "queued.max.messages.kbytes": 16_384,
        "check.crcs": True,
        **_without(translated(settings.kafka), _PRODUCER_ONLY),
        "group.id": settings.group,
        "enable.auto.commit": False,
        "enable.auto.offset.store": False,
        "enable.partition.eof": True,
        "auto.offset.reset": "error",
        "allow.auto.create.topics": False,
        "isolation.level": "read_committed",
    }


def producer(settings: Settings) -> Config:
    """An idempotent producer that waits for all in-sync replicas, keeps the order, and retries for ever."""
    return {
        **_common(settings),
        "linger.ms": 0,
        "request.timeout.ms": 3_000,
        "message.max.bytes": _MAX_MESSAGE,
        **_without(translated(settings.kafka), _CONSUMER_ONLY),
        "message.timeout.ms": 0,
        "max.in.flight.requests.per.connection": 1,
        "acks": "all",
        "enable.idempotence": True,
    }


def _common(settings: Settings) -> Config:
    return {
        "bootstrap.servers": settings.bootstrap_servers,
        "client.id": f"tribunal-executor-{settings.executor_id}",
        "reconnect.backoff.ms": 50,
        "reconnect.backoff.max.ms": 500,
        "socket.connection.setup.timeout.ms": 4_000,
        "log_level": 4,
        "logger": _ClientLog(),
        "error_cb": _told,
    }


def _without(config: Config, unwanted: re.Pattern[str]) -> Config:
    return {key: value for key, value in config.items() if not unwanted.fullmatch(key)}


def _told(error: KafkaError) -> None:
    """What is about one broker alone is in the client's log already."""
    if error.fatal() or error.code() == KafkaError._ALL_BROKERS_DOWN:
        log.repeated("kafka_client", error=error.str())


class _ClientLog:
    """librdkafka's own messages, as events."""

    def log(self, _level: int, message: str, *values: object) -> None:
        log.repeated("kafka_client", error=message % values if values else message)
