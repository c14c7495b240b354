"""Where an executor begins instead of at the first record, and how it asks to be heard again (PROTOCOL 7, 8)."""
