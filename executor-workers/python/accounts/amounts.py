"""Amounts as whole numbers of 10^-8, and their decimal texts."""

import re

_AMOUNT = re.compile(r"(-?)([0-9]{1,18})(?:\.([0-9]{1,8}))?")
_DECIMALS = 8
_ONE = 10**_DECIMALS
_BOUND = 10**26


def parse(text: str) -> int | None:
    """At most 18 digits before and 8 after the point, no exponent, no leading plus; None for anything else."""
    match = _AMOUNT.fullmatch(text)
    if match is None:
        return None
    sign, whole, fraction = match.groups()
    units = int(whole + (fraction or "").ljust(_DECIMALS, "0"))
    return -units if sign else units


def show(units: int) -> str:
    """The shortest form, such as ``0`` or ``-12.5``."""
    whole, fraction = divmod(abs(units), _ONE)
    text = f"{whole}.{fraction:08d}".rstrip("0").rstrip(".") if fraction else str(whole)
    return "-" + text if units < 0 else text


def in_range(units: int) -> bool:
    """Whether an amount can say it."""
    return abs(units) < _BOUND
