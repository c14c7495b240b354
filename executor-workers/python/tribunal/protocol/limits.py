"""Bounds of protocol version 1 that no policy can move (PROTOCOL 3, 4, 7)."""

MAX_ENTRY = 1 << 20
"""Bytes of one business-log value."""

MAX_ORDER_ENTRY = MAX_ENTRY - (64 << 10)
"""Bytes of one isolation-endorsements value."""

MAX_JSON_BODY = 64 << 10
"""Bytes of one JSON request body."""

MAX_JSON_DEPTH = 32

MAX_RESPONSES = 256
"""Responses in one signed batch."""

MAX_RESPONSE_BYTES = 512 << 10
"""Bytes of all responses of one batch together."""

MAX_ANSWER = MAX_RESPONSE_BYTES - (64 << 10)
"""Bytes of content type, output and writes of one answer together."""

MAX_SEQUENCE_JUMP = 1 << 32
REPLAY_WINDOW = 1024

MAX_CHECKPOINT = 1024
"""Bytes of one checkpoints value."""

MAX_CHUNK_CONTENT = 256 << 10
MAX_CHUNK_VALUE = MAX_CHUNK_CONTENT + 1024
MAX_CHUNKS = 4096
