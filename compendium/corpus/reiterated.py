"""The years in which a recommendation was said again, as a document says behind its citation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from compendium.corpus.document import Citation, Cited

__all__ = ["Again", "reiterated"]

_VERBS = r"(?:reiterated|repeated|reaffirmed|recalled|restated|renewed|confirmed)"
_AGAIN = re.compile(
    r"[\s,;(]*(?:and\s+)?(?:(?:was|were|has been|as)\s+)?(?:later\s+|further\s+|again\s+)*"
    rf"{_VERBS}"
    r"(?:\s+by\s+the\s+[\w\s]{3,60}?)?(?:\s+again)?\s+(?:in|at\s+its\s+meetings?\s+(?:in|of))\s+"
    r"(?P<years>(?:19|20)\d\d(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)(?:19|20)\d\d)*)",
    re.IGNORECASE,
)
"""What says, behind a citation, when it was said again: `, reiterated by the Working Group in 2010 and 2013`."""
_MAY_SAY = re.compile(rf"\b{_VERBS}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Again:
    """A year in which something was said again, and the citation of the text that says so."""

    year: int
    basis: str


def reiterated(cites: Sequence[Cited], texts: Iterable[tuple[str, str]]) -> tuple[Again, ...]:
    """The years in which what rests on these places was said again, each once, ascending.

    Args:
        cites: the places.
        texts: each with its citation.
    """
    found = {year: Again(year, basis) for basis, text in reversed(list(texts)) for year in _years(cites, text)}
    return tuple(found[year] for year in sorted(found))


def _years(cites: Sequence[Cited], text: str) -> Iterator[int]:
    if not cites or not _MAY_SAY.search(text):
        return  # most texts do not, and finding citations takes long
    from compendium.corpus.citations import find_in_text

    for citation in find_in_text(text):
        again = _AGAIN.match(text, citation.end)
        if again is not None and any(_may_be(cited, citation) for cited in cites):
            yield from map(int, re.findall(r"\d{4}", again["years"]))


def _may_be(cited: Cited, citation: Citation) -> bool:
    """Whether a citation is of a place, as far as both name one."""
    wanted, pinpoints = set(cited.pinpoints), set(citation.pinpoints)
    return cited.target == citation.target and not (wanted and pinpoints and wanted.isdisjoint(pinpoints))
