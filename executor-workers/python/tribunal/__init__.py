"""Tribunal's executor protocol in Python: write a service as one function, and let this package do the rest."""

from tribunal.execution.service import OK, REFUSED, Answer, Service, StateView, Write, ok, refused
from tribunal.protocol.entries import Request

__version__ = "0.1.0"

__all__ = ["OK", "REFUSED", "Answer", "Request", "Service", "StateView", "Write", "ok", "refused"]
