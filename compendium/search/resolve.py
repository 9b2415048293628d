"""What a reference as people write it names in this collection: a document, a paragraph, a point.

`CTOC/COP/WG.4/2019/3, para. 25`, `2019/3 para 25`, `2018/3 7 (l)`, `a/res/71/167`, or the name of a source file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from compendium.corpus.citations import covers
from compendium.corpus.reference import Reference
from compendium.corpus.references import parse_reference
from compendium.corpus.symbols import Symbol
from compendium.corpus.typed import as_printed
from compendium.errors import NotAReferenceError
from compendium.indexer.annotations import CitationRow
from compendium.indexer.lookups import Lookups
from compendium.indexer.records import folded_name
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.cite import labels
from compendium.search.cited import from_citations, pinpoints_in, plain_pinpoints
from compendium.search.naming import nearly, parts_of
from compendium.search.place import Place
from compendium.search.sections import below, scope_key, sections_named
from compendium.search.terminal import typed
from compendium.search.works import Works

__all__ = ["NOTE", "NUMBERED", "Place", "citations_of", "citations_to", "paragraphs_at", "pinpoints_within", "resolve"]

UNNUMBERED = re.compile(
    r"[\s,;:]*\bunnumbered\s+para(?:graph|\.)?\s+(?P<ordinal>\d{1,6})(?P<point>(?:\s?\(\w{1,5}\))*)\W*$", re.IGNORECASE
)
"""How we cite a paragraph that the document does not number, and a point of it."""
FOOTNOTE = re.compile(r"[\s,;:]*\b(?:footnote|note|fn\.?)\s?(?P<label>[^\s,;()]{1,6})$", re.IGNORECASE)
"""How we cite a footnote, at the end of the place that bears its mark or of the document."""
NOTE = re.compile(r"(?:(?P<base>.+?), )?footnote (?P<label>\S+)")
"""A footnote as a pinpoint has it, below the paragraph that bears its mark or by itself."""
NUMBERED = re.compile(r"(?:(?P<scope>.+), para\. )?(?P<number>\d[\w.]*(?: (?:bis|ter|quater))?)(?P<point>(?:\(\w+\))*)")


def resolve(store: Lookups, text: str) -> Place:
    """What a reference names; nothing is held of it where `documents` is empty.

    Raises:
        NotAReferenceError: it cannot be read as a reference.
    """
    bare, ordinal, point, note = _taken_apart(" ".join(as_printed(typed(text)).split()))
    place = _from_name(store, bare, whole=ordinal is None) or _from_reference(store, bare)
    if place is None:
        raise NotAReferenceError(
            f"“{text[:80]}” cannot be read as a reference to a document or a paragraph",
            hint='Write it as "CTOC/COP/WG.4/2019/3, para. 25", as "2019/3 para 25", or as a file name.',
        )
    if note:
        place = replace(place, pinpoints=tuple(f"{pin}, {note}" for pin in place.pinpoints) or (note,))
    return replace(place, ordinal=ordinal, point=point)


def _taken_apart(text: str) -> tuple[str, int | None, str, str]:
    """A reference without what only we write at its end: an unnumbered paragraph, its point, a footnote."""
    noted = FOOTNOTE.search(text)
    bare = text[: noted.start()] if noted else text
    unnumbered = UNNUMBERED.search(bare)
    note = f"footnote {noted['label']}" if noted else ""
    if not unnumbered:
        return bare, None, "", note
    point = "".join(unnumbered["point"].split())
    return bare[: unnumbered.start()], int(unnumbered["ordinal"]), point, note


def _from_reference(store: Lookups, text: str) -> Place | None:
    """The place that a reference in one of the usual forms names; None where it is none."""
    reference = parse_reference(text)
    if reference is None or not reference.target:
        return _in_scope(store, text) or from_citations(store, text)
    place = _among_known(store, reference)
    if reference.place and not any(_has_section(store, place.documents, pin) for pin in place.pinpoints):
        scoped = _in_scope(store, text)  # `64/293 annex 29`, which has no 29 annexes
        if scoped is not None and paragraphs_at(store, scoped):
            return scoped
    return replace(place, titles=_titles_of(store, place.target)) if reference.number else place


def _in_scope(store: Lookups, text: str) -> Place | None:
    """The place in a scope of its own of a document that is held: `2015/10/Add.1, Decision 1/CP.21, para. 70`."""
    for between in re.finditer(r"[\s,;:]+(?=[^\W\d])|, ", text):
        document = parse_reference(text[: between.start()])
        if document is None or not document.target or document.pinpoint:
            continue
        place = _among_known(store, document)
        pinpoints = _pinpoints_within(store, place.documents, text[between.end() :]) if place.documents else None
        if pinpoints:
            return replace(place, pinpoints=pinpoints)
    return None


def _has_section(store: Lookups, documents: Sequence[DocumentRow], pinpoint: str) -> bool:
    return any(sections_named(store.sections_of(document.id), pinpoint) for document in documents)


def paragraphs_at(store: Lookups, place: Place) -> list[tuple[ParagraphRow, str]]:
    """The paragraphs held at a place, each with the point that is named in it (`d(ii)`), if one is."""
    found: list[tuple[ParagraphRow, str]] = []
    for document in place.documents:
        if place.ordinal is not None:
            if any(map(NOTE.fullmatch, place.pinpoints)):
                continue  # not the paragraph is meant, but a footnote of it
            rows = store.paragraphs_between(document.id, place.ordinal, place.ordinal)
            found += [(row, place.point) for row in rows]
            continue
        for pinpoint in place.pinpoints:
            match = NUMBERED.fullmatch(pinpoint)
            if match is None:
                continue
            rows = store.paragraphs_numbered(document.id, match["number"])
            wanted = scope_key(match["scope"])
            scoped = [row for row in rows if scope_key(row.paragraph.scope) == wanted]
            if not scoped and match["scope"]:
                scoped = _in_sections(store, document, match["scope"], rows)
            point = "".join(f"({label})" for label in labels(match["point"]))
            found += [(row, point) for row in (scoped or ([] if match["scope"] else rows))]
    return found


def _in_sections(store: Lookups, document: DocumentRow, name: str, rows: Sequence[ParagraphRow]) -> list[ParagraphRow]:
    """Those of the paragraphs that stand in the sections of this name."""
    sections = store.sections_of(document.id)
    orders = {part.order for found in sections_named(sections, name) for part in below(sections, found)}
    return [row for row in rows if row.paragraph.section in orders]


def citations_of(store: Lookups, place: Place) -> list[CitationRow]:
    """The citations of a place, of points in it, or of the whole document where no place in it is named."""
    rows = citations_to(store, place)
    if not place.pinpoints:
        return rows
    return [
        row for row in rows if any(covers(wanted, pin) for wanted in place.pinpoints for pin in row.citation.pinpoints)
    ]


def citations_to(store: Lookups, place: Place) -> list[CitationRow]:
    """The citations of the document, treaty or publication that a place lies in."""
    if not place.titles:
        return store.citations_to(place.target)
    return [
        row
        for row in store.citations()
        if row.citation.target == place.target or folded_name(row.citation.title) in place.titles
    ]


def pinpoints_within(store: Lookups, place: Place) -> list[str]:
    """The cited pinpoints that are a place or lie in it."""
    found = {pin for row in citations_to(store, place) for pin in row.citation.pinpoints}
    return sorted(pin for pin in found if any(covers(wanted, pin) for wanted in place.pinpoints))


def _from_name(store: Lookups, text: str, *, whole: bool) -> Place | None:
    """The place in a document that is named by its file, a part of its file's name, or its whole symbol.

    Args:
        store: The collection.
        text: What was typed.
        whole: Whether all that follows the name must be a place.
    """
    documents = store.documents()
    names = [(row, " ".join(name.split())) for row in documents for name in (row.source, row.symbol) if name]
    folded = text.casefold()
    found = [(row, name) for row, name in names if _starts(folded, name.casefold())]
    if not found:
        found = _by_part(documents, text)
    if not found:
        return None
    longest = max(len(name) for _, name in found)
    rows = [row for row, name in found if len(name) == longest]
    rest = text[longest:].strip(" ,;:")
    pinpoints = _pinpoints_within(store, rows, rest)
    if pinpoints is None and whole:
        return None
    return Place(rows[0].symbol or rows[0].source, pinpoints or (), tuple(rows))


def _starts(text: str, name: str) -> bool:
    """Whether a text starts with a name, which ends there."""
    return text.startswith(name) and not re.match(r"[\w/(.-]*\w|\*", text[len(name) :].removeprefix(": "))


def _by_part(documents: Sequence[DocumentRow], text: str) -> list[tuple[DocumentRow, str]]:
    """The document whose file's name alone has the first word of a text as a part: `004` of `004_4a18.txt`."""
    head = re.match(r"[\w.-]{3,}(?=$|[\s,;:])", text)
    if head is None or not re.search(r"\d|[._-]", head.group()):
        return []
    part = re.compile(rf"(?<![^\W_]){re.escape(head.group())}(?![^\W_])", re.IGNORECASE)
    rows = [row for row in documents if part.search(row.source)]
    return [(rows[0], head.group())] if len(rows) == 1 else []


