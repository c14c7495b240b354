"""Schema ids for the frames of what is written, for tools. Nothing is written with an id that is not registered."""

import base64
import json
import urllib.request
from collections.abc import Callable

from tribunal import log
from tribunal.runtime.retries import Retries
from tribunal.runtime.settings import Settings

WITHOUT_REGISTRY = 0
_PATIENCE_SECONDS = 2
_MAX_ANSWER = 4 << 20


def awaited_schema_ids(settings: Settings, topics: list[str], is_stopped: Callable[[], bool]) -> list[int] | None:
    """The id of each topic's newest schema, once the registry has told them all; None when stopped before.

    Without a registry each is 0.
    """
    retries = Retries("waits_for_schema_ids", is_stopped)
    while not is_stopped():
        try:
            return [_schema_id(settings, topic) for topic in topics]
        except (OSError, ValueError, KeyError, TypeError) as e:
            retries.failed(e)
            retries.pause()
    return None


def _schema_id(settings: Settings, topic: str) -> int:
    """From the first registry that answers; raises what the last one failed with."""
    failure: Exception | None = None
    for url in settings.registry_urls:
        try:
            return _ask(f"{url.rstrip('/')}/subjects/{topic}-value/versions/latest", settings.registry_user_info)
        except (OSError, ValueError, KeyError, TypeError) as e:
            log.repeated("schema_id_unknown", topic=topic, registry=url, error=e)
            failure = e
    if failure is not None:
        raise failure
    return WITHOUT_REGISTRY


def _ask(url: str, user_info: str) -> int:
    request = urllib.request.Request(url)
    if user_info:
        request.add_header("Authorization", "Basic " + base64.b64encode(user_info.encode()).decode())
    with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:
        found = json.loads(answer.read(_MAX_ANSWER))["id"]
    if not isinstance(found, int) or not 0 <= found < 1 << 31:
        raise ValueError("no schema id in the registry's answer")
    return found
