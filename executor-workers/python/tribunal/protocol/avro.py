"""Avro in the one canonical form that the protocol accepts, its framings, and the fingerprints of its schemas.

fastavro decodes; what it gives is encoded again and compared, so that padded varints, several array blocks, wrong
indices and trailing bytes are all refused. It reads from memory, so that a declared length allocates nothing.
"""

import json
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import fastavro
from fastavro.schema import fingerprint, to_parsing_canonical_form

from tribunal.protocol.malformed import Malformed

NAMESPACE = "io.tribunal.schemas.avro."
FRAME = 5
"""Bytes before the body of a framed value: 0x00 and the schema id."""

_SINGLE_OBJECT = b"\xc3\x01"
SINGLE_OBJECT = 10
"""Bytes before the body of a single object: the marker and the fingerprint."""
_INT_MIN, _INT_MAX = -(1 << 31), (1 << 31) - 1

Datum = Any
_Check = Callable[[Datum], None]


def schema_directory() -> Path:
    """Where the .avsc files are: beside this package once it is built, else in the source tree."""
    built = Path(__file__).parent / "schemas"
    return built if built.is_dir() else Path(__file__).parents[4] / "schemas/src/main/avro"


class _Schemas:
    """All named types of the protocol, by full name."""

    def __init__(self, directory: Path) -> None:
        self._named: dict[str, Any] = {}
        for file in sorted(directory.glob("*.avsc")):
            self._collect(json.loads(file.read_text()))
        if not self._named:
            raise FileNotFoundError(f"no Avro schemas in {directory}")

    def _collect(self, schema: Any) -> None:
        if isinstance(schema, list):
            for branch in schema:
                self._collect(branch)
        elif isinstance(schema, dict):
            if schema["type"] in ("record", "enum", "fixed"):
                self._named[NAMESPACE + schema["name"]] = schema
            for field in schema.get("fields", ()):
                self._collect(field["type"])
            if "items" in schema:
                self._collect(schema["items"])

    def whole(self, name: str) -> Any:
        """The schema with every named type written out where it is first used."""
        return self._inlined(NAMESPACE + name, set())

    def _inlined(self, schema: Any, seen: set[str]) -> Any:
        if isinstance(schema, str):
            return self._inlined(self._named[schema], seen) if schema in self._named and schema not in seen else schema
        if isinstance(schema, list):
            return [self._inlined(branch, seen) for branch in schema]
        if schema["type"] in ("record", "enum", "fixed"):
            seen.add(NAMESPACE + schema["name"])
        if schema["type"] == "record":
            fields = [{**field, "type": self._inlined(field["type"], seen)} for field in schema["fields"]]
            return {"namespace": NAMESPACE[:-1], **schema, "fields": fields}
        if schema["type"] == "array":
            return {**schema, "items": self._inlined(schema["items"], seen)}
        return {"namespace": NAMESPACE[:-1], **schema}


class AvroBody:
    """Bodies of one schema. A record in a union of records is a pair: its full name and its fields."""

    def __init__(self, schema: Any) -> None:
        self._schema = fastavro.parse_schema(schema)
        self._check = _int_check(schema)
        self.canonical_form = to_parsing_canonical_form(schema)
        crc = bytes.fromhex(fingerprint(self.canonical_form, "CRC-64-AVRO"))
        self._single_object = _SINGLE_OBJECT + crc
        self.fingerprint = int.from_bytes(crc, "little", signed=True)
        """CRC-64-AVRO of the parsing canonical form, as a signed 64-bit integer."""

    def encode(self, datum: Datum) -> bytes:
        """The canonical body."""
        out = BytesIO()
        fastavro.schemaless_writer(out, self._schema, datum)
        return out.getvalue()

    def decode(self, body: bytes) -> Datum:
        """The datum; raises Malformed for everything but its canonical body."""
        try:
            datum = fastavro.schemaless_reader(
                BytesIO(body), self._schema, None, return_record_name=True, return_record_name_override=True
            )
            if self._check is not None:
                self._check(datum)
            canonical = self.encode(datum) == body
        except Exception as e:
            raise Malformed(f"not Avro of its schema: {type(e).__name__}") from e
        if not canonical:
            raise Malformed("not the canonical encoding")
        return datum

    def encode_framed(self, schema_id: int, datum: Datum) -> bytes:
        """``0x00 || schema id (4 bytes) || body``."""
        return b"\x00" + schema_id.to_bytes(4, "big") + self.encode(datum)

    def decode_framed(self, value: bytes) -> Datum:
        """The datum of a framed value, whatever its schema id; raises Malformed."""
        if len(value) < FRAME or value[0] != 0:
            raise Malformed("no 0x00 and schema id before the body")
        return self.decode(value[FRAME:])

    def encode_single(self, datum: Datum) -> bytes:
        """``C3 01 || fingerprint (8 bytes, little-endian) || body``."""
        return self._single_object + self.encode(datum)

    def is_named_by(self, encoded: bytes) -> bool:
        """Whether a single object names this schema."""
        return encoded[:SINGLE_OBJECT] == self._single_object

    def decode_single(self, encoded: bytes) -> Datum:
        """The datum of a single object of exactly this schema; raises Malformed."""
        if not self.is_named_by(encoded):
            raise Malformed("not an Avro single object of the schema that is due")
        return self.decode(encoded[SINGLE_OBJECT:])


