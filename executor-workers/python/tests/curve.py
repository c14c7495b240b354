"""Ed25519's curve as RFC 8032 writes it down: slow, and independent of the library that decides for the executor."""

_P = (1 << 255) - 19
_L = (1 << 252) + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_D2 = 2 * _D % _P
_SQRT_MINUS_1 = pow(2, (_P - 1) // 4, _P)
_IDENTITY = (0, 1, 1, 0)

_Point = tuple[int, int, int, int]
"""Extended coordinates X, Y, Z, T with x = X/Z, y = Y/Z, xy = T/Z (RFC 8032 section 5.1.4)."""


def is_valid_public_key(raw: bytes) -> bool:
    """Whether the 32 bytes are canonical, a point on the curve, in the prime-order subgroup, and not the identity."""
    point = _decompressed(raw) if len(raw) == 32 else None
    return point is not None and not _is_identity(point) and _is_identity(_multiplied(point, _L))


def _decompressed(raw: bytes) -> _Point | None:
    bits = int.from_bytes(raw, "little")
    y, sign = bits & ((1 << 255) - 1), bits >> 255
    if y >= _P:
        return None
    x = _x_of(y)
    if x is None or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


def _x_of(y: int) -> int | None:
    """A square root of (y^2 - 1) / (d y^2 + 1), or None (RFC 8032 section 5.1.3)."""
    u, v = (y * y - 1) % _P, (_D * y * y + 1) % _P
    x = u * pow(v, 3, _P) * pow(u * pow(v, 7, _P), (_P - 5) // 8, _P) % _P
    if v * x * x % _P == u:
        return x
    x = x * _SQRT_MINUS_1 % _P
    return x if v * x * x % _P == u else None


def _is_identity(point: _Point) -> bool:
    x, y, z, _ = point
    return x % _P == 0 and (y - z) % _P == 0


def _multiplied(point: _Point, scalar: int) -> _Point:
    product = _IDENTITY
    for bit in bin(scalar)[2:]:
        product = _doubled(product)
        if bit == "1":
            product = _added(product, point)
    return product


def _added(p: _Point, q: _Point) -> _Point:
    a = (p[1] - p[0]) * (q[1] - q[0]) % _P
    b = (p[1] + p[0]) * (q[1] + q[0]) % _P
    c = p[3] * _D2 * q[3] % _P
    d = 2 * p[2] * q[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _doubled(p: _Point) -> _Point:
    a, b = p[0] * p[0] % _P, p[1] * p[1] % _P
    h = a + b
    e = h - (p[0] + p[1]) ** 2
    g = a - b
    f = 2 * p[2] * p[2] + g
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def compressed(point: _Point) -> bytes:
    """The 32 bytes of a point."""
    inverse = pow(point[2], -1, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def with_torsion(raw: bytes) -> list[bytes]:
    """The seven other points that differ from it by one of small order."""
    point, torsion = _decompressed(raw), _generator_of_order_8()
    assert point is not None
    points = []
    for _ in range(7):
        point = _added(point, torsion)
        points.append(compressed(point))
    return points


def small_order() -> list[bytes]:
    """The eight points whose order divides 8, in their canonical form."""
    point, torsion = _IDENTITY, _generator_of_order_8()
    points = []
    for _ in range(8):
        points.append(compressed(point))
        point = _added(point, torsion)
    return points


def _generator_of_order_8() -> _Point:
    for y in range(2, 1_000):
        point = _decompressed(y.to_bytes(32, "little"))
        if point is not None:
            torsion = _multiplied(point, _L)
            if not _is_identity(_doubled(_doubled(torsion))):
                return torsion
    raise AssertionError("every second point or so has such a part")
