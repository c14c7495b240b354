"""Java's .properties files: comments, continued lines, ``=`` or ``:`` or white space, backslash escapes."""

import re
from collections.abc import Iterator

_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_KEY = re.compile(r"((?:\\.|[^\\=: \t\f])*)[ \t\f]*[=:]?[ \t\f]*(.*)", re.DOTALL)


def parse_properties(text: str) -> dict[str, str]:
    """Keys and stripped values; of a key that occurs twice the later value counts. Raises ValueError."""
    values: dict[str, str] = {}
    for line in _logical_lines(text):
        match = _KEY.fullmatch(line)
        if match is None:
            raise ValueError("a backslash at the end of the file")
        key, value = match.groups()
        values[_unescaped(key)] = _unescaped(value).strip()
    return values


def _logical_lines(text: str) -> Iterator[str]:
    pending = ""
    for line in re.split(r"\r\n|\r|\n", text):
        line = line.lstrip(" \t\f")
        if not pending and (not line or line[0] in "#!"):
            continue
        trailing = len(line) - len(line.rstrip("\\"))
        if trailing % 2:
            pending += line[:-1]
            continue
        yield pending + line
        pending = ""
    if pending:
        yield pending


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    escape = match.group(1)
    if escape[0] == "u":
        if len(escape) != 5:
            raise ValueError("a malformed \\uxxxx escape")
        return chr(int(escape[1:], 16))
    return _LETTERS.get(escape, escape)
