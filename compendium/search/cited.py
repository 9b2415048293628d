"""References by what citations call a thing: a title, a number that is no symbol, or the words of a whole footnote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from compendium.corpus.annotations import CitationKind
from compendium.corpus.reference import Reference
from compendium.corpus.references import parse_reference
from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow
from compendium.search.cite import document_name
from compendium.search.place import Place
from compendium.search.sections import scope_key
from compendium.search.works import Works

__all__ = ["from_citations", "pinpoints_in", "plain_pinpoints", "report_of"]

_UNREAD = re.compile(r"\d|\b(?:para|art|annex|append|chap|sect|part|princip|guidel|rule|foot|pp?\.|vol)", re.IGNORECASE)
"""What a reference must not lose when only a part of it is understood: it may name a place, or another document."""
MOST_COMMAS = 40
"""Commas in the list of places behind a name."""
_IMPRINT = re.compile(r"\s*\((?:[^()]*\W)?(?:19|20)\d\d\)$")
"""Where and when a publication came out: `(Vienna, 2018)`."""
_QUOTES = "“”‘’\"'«» "


def from_citations(store: Lookups, text: str) -> Place | None:
    """What is cited under the name that a text begins with, or what a text cites; None where it is neither."""
    works = Works(row.citation for row in store.citations())
    place = _by_name(works, text) or _as_cited(works, text)
    if place is None or place.candidates:
        return place
    report = report_of(store, place.target)
    near = (f"{document_name(report[0])}, {report[1]}",) if report else ()
    return replace(place, documents=tuple(store.documents_with_symbol(place.target)), near=near)


def _by_name(works: Works, text: str) -> Place | None:
    """A work by its name or the beginning of it, and the place in it that is named behind."""
    for head, rest in _parted(text):
        pinpoints = plain_pinpoints(rest) if rest else ()
        found = works.named(head) if pinpoints is not None else []
        if len(found) > 1:
            return Place(head, pinpoints or (), candidates=tuple(sorted(work.name for work in found)))
        if found:
            return Place(found[0].name, pinpoints or (), titles=found[0].titles)
    return None


def _parted(text: str) -> Iterator[tuple[str, str]]:
    """A text as a name alone, and as a name with something behind it, the longest name first."""
    commas = [match.start() for match in re.finditer(r"\s*,\s", text)]
    for at in reversed([*commas[-MOST_COMMAS:], len(text)]):
        head, rest = text[:at].strip(), text[at:].strip(", ")
        yield head.strip(_QUOTES), rest
        if head != (title := _IMPRINT.sub("", head)):
            yield title.strip(_QUOTES), rest


def _as_cited(works: Works, text: str) -> Place | None:
    """The one work that a text would cite if it stood in a paper, with no word beside it that may name something."""
    from compendium.corpus.citations import find_in_text
    from compendium.corpus.citations.context import Context

    found = find_in_text(text, Context(titles=works.titles()))
    named = {works.of(citation) for citation in found}
    rest = text
    for citation in reversed(found):
        rest = rest[: citation.start] + rest[citation.end :]
    if len(named) != 1 or _UNREAD.search(rest):
        return None
    (work,) = named
    pinpoints = dict.fromkeys(pinpoint for citation in found for pinpoint in citation.pinpoints)
    return Place(work.name, tuple(pinpoints), titles=work.titles)


def plain_pinpoints(text: str) -> tuple[str, ...] | None:
    """The places that a text names, a figure alone being a paragraph's; None where it names none."""
    reference = parse_reference(f"para. {text}" if text[:1].isdigit() else text)
    return None if reference is None or reference.target else pinpoints_in(reference)


def pinpoints_in(reference: Reference) -> tuple[str, ...]:
    """All pinpoints of a reference."""
    return tuple(pinpoint for pinpoint in (reference.pinpoint, *reference.more) if pinpoint)


def report_of(store: Lookups, number: str) -> tuple[DocumentRow, str] | None:
    """The report that holds a decision or resolution, and the scope of its paragraphs there: `Decision 1/CP.21`."""
    names = {scope_key(f"{kind.value} {number}") for kind in (CitationKind.DECISION, CitationKind.RESOLUTION)}
    for document in store.documents():
        for scope in store.scopes_of(document.id):
            if scope_key(scope) in names:
                return document, scope
    return None
