"""What a reader keeps in mind from one sentence to the next: who is meant by "its", what by "the Protocol"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from compendium.corpus.citations.tables import Body, bodies, treaties, treaty_named
from compendium.corpus.document import CitationKind

__all__ = ["Context", "Target"]


SORTS = frozenset({"Agreement", "Charter", "Convention", "Covenant", "Protocol", "Statute", "Treaty"})
"""Nouns that say what sort of treaty one is."""


@dataclass(frozen=True, slots=True)
class Target:
    """What a citation cites, without the place in it."""

    kind: CitationKind
    target: str
    title: str = ""


@cache
def _called(noun: str) -> frozenset[str]:
    """Treaties that may be called by this bare noun, in small letters."""
    return frozenset(treaty.key for treaty in treaties() if noun in (name.lower() for name in treaty.nouns))


@dataclass(slots=True)
class Context:
    """What the text so far has established."""

    own_body: Body | None = None
    """The body whose document this is, so that "its resolution" is its own."""
    own_symbol: str = ""
    defined: dict[str, str] = field(default_factory=dict)
    """Names that the document defined, in small letters, and the treaties that they mean."""
    mentions: Counter[str] = field(default_factory=Counter)
    """How often each treaty was named so far."""
    years: dict[str, str] = field(default_factory=dict)
    """Years of the Security Council's resolutions that were named so far."""
    titles: list[str] = field(default_factory=list)
    """Titles of publications cited so far."""
    last: Target | None = None
    """What was cited last, whatever its kind: the meaning of "ibid."."""
    document: Target | None = None
    """The document or resolution cited last, with paragraphs."""
    treaty: str = ""
    """The treaty that a bare "article 9" belongs to; empty after a mention of another law."""
    is_treaty: bool = False
    """Whether the text calls itself a treaty ("this Convention"), so that a bare "article 9" is its own."""
    named: list[str] = field(default_factory=list)
    """Treaties named in the present paragraph."""
    body: Body | None = None
    """The body named last in the present paragraph."""
    called: dict[str, Body] = field(default_factory=dict)
    """The body named last in full for each noun that may mean it: `Council`."""
    adopter: Body | None = None
    """The body whose resolution was named last in the present paragraph."""
    kind: CitationKind | None = None
    """Whether the present paragraph spoke of resolutions or of decisions last; None where of neither."""
    has_document: bool = False
    """Whether the present paragraph cited a document."""

    def paragraph(self) -> None:
        """Begins a paragraph: what only holds inside one is forgotten."""
        if not self.named:
            self.treaty = ""
        self.named = []
        self.body = None
        self.adopter = None
        self.kind = None
        self.has_document = False

    def footnote(self, document: Target | None, treaty: str) -> Context:
        """The mind in which a footnote is read, whose mark stood after these mentions."""
        return Context(
            own_body=self.own_body,
            own_symbol=self.own_symbol,
            defined=dict(self.defined),
            mentions=self.mentions.copy(),
            years=self.years,
            called=dict(self.called),
            titles=self.titles,
            document=document,
            treaty=treaty,
            is_treaty=self.is_treaty,
            has_document=document is not None,
        )

    def name_treaty(self, key: str) -> None:
        """Notes that a treaty was named in full."""
        self.mentions[key] += 1
        self.named.append(key)
        self.treaty = key

    def define(self, name: str, key: str) -> None:
        """Notes that the document gave a treaty this name: the one just named, or, where that is of another sort
        (the Paris Agreement under the Framework Convention, "the Agreement"), the one before it."""
        plain = " ".join(name.lower().removeprefix("the ").split())
        sort = plain.split()[-1].capitalize()
        if sort in SORTS:
            fitting = {t.key for t in treaties() if any(sort in known for known in (*t.nouns, t.title))}
            key = next((named for named in reversed(self.named) if named in fitting), "")
        self.defined[plain] = key

    def meant_by(self, noun: str) -> str:
        """The treaty that "the Protocol" means here: as defined, else as named last in the paragraph, else the one
        named most often so far; empty where the document named none."""
        known = " ".join(noun.lower().split())
        if known in self.defined:
            return self.defined[known]
        if known in treaty_named():
            return treaty_named()[known].key
        fitting = _called(known)
        for key in reversed(self.named):
            if key in fitting:
                return key
        if known.split()[-1] in ("agreement", "statute", "treaty"):
            return ""  # too many bear such a name
        often = [(count, key) for key, count in self.mentions.items() if key in fitting]
        return max(often)[1] if often else ""

    def cite(self, target: Target) -> None:
        """Notes what was cited."""
        self.last = target
        if target.kind in (CitationKind.UN_DOCUMENT, CitationKind.RESOLUTION, CitationKind.DECISION):
            self.document = target
            self.has_document = True

    def body_called(self, short: str) -> Body | None:
        """The body that "the Council" means: the one named last that is called so, else the document's own."""
        if short in self.called:
            return self.called[short]
        if self.own_body is not None and self.own_body.short == short:
            return self.own_body
        return next((body for body in bodies() if body.short == short), None)
