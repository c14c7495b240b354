"""One line for each event on standard error: time, level, event, key=value. External text is escaped."""

import re
import sys
import time
import unicodedata

_BARE = re.compile(r"[A-Za-z0-9._:/@+,\[\]-]+")
_DIGITS = re.compile(r"[0-9]+")
_INTERVAL_SECONDS = 60.0
_MOST_CAUSES = 500
_repeated: dict[tuple[str, str], tuple[float, int]] = {}
_UNSAFE = {"Cc", "Cf", "Zl", "Zp", "Cs"}


def info(event: str, **fields: object) -> None:
    """Logs a normal event."""
    _write("INFO", event, fields)


def warning(event: str, **fields: object) -> None:
    """Logs a problem that the process handles."""
    _write("WARN", event, fields)


def repeated(event: str, **fields: object) -> None:
    """Logs a problem that may come at every try: a line a minute for one cause, with the number held back."""
    withheld = _admitted(event, _DIGITS.sub("#", str(fields.get("error")))[:200])
    if withheld is not None:
        warning(event, **fields, withheld=withheld)


def works_again(event: str, failures: int) -> None:
    """Logs that a problem is over: one line a minute too."""
    withheld = _admitted(event, "it works again")
    if withheld is not None:
        info(event, action="none", note="it works again", failures=failures, withheld=withheld)


def _admitted(event: str, cause: str) -> int | None:
    """How many lines were held back since the last one; None when this one is to be held back too."""
    now = time.monotonic()
    at, withheld = _repeated.get((event, cause), (-_INTERVAL_SECONDS, 0))
    if now - at < _INTERVAL_SECONDS:
        _repeated[event, cause] = (at, withheld + 1)
        return None
    if len(_repeated) >= _MOST_CAUSES:
        _repeated.clear()
    _repeated[event, cause] = (now, 0)
    return withheld


def error(event: str, **fields: object) -> None:
    """A problem that the operator should look into."""
    _write("ERROR", event, fields)


def escaped(text: str) -> str:
    """Fit for one line of a log: control and format characters, separators and lone surrogates stand as escapes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _UNSAFE else c for c in text)


def _write(level: str, event: str, fields: dict[str, object]) -> None:
    now = time.time()
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(now)) + f".{int(now * 1000) % 1000:03d}Z"
    parts = [f"time={stamp} level={level} event={event}"]
    parts += [f"{name}={_shown(str(value))}" for name, value in fields.items()]
    sys.stderr.write(" ".join(parts) + "\n")


def _shown(text: str) -> str:
    if _BARE.fullmatch(text):
        return text
    return '"' + escaped(text.replace("\\", "\\\\").replace('"', '\\"')) + '"'