def _pinpoints_within(store: Lookups, rows: Sequence[DocumentRow], rest: str) -> tuple[str, ...] | None:
    """The places in documents that a text names, in canonical form; None where it cannot be read as places."""
    if not rest:
        return ()
    folded = rest.casefold()
    scopes = {scope for row in rows for scope in store.scopes_of(row.id)}
    for scope in sorted(scopes, key=len, reverse=True):
        inner = rest[len(scope) :].strip(" ,;:")
        if not _starts(folded, scope.casefold()):
            continue
        pinpoints = plain_pinpoints(inner) if inner else ()
        if pinpoints is not None and all(pin[:1].isdigit() for pin in pinpoints):
            return tuple(f"{scope}, para. {pin}" for pin in pinpoints) or (scope,)
    return plain_pinpoints(rest)


def _titles_of(store: Lookups, target: str) -> frozenset[str]:
    """The titles, folded, under which what bears this number is cited."""
    rows = store.citations()
    works = Works(row.citation for row in rows)
    return next((works.of(row.citation).titles for row in rows if row.citation.target == target), frozenset())


def _among_known(store: Lookups, reference: Reference) -> Place:
    """The place among what is held, or else among what is cited."""
    pinpoints = pinpoints_in(reference)
    held = {row.symbol for row in store.documents() if row.symbol}
    cited = {target for target, _ in store.cited_targets()}
    for known in (held, cited):
        like = sorted(target for target in known if reference.means(target))
        if reference.target in like:
            like = [reference.target]
        if len(like) > 1 and pinpoints:
            like = _with_place(store, like, pinpoints) or like
        if len(like) == 1:
            documents = store.documents_with_symbol(like[0])
            near = () if documents else tuple(parts_of(like[0], held))
            undated = reference.target if reference.target == Symbol(like[0]).undated != like[0] else ""
            return Place(like[0], pinpoints, tuple(documents), near=near, undated=undated)
        if like:
            candidates = sorted(like, key=lambda target: Symbol(target).key)
            return Place(reference.target, pinpoints, candidates=tuple(candidates))
    meant = parts_of(reference.target, held) or nearly(reference.target, held | cited)
    return Place(reference.target, pinpoints, near=tuple(meant))


def _with_place(store: Lookups, targets: Sequence[str], pinpoints: tuple[str, ...]) -> list[str]:
    """Those of several targets of which the place is held or cited."""
    places = [Place(target, pinpoints, tuple(store.documents_with_symbol(target))) for target in targets]
    return [place.target for place in places if paragraphs_at(store, place) or citations_of(store, place)]
