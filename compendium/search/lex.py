"""The tokens of a query. Punctuation that carries no meaning in a query is passed over, as in a pasted sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum, auto
from typing import NamedTuple

from compendium.errors import QueryError
from compendium.search.query import FILTER_FIELDS, NUMBER_FIELDS, WORD_FIELDS

__all__ = ["MOST_CHARACTERS", "Kind", "Token", "fault", "tokens", "with_mend"]

MOST_CHARACTERS = 10_000

FIELDS = (*WORD_FIELDS, *FILTER_FIELDS, *NUMBER_FIELDS, "reference")
SAME_FIELDS = {
    "language": "lang",
    "headings": "heading",
    "footnotes": "footnote",
    "topics": "topic",
    "ref": "reference",
}
"""Other names that people give to a field."""

QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂″", '"') | dict.fromkeys("‘’‚‛ʼ′", "'"))
"""Typographic quotation marks to the typewriter's; character for character, so that places hold."""


class Kind(Enum):
    """What a token is for."""

    OPEN = auto()
    CLOSE = auto()
    QUOTE = auto()
    WORD = auto()
    REFERENCE = auto()
    FIELD = auto()
    PLUS = auto()
    MINUS = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    END = auto()


class Token(NamedTuple):
    """A token and where it stands in the query."""

    kind: Kind
    text: str
    start: int
    end: int
    number: int = 0
    """Of a quote: the words that may stand between its own."""


VALUED = (*NUMBER_FIELDS, *FILTER_FIELDS)
"""Fields of whole values or of numbers."""

OUTER = "'`.,;:!?…[]{}<>|&=#%^\\/_+–—-·•"
"""Punctuation that is not part of a word when it stands around it."""

OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT, "+": Kind.PLUS, "-": Kind.MINUS}

GRAMMAR = r"""
    [\s:/]+
  | (?P<open> \( )
  | (?P<close> \) )
  | "(?P<quote> [^"]* )" (?P<slop> ~\d* )?
  | (?P<unclosed> " )
  | (?P<sign> (?<![^\s(+-]) [+-] (?=[+-]*[^\s)+-]) )             # +word, -word, but not front-line and not a dash
  | (?P<field> [A-Za-z]+ ) : (?!//)
  | (?P<word> [^\s"():/]+ (?: \(\w{1,4}\) [^\s"():/]* )* )      # victim(s) is one word
"""


VALUE = re.compile(r'[^\s"()]+')
"""What a field of whole values or of numbers is compared with, where it is not in quotation marks."""


def tokens(query: str, found: Iterable[tuple[int, int]] = ()) -> Iterator[Token]:
    """The tokens of a query in order, an END last; `found` says where references stand in it.

    Raises:
        QueryError: a quotation mark is not closed, or a field is unknown.
    """
    text = query.translate(QUOTES)
    references = dict(_outside_quotes(text, found))
    pattern = re.compile(GRAMMAR, re.VERBOSE)
    at = 0
    field = ""
    while at < len(text):
        if at in references:
            yield Token(Kind.REFERENCE, text[at : references[at]], at, references[at])
            at, field = references[at], ""
            continue
        value = VALUE.match(text, at) if field in VALUED else None
        if value is not None:  # whole: the dots of 2010.., the strokes and star of A/RES/71/*
            yield Token(Kind.WORD, value.group(), at, value.end())
            at, field = value.end(), ""
            continue
        match = pattern.match(text, at)
        assert match is not None  # noqa: S101 - the alternatives cover every character
        at = match.end()
        ahead = [start for start in references if match.start() < start < at]
        if ahead and match.lastgroup == "word":
            at = min(ahead)
        token = _token(text, match, at)
        if token is not None:
            field = token.text if token.kind is Kind.FIELD else ""
            yield token
    yield Token(Kind.END, "the end", len(text), len(text))


EXAMPLE = 'compendium search "supply side"'
"""What is suggested where nothing of the query is left."""


def fault(at: int, what: str, mend: str) -> QueryError:
    """The error for a fault at that offset of the query, with a query that would do."""
    return with_mend(f"could not understand the query at character {at + 1}: {what}", at, mend)


def with_mend(message: str, at: int | None, mend: str) -> QueryError:
    """The error that says this and offers a query, or an example where nothing is left of it."""
    would_do = mend if any(c.isalnum() for c in mend) else None
    return QueryError(message, hint=f"Try: {would_do or EXAMPLE}", offset=at, mend=would_do)


def _token(text: str, match: re.Match[str], end: int) -> Token | None:
    """The token that was matched; None for space and for punctuation that means nothing here."""
    start = match.start()
    match match.lastgroup:
        case "open" | "close":
            return Token(Kind.OPEN if match["open"] else Kind.CLOSE, match.group(), start, end)
        case "quote" | "slop":
            return _quote(match)
        case "unclosed":
            raise fault(start, "this quotation mark is never closed", text.rstrip() + '"')
        case "sign":
            return Token(OPERATORS[match["sign"]], match["sign"], start, end)
        case "field":
            return _field(text, match)
        case "word":
            return _word(text[start:end], start)
    return None


def _quote(match: re.Match[str]) -> Token | None:
    words = " ".join(match["quote"].split())
    if not any(c.isalnum() for c in words):
        return None
    slop = match["slop"]
    if slop == "~":
        raise fault(match.end() - 1, "~ after a phrase needs a number", f'"{words}"~5')
    number = min(int(slop[1:6]), 99999) if slop else 0
    return Token(Kind.QUOTE, words, match.start(), match.end(), number)


def _field(text: str, match: re.Match[str]) -> Token | None:
    name = match["field"].lower()
    name = SAME_FIELDS.get(name, name)
    if name in FIELDS:
        return Token(Kind.FIELD, name, match.start(), match.end())
    if match.end() == len(text) or not (text[match.end()].isalnum() or text[match.end()] in '"('):
        return _word(match["field"], match.start())  # "Note: the ...", a colon in a sentence
    mend = f"{match['field']} {text[match.end() :]}" if len(text) < 60 else f"{match['field']} ..."
    raise fault(match.start(), f"there is no field {match['field']!r} (there are {', '.join(FIELDS)})", mend)


def _word(text: str, start: int) -> Token | None:
    """A word without the punctuation around it; None where nothing is left."""
    end = start + len(text)
    if text in OPERATORS:
        return Token(OPERATORS[text], text, start, end) if text.isalpha() else None
    if text.isalnum():
        return Token(Kind.WORD, text, start, end)
    text = re.sub(r"\(\w{1,4}\)|\^[\d.]*$", "", text.rstrip(OUTER))  # victim(s); a weight, as other engines have
    body, tail = re.fullmatch(r"(.*?)(\*+|~\d*)?", text, re.DOTALL).groups()  # type: ignore[union-attr]
    lead = len(body) - len(body.lstrip(OUTER))
    body = body.strip(OUTER)
    if not any(c.isalnum() for c in body):
        return None
    if body in OPERATORS and not tail:
        body = body.lower()  # "OR.": a word, which would be none any more without what stood around it
    return Token(Kind.WORD, body + (tail or ""), start + lead, end)


def _outside_quotes(text: str, found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The references that do not stand within quotation marks, where words are literal."""
    quoted = [match.span() for match in re.finditer(r'"[^"]*"', text)]
    for start, end in found:
        if not any(a < end and start < b for a, b in quoted):
            yield start, end
