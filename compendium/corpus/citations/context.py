"""What a reader keeps in mind from one sentence to the next: who is meant by "its", what by "the Protocol"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from compendium.corpus.citations.tables import Body, bodies, treaties, treaty_named
from compendium.corpus.document import CitationKind

__all__ = ["Context", "Target"]


@dataclass(frozen=True, slots=True)
class Target:
    """What a citation cites, without the place in it."""

    kind: CitationKind
    target: str
    title: str = ""


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
    named: list[str] = field(default_factory=list)
    """Treaties named in the present paragraph."""
    body: Body | None = None
    """The body named last in the present paragraph."""
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
            titles=self.titles,
            document=document,
            treaty=treaty,
            has_document=document is not None,
        )

    def name_treaty(self, key: str) -> None:
        """Notes that a treaty was named in full."""
        self.mentions[key] += 1
        self.named.append(key)
        self.treaty = key

    def define(self, name: str, key: str) -> None:
        """Notes that the document gave a treaty this name."""
        self.defined[" ".join(name.lower().removeprefix("the ").split())] = key

    def meant_by(self, noun: str) -> str:
        """The treaty that "the Protocol" means here: as defined, else as named last in the paragraph, else the one
        named most often so far; empty where the document named none."""
        known = " ".join(noun.lower().split())
        if known in self.defined:
            return self.defined[known]
        if known in treaty_named():
            return treaty_named()[known].key
        fitting = {treaty.key for treaty in treaties() if known in (name.lower() for name in treaty.nouns)}
        for key in reversed(self.named):
            if key in fitting:
                return key
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
        for body in (self.body, self.adopter, self.own_body):
            if body is not None and body.short == short:
                return body
        return next((body for body in bodies() if body.short == short), None)
