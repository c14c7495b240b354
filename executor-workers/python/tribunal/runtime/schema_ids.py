"""Schema ids for the frames of what is written. They serve tools only: nothing depends on the registry."""

import base64
import json
import urllib.request

from tribunal import log
from tribunal.runtime.settings import Settings

UNKNOWN = 0
_PATIENCE_SECONDS = 2
_MAX_ANSWER = 4 << 20


def schema_id(settings: Settings, topic: str) -> int:
    """The id of the newest schema of a topic's values, 0 without a registry or where it does not answer."""
    for url in settings.registry_urls:
        try:
            return _ask(f"{url.rstrip('/')}/subjects/{topic}-value/versions/latest", settings.registry_user_info)
        except (OSError, ValueError, KeyError, TypeError) as e:
            log.warning("schema_id_unknown", topic=topic, error=e, action="frame_with_0")
    return UNKNOWN


def _ask(url: str, user_info: str) -> int:
    request = urllib.request.Request(url)
    if user_info:
        request.add_header("Authorization", "Basic " + base64.b64encode(user_info.encode()).decode())
    with urllib.request.urlopen(request, timeout=_PATIENCE_SECONDS) as answer:
        found = json.loads(answer.read(_MAX_ANSWER))["id"]
    if not isinstance(found, int) or not 0 <= found < 1 << 31:
        raise ValueError("no schema id in the registry's answer")
    return found
