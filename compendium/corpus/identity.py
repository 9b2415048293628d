"""Who a document is: what the user says, what its masthead says, what a catalogue of papers says.

A symbol comes from, in order: the user (`--symbol`, or `compendium.toml` beside the files), the masthead, and a
match of title, meeting and year with a catalogue of papers. A document that none of them names is unidentified:
it is cited by its file's name, and the user is told.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from pathlib import Path

from compendium.corpus.document import Document, IdentifiedBy, Masthead, Paper
from compendium.corpus.files import read_regular
from compendium.corpus.readers.decode import normalise
from compendium.corpus.symbols import Symbol
from compendium.errors import NotAReferenceError, SourceError

__all__ = ["SETTINGS_FILE", "SourceSettings", "given_symbol", "identify", "listed_as", "read_settings"]

SETTINGS_FILE = "compendium.toml"
LARGEST_SETTINGS = 1024 * 1024
"""Bytes that it may have."""

SURE = 0.6
"""The least likeness of title and subject: shared words over all words (Jaccard 1912), common words left out."""
LEAD = 0.15
"""By how much the likest paper must be liker than the next."""
COMMON = frozenset(
    "a an the and or of in on to for by with from as at its it their his her be is are was were including into".split()
)


@dataclass(frozen=True, slots=True)
class SourceSettings:
    """What the user says of one source; empty where nothing is said."""

    symbol: str = ""
    title: str = ""
    kind: str = ""
    date: str = ""
    language: str = ""
    meeting: int | None = None
    year: int | None = None


_WRITE_IT = 'Write it as: [files."paper.pdf"] symbol = "..."'
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}|")
_NUMBERS = 10_000
"""No year or meeting has more than four figures."""


def read_settings(folder: Path) -> dict[str, SourceSettings]:
    """What the folder's `compendium.toml` says of its files, by file name; empty where there is none.

    Raises:
        SourceError: the file is not TOML, or says something unknown.
    """
    path = folder / SETTINGS_FILE
    try:
        if not path.exists():
            return {}
        table = tomllib.loads(read_regular(path, LARGEST_SETTINGS).decode())
    except UnicodeDecodeError as error:
        raise SourceError("not text in UTF-8", hint=_WRITE_IT) from error
    except (OSError, ValueError, RecursionError) as error:
        raise SourceError(str(error)[:200], hint=_WRITE_IT) from error
    files = table.get("files", {})
    if set(table) - {"files"} or not isinstance(files, dict):
        raise SourceError('only tables [files."NAME"] are known', hint="See the guide, under Identity.")
    return {name: _settings(name, said) for name, said in files.items()}


def _settings(name: str, said: object) -> SourceSettings:
    known = {f.name: (int if f.name in {"meeting", "year"} else str) for f in fields(SourceSettings)}
    if not isinstance(said, dict):
        raise SourceError(f'[files."{name}"] is not a table')
    for key, value in said.items():
        if key not in known:
            raise SourceError(f'unknown setting "{key}" for {name}', hint=f"Known: {', '.join(known)}.")
        if not isinstance(value, known[key]) or (isinstance(value, int) and not 0 < value < _NUMBERS):
            raise SourceError(f'"{key}" for {name} must be a {"number" if known[key] is int else "text"}')
        if key == "date" and not _DATE.fullmatch(str(value)):
            raise SourceError(f'"date" for {name} must be written as 2019-10-09, 2019-10 or 2019')
    texts = {key: normalise(value)[0] for key, value in said.items() if isinstance(value, str)}
    settings = SourceSettings(**{**said, **texts})
    return replace(settings, symbol=given_symbol(settings.symbol)) if settings.symbol else settings


def given_symbol(symbol: str) -> str:
    """A symbol as the user gives it, canonical where it follows the grammar; users may have documents of their own."""
    try:
        return str(Symbol.parse(symbol))
    except NotAReferenceError:
        return re.sub(r"\s+", "", symbol)


def with_settings(document: Document, settings: SourceSettings) -> Document:
    """The document with what the user says in place of what its masthead says."""
    said = {
        "symbol": settings.symbol,
        "title": settings.title,
        "kind": settings.kind,
        "date": settings.date,
        "meeting": settings.meeting,
    }
    masthead: Masthead = replace(document.masthead, **{k: v for k, v in said.items() if v})  # type: ignore[arg-type]
    return replace(
        document,
        masthead=masthead,
        identified_by=IdentifiedBy.USER if settings.symbol else document.identified_by,
        language=settings.language or document.language,
        year=settings.year or (int(settings.date[:4]) if settings.date else document.year),
        meeting=settings.meeting or document.meeting,
    )


def identify(document: Document, catalogue: Iterable[Paper]) -> Document:
    """The document with the symbol that the catalogue has for it, if it has none and one paper clearly is it."""
    if document.symbol or document.topics:  # a compendium lists papers and is none of them
        return document
    found = listed_as(document.masthead.title, document.year, document.meeting, catalogue)
    if found is None:
        return document
    return replace(
        document,
        masthead=replace(document.masthead, symbol=found.symbol, meeting=document.meeting or found.meeting),
        identified_by=IdentifiedBy.CATALOGUE,
        meeting=document.meeting or found.meeting,
    )


def listed_as(headline: str, year: int | None, meeting: int | None, catalogue: Iterable[Paper]) -> Paper | None:
    """The paper of the same year, and meeting if both are known, whose subject is clearly the likest title."""
    title = _words(headline)
    likeness: dict[str, tuple[float, Paper]] = {}
    for paper in catalogue:
        if not title or paper.year != year:
            continue
        if None not in {paper.meeting, meeting} and paper.meeting != meeting:
            continue
        subject = _words(paper.subject)
        score = len(title & subject) / len(title | subject) if subject else 0.0
        if score > likeness.get(paper.symbol, (0.0, paper))[0]:
            likeness[paper.symbol] = (score, paper)
    ranked = sorted(likeness.values(), key=lambda pair: (-pair[0], pair[1].symbol))
    if not ranked or ranked[0][0] < SURE:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD:
        return None
    return ranked[0][1]


def _words(text: str) -> frozenset[str]:
    return frozenset(w for w in re.findall(r"[^\W\d_]+", text.casefold()) if w not in COMMON)
