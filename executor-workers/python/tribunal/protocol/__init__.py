"""What the protocol fixes, as functions of bytes: no clock, no network, no randomness."""
