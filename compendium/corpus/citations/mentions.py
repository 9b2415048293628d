"""Mentions that name their target themselves: symbols, treaties, acts, numbers of publications, "ibid."."""

from __future__ import annotations

import re

from compendium.corpus.citations import patterns
from compendium.corpus.citations.context import Target
from compendium.corpus.citations.draft import Draft
from compendium.corpus.citations.tables import treaties, treaty_named
from compendium.corpus.document import CitationKind
from compendium.corpus.symbols import Symbol, symbols_at

__all__ = [
    "act",
    "again",
    "anaphora",
    "book",
    "foreign",
    "itself",
    "law",
    "named_text",
    "sale",
    "series",
    "symbol",
    "treaty",
    "unnamed",
]
_ALONE = re.compile(r"\.?\s*(?:$|[;)]|\s[A-Z])")


def symbol(draft: Draft, match: re.Match[str]) -> int:
    """A symbol, the other half of a double one, and the `Corr.1` that follows."""
    found = symbols_at(draft.text, match.start())
    if not found:
        return match.start() + 1
    title = draft.title[0] if draft.title and draft.title[1] == match.start() else ""
    targets = [Target(_kind_of(symbol), str(symbol), title) for _, _, symbol in found]
    pins, last = draft.tail(found[-1][1])
    for (start, end, symbol), target in zip(found, targets, strict=True):
        stop = last if end == found[-1][1] else end
        if str(symbol) != draft.context.own_symbol:
            draft.emit(target, start, stop, pins)
    draft.pending = None
    before = found[-1][2]
    while not pins and (more := patterns.MODIFIED.match(draft.text, last)) is not None:
        before = before.modified(re.sub(r"\s", "", more["part"]))
        pins, stop = draft.tail(more.end())
        draft.emit(Target(CitationKind.UN_DOCUMENT, str(before)), more.start("part"), stop, pins)
        last = stop
    return last


def treaty(draft: Draft, match: re.Match[str]) -> int:
    """A treaty by name: a citation only with an article."""
    number = match["ilo"]
    if number:
        listed = next((t.key for t in treaties() if t.number == int(number)), f"ILO-C{int(number):03}")
    else:
        listed = treaty_named()[" ".join(match["treaty"].lower().split())].key
    draft.context.name_treaty(listed)
    defined = patterns.DEFINED.match(draft.text, match.end())
    if defined is not None:
        draft.context.define(defined["name"], listed)
    after = defined.end() if defined is not None else match.end()
    return max(after, _article(draft, listed, match.start(), after, match.end()))


def anaphora(draft: Draft, match: re.Match[str]) -> int:
    """`the Protocol`, as the document means it."""
    key = draft.context.meant_by(match["noun"])
    if not key:
        return match.end()
    draft.context.named.append(key)
    draft.context.treaty = key
    return _article(draft, key, match.start(), match.end(), match.end())


def _article(draft: Draft, key: str, start: int, after: int, end: int) -> int:
    """Cites a treaty's article where there is one before or behind its name; where to go on."""
    pins, stop = draft.tail(after, treaty=True)
    if draft.has_pending(start) or (pins and not pins[0].isdecimal() and pins != ("annex",)):
        return draft.cite(Target(CitationKind.TREATY_ARTICLE, key), start, stop if pins else end, pins)
    return end


def named_text(draft: Draft, match: re.Match[str]) -> int:
    """A text without number, or a principle or rule of it."""
    pins, stop = draft.tail(match.end())
    title = " ".join(match["text"].split())
    return draft.cite(Target(CitationKind.PUBLICATION, "", title), match.start(), stop, pins)


def act(draft: Draft, match: re.Match[str]) -> int:
    """An act of the European Union; since the end of 2009 its number ends in EU (Treaty of Lisbon)."""
    number = " ".join(match["act"].split())
    if match["eu"] and re.fullmatch(r"\d{4}/\d+", number) and not 2009 <= int(number[:4]) <= 2009:
        number += "/EU" if int(number[:4]) > 2009 else "/EC"
    pins, stop = draft.tail(match.end("act"), treaty=True)
    return draft.cite(Target(CitationKind.OTHER, number), match.start(), stop, pins)


def again(draft: Draft, match: re.Match[str]) -> int:
    """`ibid.` and `the same report`."""
    target = draft.context.last if match["ibid"] else draft.context.document
    pins, stop = draft.tail(match.end(), treaty=target is not None and target.kind is CitationKind.TREATY_ARTICLE)
    # `Ibid., Supplement No. 9`: of the same series, another document
    if target is None or (not pins and (match["same"] or not _ALONE.match(draft.text, match.end()))):
        return match.end()
    return draft.cite(target, match.start(), stop, pins)


def foreign(draft: Draft, match: re.Match[str]) -> int:
    """A document of another organization, by its number."""
    start = match.start("foreign")
    if symbols_at(draft.text, start):
        return start
    return draft.cite(Target(CitationKind.OTHER, " ".join(match["foreign"].split())), start, match.end())


def sale(draft: Draft, match: re.Match[str]) -> int:
    """A publication by its sales number alone."""
    return draft.cite(Target(CitationKind.PUBLICATION, match["sales"]), match.start(), match.end())


def series(draft: Draft, match: re.Match[str]) -> int:
    """A publication by its place in a series alone: `issue brief No. 6`."""
    words = " ".join(match["series"].split())
    target = Target(CitationKind.PUBLICATION, "", words[0].upper() + words[1:])
    return draft.cite(target, match.start(), match.end())


def book(draft: Draft, match: re.Match[str]) -> int:
    """A publication by its ISBN alone."""
    isbn = "ISBN " + re.sub(r"[^\dX]", "", match["isbn"])
    return draft.cite(Target(CitationKind.PUBLICATION, isbn), match.start(), match.end())


def itself(draft: Draft, match: re.Match[str]) -> int:
    """`this Convention`: the text is a treaty, and its bare articles are its own."""
    draft.context.is_treaty = True
    return match.end()


def law(draft: Draft, match: re.Match[str]) -> int:
    """A law of a State: a bare article behind it is none of a treaty's."""
    draft.context.treaty = ""
    return match.end()


def unnamed(draft: Draft, match: re.Match[str]) -> int:
    """A name that the document gives to a treaty which is not in the table: its articles cannot be told."""
    draft.context.defined[match["unnamed"].lower()] = ""
    return match.end()


def _kind_of(symbol: Symbol) -> CitationKind:
    """What kind of thing a symbol cites."""
    parts = {part.split(".")[0].upper() for part in symbol.components[1:4]}
    if "RES" in parts:
        return CitationKind.RESOLUTION
    return CitationKind.DECISION if "DEC" in parts else CitationKind.UN_DOCUMENT
