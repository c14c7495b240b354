"""The reference service: accounts in ledgers (PROTOCOL 12)."""

from accounts.service import execute

__all__ = ["execute"]
