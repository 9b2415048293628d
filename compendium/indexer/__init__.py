"""The collection: a SQLite store, which is the record, and the index derived from it.

`collection.Collection` is the one way in: its `store` (`lookups.Lookups` has every read: documents, paragraphs,
footnotes, citations, recommendations, topics, vocabulary) and its `engine` (`tree.Engine`, asked with nodes of `tree`).
Files come in by `sources.find_sources` and `ingest.ingest`; which words a text holds is said by `analysis`.
"""
