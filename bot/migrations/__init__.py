"""The one history of the database, for the library's tables and the outbox's."""
