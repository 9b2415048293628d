"""Query language: from what a person types to a `Query`, or an error that shows the place and the mend.

    query   = any
    any     = all { OR all }
    all     = run { AND run }
    run     = part { part }                 words side by side
    part    = { "+" | "-" | NOT } atom
    atom    = "(" any ")" | field (atom) | "phrase" [~n] | word | prefix* | word~n | reference

In a Boolean query, one that holds AND or OR anywhere, words side by side are all needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from compendium.errors import QueryError
from compendium.search.lex import MOST_CHARACTERS, OPERATORS, Kind, Token, fault, tokens, with_mend
from compendium.search.query import (
    FILTER_FIELDS,
    NUMBER_FIELDS,
    And,
    Filter,
    Fuzzy,
    Not,
    Or,
    Phrase,
    Plain,
    Prefix,
    Query,
    Range,
    Reference,
    Required,
    Word,
)

__all__ = ["EXAMPLES", "parse", "read_range"]

DEEPEST = 20
"""Brackets within brackets."""
MOST_PARTS = 1000
"""Words of a query: a pasted abstract is one."""
MOST_EDITS = 2
SHORTEST_PREFIX = 2
WIDEST_SLOP = 100
MOST_MENDS = 10
"""Faults of a query that are mended one after the other before its bare words are offered."""
ENDS = (Kind.AND, Kind.OR, Kind.CLOSE, Kind.END)
"""What ends words side by side; a tuple, since to look into a set means to hash its kinds by slow Python."""
LONGEST_WORD = 100
"""Letters; a longer one is no word, and looking for its parts and for words like it would take seconds."""


def parse(text: str, references: Iterable[tuple[int, int]] = ()) -> Query:
    """What a typed query means; `references` says where references to documents stand in it.

    Raises:
        QueryError: it cannot be understood; the message says where, and the hint gives a query that can.
    """
    try:
        return _parsed(text, references)
    except QueryError as error:
        if error.mend is None:
            raise
        raise with_mend(error.message, error.offset, _sound(error.mend)) from None


def _sound(mend: str) -> str:
    """A mended query mended until it can be understood: what is typed may have more than one fault."""
    offered: str | None = mend
    for _ in range(MOST_MENDS):
        try:
            _parsed(offered or "")
        except QueryError as error:
            offered = error.mend
        else:
            return offered or ""
    words = re.findall(r"[^\W_]+", mend)
    return " ".join(word for word in words if word not in OPERATORS and len(word) <= LONGEST_WORD)


def _parsed(text: str, references: Iterable[tuple[int, int]] = ()) -> Query:
    if len(text) > MOST_CHARACTERS:
        raise QueryError(
            f"could not understand the query: it has {len(text):,} characters, and {MOST_CHARACTERS:,} are the most",
            hint="Search for a few words, or for a short phrase in quotation marks.",
        )
    parser = _Parser(text, references)
    if parser.next.kind is Kind.END:
        raise QueryError(
            "could not understand the query: there is no word in it", hint='Try: compendium search "supply side"'
        )
    query = parser.any()
    if parser.next.kind is Kind.CLOSE:
        at = parser.next.start
        raise fault(at, "this bracket was never opened", text[:at] + text[at + 1 :])
    return query


def read_range(field: str, text: str) -> Range | None:
    """The range or the single number that a text gives: `2010..2015`, `2010..`, `..2015`, `2013`; None if none."""
    if text.startswith(("-", "–", "−")):  # a sign, not the dash of a range: no meeting has the number -1
        return None
    low, dots, high = text.replace("–", "..").replace("-", "..").partition("..")
    sides = [low, high] if dots else [low]
    if not any(sides) or not all((s.isascii() and s.isdecimal() and len(s) < 5) or not s for s in sides):
        return None
    first = int(low) if low else None
    return Range(field, first, (int(high) if high else None) if dots else first)


class _Parser:
    """Recursive descent over the tokens of one query; each method reads one rule of the grammar."""

    def __init__(self, text: str, references: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.tokens = list(tokens(text, references))
        self.boolean = any(token.kind in (Kind.AND, Kind.OR) for token in self.tokens)
        self.at = 0
        self.depth = 0
        if len(self.tokens) > MOST_PARTS:
            start = self.tokens[MOST_PARTS].start
            raise fault(start, f"more than {MOST_PARTS} words", text[:start].strip())

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def any(self, field: str = "") -> Query:
        nodes = [self.all(field)]
        while self.next.kind is Kind.OR:
            self.operator()
            nodes.append(self.all(field))
        return nodes[0] if len(nodes) == 1 else Or(tuple(nodes))

    def all(self, field: str) -> Query:
        nodes = self.run(field)
        while self.next.kind is Kind.AND:
            self.operator()
            nodes += self.run(field)
        if len(nodes) == 1:
            return nodes[0]
        return And(tuple(nodes)) if self.boolean else Plain(tuple(nodes))

    def operator(self) -> None:
        """Step over AND or OR, if there is something on either side of it."""
        token = self.take()
        if self.next.kind in ENDS:
            raise fault(token.start, f"{token.text} needs something after it", self.without(token))

    def run(self, field: str) -> list[Query]:
        nodes: list[Query] = []
        while self.next.kind not in ENDS:
            nodes.append(self.part(field))
        if not nodes:
            token = self.next
            if token.kind is Kind.END and self.depth and self.tokens[self.at - 1].kind is Kind.OPEN:
                opening = self.tokens[self.at - 1]
                raise fault(opening.start, "this bracket is never closed", self.without(opening))
            if token.kind is Kind.CLOSE and self.depth:
                opening = self.tokens[self.at - 1]
                raise fault(token.start, "there is nothing between the brackets", self.without(opening, token))
            raise fault(token.start, f"{token.text} needs something before it", self.without(token))
        return nodes

    def part(self, field: str) -> Query:
        negative = required = False
        while self.next.kind in (Kind.PLUS, Kind.MINUS, Kind.NOT):
            token = self.take()
            required = required or token.kind is Kind.PLUS
            negative ^= token.kind is not Kind.PLUS
            if self.next.kind in ENDS:
                raise fault(token.start, f"{token.text} needs something after it", self.without(token))
        node = self.atom(field)
        if negative:
            return Not(node)
        if required and not self.boolean and isinstance(node, (Word, Prefix, Fuzzy, Plain)):
            return Required(node)
        return node

    def atom(self, field: str) -> Query:
        token = self.take()
        match token.kind:
            case Kind.OPEN:
                return self.brackets(token, field)
            case Kind.FIELD:
                if self.next.kind not in (Kind.OPEN, Kind.QUOTE, Kind.WORD, Kind.REFERENCE):
                    raise fault(token.start, f"{token.text}: needs something after it", self.without(token))
                return self.atom(token.text)
            case Kind.QUOTE:
                return self.quote(token, field)
            case Kind.REFERENCE if not field:
                return Reference(token.text)
            case _:
                return self.word(token, field)

    def brackets(self, opening: Token, field: str) -> Query:
        self.depth += 1
        if self.depth > DEEPEST:
            plain = " ".join(t.text for t in self.tokens if t.kind is Kind.WORD)
            raise fault(opening.start, f"brackets within brackets, more than {DEEPEST} deep", plain)
        node = self.any(field)
        if self.next.kind is not Kind.CLOSE:
            raise fault(opening.start, "this bracket is never closed", self.text.rstrip() + ")")
        self.take()
        self.depth -= 1
        return node

    def quote(self, token: Token, field: str) -> Query:
        if field == "reference":
            return Reference(token.text)
        if field in FILTER_FIELDS or field in NUMBER_FIELDS:
            return self.value(token, field)
        if token.number > WIDEST_SLOP:
            raise fault(token.start, f"~{token.number} is too wide", f'"{token.text}"~{WIDEST_SLOP}')
        return Phrase(token.text, token.number, field)

    def word(self, token: Token, field: str) -> Query:
        if field == "reference":
            return Reference(token.text)
        if field in FILTER_FIELDS or field in NUMBER_FIELDS:
            return self.value(token, field)
        text = token.text
        if len(text) > LONGEST_WORD:
            raise fault(token.start, f"a word of {len(text):,} letters", text[:20] + "*")
        if text.endswith("*"):
            return self.prefix(token, field)
        stem, tilde, digits = text.rpartition("~")
        if tilde and (digits.isdecimal() or not digits):
            edits = int(digits[:4] or "1")
            if not 1 <= edits <= MOST_EDITS:
                raise fault(token.start, f"~{edits} is not 1 or 2, the letters that may differ", f"{stem}~{MOST_EDITS}")
            return Fuzzy(stem, edits, field)
        if "*" in text:
            at = text.index("*")
            raise fault(token.start + at, "* can only end a word", text[:at] + "*" if at else text[1:])
        return Word(text, field)

    def prefix(self, token: Token, field: str) -> Query:
        text = token.text.rstrip("*")
        if "*" in text:
            raise fault(token.start, "* can only end a word", text.replace("*", "") + "*")
        if sum(c.isalnum() for c in text) < SHORTEST_PREFIX:
            raise fault(token.start, f"* needs at least {SHORTEST_PREFIX} letters before it", text)
        return Prefix(text, field)

    def value(self, token: Token, field: str) -> Query:
        """The value of a field that is compared whole, or a number or range."""
        if field in FILTER_FIELDS:
            return Filter(field, token.text)
        span = read_range(field, token.text)
        if span is None:
            raise fault(token.start, f"{field}: takes a number or a range", f"{field}:" + EXAMPLES[field])
        if span.low is not None and span.high is not None and span.low > span.high:
            raise fault(token.start, "the range runs backwards", f"{field}:{span.high}..{span.low}")
        return span

    def without(self, *left_out: Token) -> str:
        """The query without some tokens: the simplest mend."""
        text = self.text
        for token in reversed(left_out):
            text = text[: token.start] + text[token.end :]
        return " ".join(text.split())


EXAMPLES = {"year": "2010..2015", "meeting": "3..5"}
