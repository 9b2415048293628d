"""Chains of recommendations, and the matrix of topics and meetings, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from compendium.corpus.occasions import Occasion
from compendium.search.chains import Chain, Link
from compendium.search.desk_records import CellRecord, ChainRecord, LinkRecord
from compendium.search.ledger import Ledger
from compendium.search.matrix import Matrix
from compendium.search.printers.ledgers import entry_record, print_entry
from compendium.search.printers.page import Page
from compendium.search.printers.rows import Format, write_rows
from compendium.search.redline import as_text, redline

__all__ = ["chain_records", "link_line", "print_said_again", "write_chains", "write_matrix"]


def write_chains(found: Sequence[Chain], ledger: Ledger, form: Format, page: Page) -> None:
    """Entries that were said more than once, with their links."""
    if form != "text":
        head = {"notices": list(ledger.notices)}
        write_rows("recommendations", chain_records(found), form, page.out, head)
        return
    for at, chain in enumerate(found):
        if at:
            page.blank()
        print_entry(replace(chain.entry, again=()), page)  # the links say it
        _print_links(chain, page)


def print_said_again(found: Sequence[Chain], page: Page) -> None:
    """The chains of the recommendations at a place that was shown."""
    for chain in found:
        page.blank()
        held = chain.entry.wording.row.recommendation
        words = f"“{held.text}”" if held.quoted and not held.text.startswith(("“", '"')) else held.text
        page.text(f"Said more than once: {words}", 2, hang=2)
        _print_links(chain, page)


def _print_links(chain: Chain, page: Page) -> None:
    for link in chain.links:
        page.text(f"- {link_line(link)}", 2, hang=2)
        if link.evidence == "reworded" and link.text:
            page.dim(as_text(redline(chain.entry.wording.row.recommendation.text, link.text)), 6)


def chain_records(found: Sequence[Chain]) -> list[ChainRecord]:
    """The chains for scripts."""
    return [_record(chain) for chain in found]


def link_line(link: Link) -> str:
    """A link in one line: when, where, by what evidence, and whether it can be read here."""
    when = str(link.year) if link.year else ""
    if link.meeting:
        when = f"{when}, meeting {link.meeting}".strip(", ")
    score = f" ({link.score:.2f})" if link.evidence == "reworded" else ""
    seen = f"{link.evidence}{score}" + (f" in {link.basis}" if link.basis != link.place else "")
    held = {True: "held", False: "not held", None: "place not named"}[link.held]
    return "; ".join(part for part in (when, link.place, seen, held) if part)


def _record(chain: Chain) -> ChainRecord:
    return {**entry_record(chain.entry), "chain": [_link(link) for link in chain.links]}


def _link(link: Link) -> LinkRecord:
    return {
        "evidence": link.evidence,
        "score": link.score,
        "year": link.year,
        "meeting": link.meeting,
        "citation": link.place or None,
        "held": link.held,
        "basis": link.basis,
        "text": link.text or None,
    }


def write_matrix(found: Matrix, form: Format, page: Page) -> None:
    """The matrix: as text a table, in which `?` says that nothing is recalled and the report is not held."""
    if form != "text":
        write_rows("matrix", _cells(found), form, page.out)
        return
    width = max((len(topic) for topic in found.topics), default=0)
    width = min(width, max(page.width - 6 * len(found.occasions), 20))
    heads = [_head(occasion) for occasion in found.occasions]
    page.title(" " * width + "".join(f"{head[0]:>6}" for head in heads))
    page.title(" " * width + "".join(f"{head[1]:>6}" for head in heads))
    for topic in found.topics:
        name = topic if len(topic) <= width else topic[: width - 1] + "…"
        page.title(f"{name:<{width}}" + "".join(f"{_cell(found, topic, o):>6}" for o in found.occasions))
    page.blank()
    page.text(
        "A number: recommendations recalled. -: none, though a report is held. ?: none, and the report is not held."
    )


def _head(occasion: Occasion) -> tuple[str, str]:
    return str(occasion.year or "year?"), f"m. {occasion.meeting}" if occasion.meeting else "m. ?"


def _cell(found: Matrix, topic: str, occasion: Occasion) -> str:
    count = found.count(topic, occasion)
    return str(count) if count else "-" if found.held[occasion] else "?"


def _cells(found: Matrix) -> Iterator[CellRecord]:
    for topic in found.topics:
        for occasion in found.occasions:
            yield {
                "topic": topic,
                "meeting": occasion.meeting,
                "year": occasion.year,
                "recommendations": found.count(topic, occasion),
                "report_held": found.held[occasion],
            }
