"""What a brief says: prior recommendations by meeting, chains, the papers' best paragraphs, sources, documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from compendium.corpus.habits import ordinal_name
from compendium.corpus.occasions import Occasion
from compendium.corpus.recalled import refers_back
from compendium.corpus.reference import house_style
from compendium.search.answer import Found, Request, Searchable, search
from compendium.search.brief.parts import Heading, Paragraph, Part, Run, body, redlined, run, shown
from compendium.search.brief.sources import Material, documents, most_cited
from compendium.search.chains import Chain, chains
from compendium.search.cite import cite, document_name
from compendium.search.filters import Filters
from compendium.search.hits import Hit
from compendium.search.ledger import Entry, Ledger, ledger
from compendium.search.printers.chains import link_line
from compendium.search.printers.page import counted, listed
from compendium.search.redline import redline
from compendium.search.reference import as_quotation
from compendium.search.terminal import visible

__all__ = ["Asked", "Brief", "brief_on"]

PARAGRAPHS = 20
"""Paragraphs of the papers that a brief shows unless more are asked for."""
SUBTITLE = "Brief on prior recommendations and background papers"
"""What every brief calls itself, by which an earlier one is known."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a brief is asked for."""

    query: str
    filters: Filters
    limit: int = PARAGRAPHS
    known: str = ""
    """The text of an earlier brief: what it does not cite is marked as new."""
    exact: bool = False
    """Whether only the words typed are searched."""


@dataclass(frozen=True, slots=True)
class Brief:
    """A brief, ready to be written."""

    title: str
    subtitle: str
    as_of: date | None
    """Date of the newest document held: the same collection gives the same brief."""
    parts: tuple[Part, ...]
    recommendations: int
    paragraphs: int
    new: int
    """How many of both an earlier brief did not have."""


def brief_on(collection: Searchable, asked: Asked) -> Brief:
    """The brief on a subject.

    Raises:
        QueryError: the query cannot be understood, or there is neither a query nor a filter.
    """
    return _Writer(collection, asked).brief()


