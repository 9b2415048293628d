"""The collection: a SQLite store, which is the record, and the index derived from it."""
