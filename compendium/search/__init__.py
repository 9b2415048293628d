"""Questions and answers: query language, ranking, snippets, facets, printers."""
