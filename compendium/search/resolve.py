"""What a reference as people write it names in this collection: a document, a paragraph, a point.

`CTOC/COP/WG.4/2019/3, para. 25`, `2019/3 para 25`, `2018/3 7 (l)`, `a/res/71/167`, or the name of a source file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compendium.corpus.citations import covers
from compendium.corpus.references import Reference, house_style, parse_reference
from compendium.corpus.symbols import Symbol
from compendium.errors import NotAReferenceError
from compendium.indexer.lookups import Lookups
from compendium.indexer.records import folded_name
from compendium.indexer.rows import CitationRow, DocumentRow, ParagraphRow
from compendium.search.cite import labels
from compendium.search.terminal import typed
from compendium.search.works import Works

__all__ = ["Place", "citations_of", "citations_to", "paragraphs_at", "pinpoints_within", "resolve"]

UNNUMBERED = re.compile(r"\W*\bunnumbered\s+para(?:graph|\.)?\s+(\d{1,6})\W*$", re.IGNORECASE)
"""How we cite a paragraph that the document does not number."""
NUMBERED = re.compile(r"(?:(?P<scope>.+), para\. )?(?P<number>\d[\w.]*(?: (?:bis|ter|quater))?)(?P<point>(?:\(\w+\))*)")


@dataclass(frozen=True, slots=True)
class Place:
    """What a reference names."""

    target: str
    """Canonical target, the name of a source, or a shortened form that nothing held or cited ends with."""
    pinpoints: tuple[str, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    """What is held of it."""
    candidates: tuple[str, ...] = ()
    """What a shortened reference may stand for, where that is more than one."""
    ordinal: int | None = None
    """Of a paragraph that the document does not number."""
    titles: frozenset[str] = frozenset()
    """The titles, folded, under which a publication is cited."""

    @property
    def citation(self) -> str:
        """It in house style."""
        where = house_style(*self.pinpoints) if self.ordinal is None else f"unnumbered paragraph {self.ordinal}"
        return ", ".join(part for part in (_in_words(self.target), where) if part)


def _in_words(target: str) -> str:
    """A target as people write it: the form that stands for a resolution without its year is none."""
    council = re.fullmatch(r"S/RES/(\d+)\(\*", target)
    return f"Security Council resolution {council[1]}" if council else target


def resolve(store: Lookups, text: str) -> Place:
    """What a reference names; nothing is held of it where `documents` is empty.

    Raises:
        NotAReferenceError: it cannot be read as a reference.
    """
    bare = " ".join(typed(text).split())
    unnumbered = UNNUMBERED.search(bare)
    ordinal = int(unnumbered[1]) if unnumbered else None
    bare = bare[: unnumbered.start()] if unnumbered else bare
    named = _from_source(store, bare, ordinal)
    if named is not None:
        return named
    reference = parse_reference(bare)
    if reference is None or not reference.target:
        work = _titled(store, bare)
        if work is not None:
            return work
        raise NotAReferenceError(
            f"“{text[:80]}” cannot be read as a reference to a document or a paragraph",
            hint='Write it as "CTOC/COP/WG.4/2019/3, para. 25", as "2019/3 para 25", or as a file name.',
        )
    place = _among_known(store, reference, ordinal)
    return replace(place, titles=_titles_of(store, place.target)) if reference.number else place


def paragraphs_at(store: Lookups, place: Place) -> list[tuple[ParagraphRow, str]]:
    """The paragraphs held at a place, each with the point that is named in it (`d(ii)`), if one is."""
    found: list[tuple[ParagraphRow, str]] = []
    for document in place.documents:
        if place.ordinal is not None:
            found += [(row, "") for row in store.paragraphs_between(document.id, place.ordinal, place.ordinal)]
        for pinpoint in place.pinpoints:
            match = NUMBERED.fullmatch(pinpoint)
            if match is None:
                continue
            rows = store.paragraphs_numbered(document.id, match["number"])
            scoped = [
                row for row in rows if (row.paragraph.scope or "").casefold() == (match["scope"] or "").casefold()
            ]
            point = "".join(f"({label})" for label in labels(match["point"]))
            found += [(row, point) for row in (scoped or ([] if match["scope"] else rows))]
    return found


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


def _from_source(store: Lookups, text: str, ordinal: int | None) -> Place | None:
    """The place in a document that is named by its file."""
    folded = text.casefold()
    rows = [row for row in store.documents() if folded.startswith(row.source.casefold())]
    if not rows:
        return None
    longest = max(len(row.source) for row in rows)
    rows = [row for row in rows if len(row.source) == longest]
    rest = text[longest:].strip(" ,;:")
    reference = parse_reference(rest if not rest[:1].isdigit() else f"para. {rest}") if rest else None
    if rest and (reference is None or reference.target):
        return None
    target = rows[0].symbol or rows[0].source
    return Place(target, _pinpoints(reference) if reference else (), tuple(rows), ordinal=ordinal)


def _titled(store: Lookups, text: str) -> Place | None:
    """The publication that is cited under this title, or under one that begins so."""
    works = Works(row.citation for row in store.citations()).titled(text)
    if len(works) > 1:
        return Place(text, candidates=tuple(sorted(work.name for work in works)))
    return Place(works[0].name, titles=works[0].titles) if works else None


def _titles_of(store: Lookups, target: str) -> frozenset[str]:
    """The titles, folded, under which what bears this number is cited."""
    rows = store.citations()
    works = Works(row.citation for row in rows)
    return next((works.of(row.citation).titles for row in rows if row.citation.target == target), frozenset())


def _among_known(store: Lookups, reference: Reference, ordinal: int | None) -> Place:
    """The place among what is held, or else among what is cited."""
    pinpoints = _pinpoints(reference)
    held = {row.symbol for row in store.documents() if row.symbol}
    cited = {target for target, _ in store.cited_targets()}
    for known in (held, cited):
        like = sorted(target for target in known if reference.means(target))
        if reference.target in like:
            like = [reference.target]
        if len(like) == 1:
            documents = store.documents_with_symbol(like[0])
            return Place(like[0], pinpoints, tuple(documents), ordinal=ordinal)
        if like:
            candidates = sorted(like, key=lambda target: Symbol(target).key)
            return Place(reference.target, pinpoints, candidates=tuple(candidates), ordinal=ordinal)
    return Place(reference.target, pinpoints, ordinal=ordinal)


def _pinpoints(reference: Reference) -> tuple[str, ...]:
    return tuple(pinpoint for pinpoint in (reference.pinpoint, *reference.more) if pinpoint)
