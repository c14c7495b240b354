"""How an executor starts from a verified snapshot, and how it rejoins after an isolation (PROTOCOL 7, 8)."""
