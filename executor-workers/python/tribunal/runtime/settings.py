"""The settings of an executor process: flag over ``TRIBUNAL_...`` environment over properties file over default."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from tribunal.execution.faults import Fault, java_hash
from tribunal.protocol.names import is_name
from tribunal.runtime.properties import parse_properties

BOOTSTRAP_SERVERS = "bootstrap.servers"
NAMESPACE = "tribunal.namespace"
DEPLOYMENT = "tribunal.deployment"
KEY_FILE = "tribunal.key.file"
EXECUTOR_ID = "tribunal.executor.id"
EXECUTOR_VARIANT = "tribunal.executor.variant"
CLIENT_ID = "tribunal.client.id"
HEALTH_ADDRESS = "tribunal.health.address"
HEALTH_PORT = "tribunal.health.port"
FAULT = "tribunal.fault"
FAULT_SEED = "tribunal.fault.seed"
REGISTRY_URL = "schema.registry.url"
CREDENTIALS_SOURCE = "basic.auth.credentials.source"
USER_INFO = "basic.auth.user.info"

KNOWN = (
    BOOTSTRAP_SERVERS,
    NAMESPACE,
    DEPLOYMENT,
    KEY_FILE,
    EXECUTOR_ID,
    EXECUTOR_VARIANT,
    CLIENT_ID,
    HEALTH_ADDRESS,
    HEALTH_PORT,
    FAULT,
    FAULT_SEED,
    REGISTRY_URL,
    CREDENTIALS_SOURCE,
    USER_INFO,
    "http.connect.timeout.ms",
    "http.read.timeout.ms",
    "max.retries",
    "retries.wait.ms",
)
_KAFKA = "kafka."
_ENVIRONMENT = "TRIBUNAL_"
_ENVIRONMENT_KAFKA = "TRIBUNAL_KAFKA_"
_NAMESPACE_GRAMMAR = re.compile(r"[A-Za-z0-9._-]{1,100}")


class ConfigError(ValueError):
    """A setting is missing, unknown or wrong; the text is one line that says which."""


@dataclass(frozen=True)
class Settings:
    """``deployment``: 32 bytes; ``kafka``: client settings by Java's names, unprefixed; ``health_port`` 0: none."""

    bootstrap_servers: str
    namespace: str
    deployment: bytes
    key_file: Path
    executor_id: str
    variant: str
    health_address: str
    health_port: int
    fault: Fault | None
    fault_seed: int
    registry_urls: tuple[str, ...]
    registry_user_info: str
    kafka: dict[str, str]

    @property
    def group(self) -> str:
        """The consumer group under which acknowledged offsets are remembered."""
        return f"{self.namespace}.executor.{self.executor_id}"

    def topic(self, name: str) -> str:
        """The full name of one of the deployment's topics."""
        return f"{self.namespace}.{name}"


def resolve(files: Iterable[Path], environment: Mapping[str, str], flags: Mapping[str, str]) -> Settings:
    """The settings; raises ConfigError."""
    values: dict[str, str] = {}
    for file in files:
        values.update(_read(file))
    values.update(_of_environment(environment))
    values.update(flags)
    for key in values:
        if not key.startswith(_KAFKA) and key not in KNOWN:
            raise ConfigError(f"unknown setting {key}; known are {', '.join(sorted(KNOWN))} and kafka.*")
    return _settings(values)


def environment_name(key: str) -> str:
    """The variable that sets a key: ``TRIBUNAL_KEY_FILE`` is ``tribunal.key.file``."""
    return _ENVIRONMENT + key.removeprefix("tribunal.").upper().replace(".", "_")


def _read(file: Path) -> dict[str, str]:
    try:
        return parse_properties(file.read_text(encoding="utf-8"))
    except FileNotFoundError as e:
        raise ConfigError(f"there is no file {file}") from e
    except (OSError, ValueError) as e:
        raise ConfigError(f"cannot read {file}: {e}") from e


def _of_environment(environment: Mapping[str, str]) -> dict[str, str]:
    known = {environment_name(key): key for key in KNOWN}
    values = {}
    for name, value in environment.items():
        if name.startswith(_ENVIRONMENT_KAFKA):
            values[_KAFKA + name.removeprefix(_ENVIRONMENT_KAFKA).lower().replace("_", ".")] = value
        elif name in known:
            values[known[name]] = value
        elif name.startswith(_ENVIRONMENT):
            raise ConfigError(
                f"unknown environment variable {name}; known are {', '.join(sorted(known))} and TRIBUNAL_KAFKA_*"
            )
    return values


def _settings(values: Mapping[str, str]) -> Settings:
    namespace = values.get(NAMESPACE, "tribunal")
    if not _NAMESPACE_GRAMMAR.fullmatch(namespace):
        raise ConfigError(f"{NAMESPACE} must be 1 to 100 of A-Z a-z 0-9 . _ -")
    executor_id = _required(values, EXECUTOR_ID)
    if not is_name(executor_id):
        raise ConfigError(f"{EXECUTOR_ID} must be 1 to 64 of A-Z a-z 0-9 . _ : -")
    from_url = values.get(CREDENTIALS_SOURCE, "URL") != "USER_INFO"
    return Settings(
        bootstrap_servers=_required(values, BOOTSTRAP_SERVERS),
        namespace=namespace,
        deployment=_digest(_required(values, DEPLOYMENT)),
        key_file=Path(_required(values, KEY_FILE)),
        executor_id=executor_id,
        variant=values.get(EXECUTOR_VARIANT, ""),
        health_address=_address(values.get(HEALTH_ADDRESS, "127.0.0.1")),
        health_port=_integer(values, HEALTH_PORT, 0, 0, 65_535),
        fault=_fault(values.get(FAULT, "")),
        fault_seed=_integer(values, FAULT_SEED, java_hash(executor_id), -(1 << 63), (1 << 63) - 1),
        registry_urls=tuple(url.strip() for url in values.get(REGISTRY_URL, "").split(",") if url.strip()),
        registry_user_info="" if from_url else values.get(USER_INFO, ""),
        kafka={key.removeprefix(_KAFKA): value for key, value in values.items() if key.startswith(_KAFKA)},
    )


def _required(values: Mapping[str, str], key: str) -> str:
    value = values.get(key, "").strip()
    if not value:
        raise ConfigError(f"{key} is missing; set it in the --config file or as {environment_name(key)}")
    return value


def _digest(text: str) -> bytes:
    if not re.fullmatch("[0-9a-fA-F]{64}", text):
        raise ConfigError(f"{DEPLOYMENT} must be 64 hex digits")
    return bytes.fromhex(text)


def _address(text: str) -> str:
    try:
        return str(ip_address(text.strip()))
    except ValueError as e:
        raise ConfigError(f"{HEALTH_ADDRESS} must be an IP address, not {text[:40]}") from e


def _integer(values: Mapping[str, str], key: str, default: int, least: int, most: int) -> int:
    text = values.get(key, "").strip()
    if not text:
        return default
    if not re.fullmatch(r"[+-]?[0-9]{1,19}", text) or not least <= int(text) <= most:
        raise ConfigError(f"{key} must be an integer from {least} to {most}, not {text[:40]}")
    return int(text)


def _fault(text: str) -> Fault | None:
    if not text.strip():
        return None
    try:
        return Fault.parse(text.strip())
    except ValueError as e:
        raise ConfigError(f"{FAULT}: {e}") from e