class _Writer:
    def __init__(self, collection: Searchable, asked: Asked) -> None:
        self.asked = asked
        self.documents = collection.store.documents()
        self.found: Found = search(
            collection, Request(asked.query, asked.filters, limit=asked.limit, exact=asked.exact)
        )
        self.ledger: Ledger = ledger(collection, asked.query, asked.filters, exact=asked.exact)
        self.material = Material(collection.store, self.documents, self.found, self.ledger)
        everything = Filters(recommendations=True)
        among = self.ledger.entries and ledger(collection, "", everything).entries
        self.chains: list[Chain] = chains(collection, self.ledger.entries, among)
        self.new: list[str] = []

    def brief(self) -> Brief:
        """All of it."""
        filters = self.asked.filters
        subject = self.asked.query or ", ".join((*filters.topics, *filters.documents)) or "everything held"
        parts = [
            *self._recommendations(),
            *self._chains(),
            *self._papers(),
            *most_cited(self.material),
            *documents(self.material, filters.topics),
        ]
        front = [*self._searched(), *self._novelties()]
        return Brief(
            visible(subject[:1].upper() + subject[1:]),
            SUBTITLE,
            self._as_of(),
            tuple(shown(part) for part in (*front, *parts)),
            len(self.ledger.entries),
            len(self.found.hits),
            len(self.new),
        )

    def _as_of(self) -> date | None:
        dates = [row.date for row in self.documents if re.fullmatch(r"\d{4}-\d\d-\d\d", row.date)]
        return date.fromisoformat(max(dates)) if dates else None

    # What was searched

    def _searched(self) -> Iterator[Part]:
        filters = self.asked.filters
        yield Heading(1, "What was searched")
        asked = [f"“{self.asked.query}”"] if self.asked.query else []
        asked += [f"topic: {name}" for name in filters.topics] + [f"document: {name}" for name in filters.documents]
        if filters.years:
            asked.append(f"years {filters.years.low or ''} to {filters.years.high or 'the present'}".replace("  ", " "))
        if filters.meetings:
            asked.append(f"meetings {filters.meetings.low or 1} to {filters.meetings.high or 'the last'}")
        paragraphs = sum(row.paragraphs for row in self.documents)
        yield body(
            f"{counted(len(self.documents), 'document')} with {counted(paragraphs, 'paragraph')} were searched for "
            f"{'; '.join(asked) or 'all that is held'}. Quotations are verbatim; each bears its source."
        )
        count = len(self.ledger.entries)
        recommended = counted(count, "recommendation") if count else "no recommendation"
        found = f"{recommended} and {counted(self.found.total, 'paragraph')}"
        shown = len(self.found.hits)
        best = f", of which the best {shown} are shown" if self.found.total > shown else ""
        yield body(f"Found: {found}{best}.")
        held = self.material.held
        missing = sorted({c.target for entry in self.ledger.entries for c in entry.cites if c.target not in held})
        if missing:
            yield body(
                run("Not held: ", "bold"),
                "; ".join(missing) + ". Their recommendations are given as the documents held recall them, and what "
                "they say besides is not known here.",
            )
        for notice in dict.fromkeys((*self.found.notices, *self.ledger.notices)):
            yield body(run("Note: ", "bold"), notice[:1].upper() + notice[1:] + ".")

    def _novelties(self) -> Iterator[Part]:
        if self.asked.known:
            yield Heading(1, "What is new since the earlier brief")
            for citation in self.new:
                yield body(citation, style="item")
            if not self.new:
                yield body("Nothing: all that is cited here was cited there.")

    def _mark(self, citation: str) -> tuple[Run, ...]:
        """The sign of what the earlier brief did not have."""
        if not self.asked.known or _bare(citation) in _bare(self.asked.known):
            return ()
        self.new.append(citation)
        return (run("New. ", "new"),)

    # Recommendations

    def _recommendations(self) -> Iterator[Part]:
        yield Heading(1, "What the Working Group has recommended")
        if not self.ledger.entries:
            yield body(
                "No recommendation on this is recalled in the documents held. This does not mean that there is none: "
                "reports that are not held were not searched."
            )
        last = ""
        for entry in self.ledger.entries:
            when = _when(entry.occasions)
            if when != last:
                yield Heading(2, when)
            last = when
            yield from self._entry(entry)

    def _entry(self, entry: Entry) -> Iterator[Part]:
        held = entry.wording.row.recommendation
        text = held.text if held.text.startswith(("“", '"')) or not held.quoted else as_quotation(held.text)
        rest = f" {entry.rest}" if entry.rest else ""
        yield Paragraph((*self._mark(entry.source), run(text), run(f"{rest} ({entry.source})")), "quote")
        recalled = "; ".join(_together([recall.citation for recall in entry.mentions]))
        kind = "Quoted in" if held.quoted else "In the words of"
        to = f"Addressed to: {entry.addressee}. " if entry.addressee else ""
        back = "" if held.quoted else refers_back(held.text)
        meant = f" What is meant by {back} stands before it there." if back else ""
        yield body(f"{to}{kind} {recalled}.{meant}", style="small")

    def _chains(self) -> Iterator[Part]:
        if not self.chains:
            return
        yield Heading(1, "Said more than once")
        yield body(
            "Stated: a document says so. Verbatim and reworded: the words themselves show it, reworded with the share "
            "of telling words in common. Nothing is claimed about what a repetition means."
        )
        for chain in self.chains:
            text = chain.entry.wording.row.recommendation.text
            yield Heading(3, _short(text))
            for link in chain.links:
                yield body(link_line(link) + ".", style="item")
                if link.evidence == "reworded" and link.text:
                    yield Paragraph(redlined(redline(text, link.text)), "quote")

    # Papers

    def _papers(self) -> Iterator[Part]:
        yield Heading(1, "What the background papers say")
        if not self.found.hits:
            yield body("No paragraph held speaks of it.")
        by_document: dict[int, list[Hit]] = {}
        for hit in self.found.hits:
            by_document.setdefault(hit.document.id, []).append(hit)
        for hits in by_document.values():
            document = hits[0].document
            name = document_name(document)
            yield Heading(2, document.title if document.title == name else f"{document.title} ({name})")
            yield from self._paragraphs(sorted(hits, key=lambda hit: hit.row.paragraph.ordinal))

    def _paragraphs(self, hits: Sequence[Hit]) -> Iterator[Part]:
        section: tuple[str, ...] | None = None
        for hit in hits:
            if hit.row.headings != section:
                section = hit.row.headings
                if section:
                    yield Heading(3, " – ".join(section[-2:]))
            citation = cite(hit.document, hit.row.paragraph)
            first, *rest = hit.row.paragraph.full.text.split("\n")
            behind = f" ({citation})"
            yield Paragraph((*self._mark(citation), run(first), run("" if rest else behind)), "body")
            for at, line in enumerate(rest):
                yield body(line, behind if at == len(rest) - 1 else "", style="item")


def _when(occasions: Sequence[Occasion]) -> str:
    """Meetings and years as a heading.

    >>> _when([Occasion(6, 2015)]), _when([Occasion(None, 2016)]), _when([])
    ('Sixth meeting (2015)', '2016 (meeting not stated)', 'Meeting not stated')
    >>> _when([Occasion(8, 2018), Occasion(6, 2015)])
    'Sixth and eighth meetings (2015 and 2018)'
    """
    meetings = sorted({one.meeting for one in occasions if one.meeting})
    years = listed([str(year) for year in sorted({one.year for one in occasions if one.year})])
    if not meetings:
        return f"{years} (meeting not stated)" if years else "Meeting not stated"
    names = listed([ordinal_name(number) for number in meetings])
    name = f"{names} meeting{'s' if len(meetings) > 1 else ''}"
    return name[:1].upper() + name[1:] + (f" ({years})" if years else "")


def _together(citations: Sequence[str]) -> list[str]:
    """Citations with those of one document as one.

    >>> _together(["A/1/2, para. 7", "A/1/2, para. 61", "A/1/3, para. 4, footnote 2"])
    ['A/1/2, paras. 7 and 61', 'A/1/3, para. 4, footnote 2']
    """
    places: dict[str, list[str]] = {}
    for citation in citations:
        found = re.fullmatch(r"(.+), para\. ([\w.]+(?: \(\w+\))*)", citation)
        if found is not None:
            places.setdefault(found[1], []).append(found[2])
        else:
            places[citation] = []
    return [f"{name}, {house_style(*found)}" if found else name for name, found in places.items()]


def _short(text: str, length: int = 220) -> str:
    return text if len(text) <= length else text[: text.rfind(" ", 0, length)] + "…"


def _bare(text: str) -> str:
    return " ".join(text.split())