def _int_check(schema: Any) -> _Check | None:
    """A check that every ``int`` fits 32 bits, which fastavro leaves to others; None where there is none."""
    if schema == "int":
        return _require_int
    if isinstance(schema, list):
        return _union_check(schema)
    if not isinstance(schema, dict):
        return None
    if schema["type"] == "array":
        item = _int_check(schema["items"])
        return item and _each(item)
    if schema["type"] == "record":
        checks = [(field["name"], check) for field in schema["fields"] if (check := _int_check(field["type"]))]
        return _fields(checks) if checks else None
    return _int_check(schema["type"])


def _require_int(value: Datum) -> None:
    if not _INT_MIN <= value <= _INT_MAX:
        raise Malformed("int out of range")


def _union_check(branches: list[Any]) -> _Check | None:
    records = [branch for branch in branches if branch != "null"]
    checks = {
        NAMESPACE + branch["name"]: check
        for branch in records
        if isinstance(branch, dict) and "name" in branch and (check := _int_check(branch))
    }
    if len(records) == 1:
        check = _int_check(records[0])
        return check and (lambda datum: None if datum is None else check(datum))

    def pair(datum: Datum) -> None:
        if (known := checks.get(datum[0])) is not None:
            known(datum[1])

    return pair if checks else None


def _each(check: _Check) -> _Check:
    def items(datum: Datum) -> None:
        for item in datum:
            check(item)

    return items


def _fields(checks: list[tuple[str, _Check]]) -> _Check:
    def record(datum: Datum) -> None:
        for name, check in checks:
            check(datum[name])

    return record


_SCHEMAS = _Schemas(schema_directory())

ENVELOPE = AvroBody(_SCHEMAS.whole("SignedEnvelope"))
GENESIS = AvroBody(_SCHEMAS.whole("Genesis"))
GENESIS_V2 = AvroBody(_SCHEMAS.whole("GenesisV2"))
"""The genesis that names the version of its rules: 2 or a later one."""
REQUEST = AvroBody(_SCHEMAS.whole("Request"))
CONTROL = AvroBody(_SCHEMAS.whole("Control"))
RESPONSE = AvroBody(_SCHEMAS.whole("Response"))
BATCH_HEADER = AvroBody(_SCHEMAS.whole("ResponseBatchHeader"))
RESPONSE_LOG_ENTRY = AvroBody(_SCHEMAS.whole("ResponseLogEntry"))
ISOLATION_DECISION = AvroBody(_SCHEMAS.whole("IsolationDecision"))
ORDER_ENTRY = AvroBody(_SCHEMAS.whole("OrderEntry"))
CHECKPOINT = AvroBody(_SCHEMAS.whole("Checkpoint"))
SNAPSHOT_CHUNK = AvroBody(_SCHEMAS.whole("SnapshotChunk"))
ACTION = AvroBody(next(f["type"] for f in _SCHEMAS.whole("Mandate")["fields"] if f["name"] == "action"))
"""The union of what ROOT can have done: its canonical body is what a mandate's signatures cover."""
