"""Citations in running text, found in one pass from start to end.

`find_citations` reads a whole document. A mention counts as a citation when it leads somewhere: a symbol, a resolution
or decision with its number, an article of a treaty, a publication by title or number. A treaty that is only named is
no citation, nor is a reference inside the document itself ("paras. 20-22 above").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from compendium.corpus.citations import patterns
from compendium.corpus.citations.context import Context, Target
from compendium.corpus.citations.pinpoints import pinpoints_of
from compendium.corpus.citations.resolutions import canonical_resolution, number_form
from compendium.corpus.citations.tables import Body, body_named, body_of_document, treaties, treaty_named
from compendium.corpus.citations.titles import Title, title_at_italic, title_at_quote, title_tail
from compendium.corpus.document import Citation, CitationKind, Document
from compendium.corpus.styled import Style, StyledText
from compendium.corpus.symbols import Symbol, symbols_at

__all__ = ["find_citations", "find_in_text"]

_ITS = re.compile(r"\b(?:its|their)\s+(?:\w+\s+){0,2}$")
_BODY_GAP = re.compile(r"(?:['’]s?)?\s+(?:in\s+)?(?:its\s+)?(?:draft\s+)?")
_OF_BODY = re.compile(r"(?:\s+of\s+\d{1,2}\s\w+\s\d{4})?,?\s+(?:of|adopted\s+by)\s+the\s+")
_ELSEWHERE = re.compile(r"\s+(?:of|in)\b(?!\s+(?:which|that\s+(?:instrument|treaty)|the\s+same))")
_ROMAN_PART = re.compile(r"\d+\s?([A-Z](?:-[A-Z])?)\s?\(")


@dataclass(frozen=True, slots=True)
class _Pending:
    """Pinpoints that stand before the target they lie in: `article 6 of` the Protocol."""

    start: int
    text: str
    target_at: int


def find_citations(document: Document) -> tuple[Citation, ...]:
    """Every citation in paragraphs and footnotes, in document order, a paragraph's footnotes after it."""
    context = Context(own_body=body_of_document(document.symbol), own_symbol=document.symbol)
    _Reader(StyledText(" ".join((document.masthead.body, document.masthead.title))), context).read()
    out: list[Citation] = []
    last_note: Target | None = None
    for paragraph in document.paragraphs:
        context.paragraph()
        before = (context.document, context.treaty)
        found = _Reader(paragraph.full, context).read()
        out += [replace(citation, ordinal=paragraph.ordinal) for citation in found]
        for note in document.footnotes:
            if note.ordinal == paragraph.ordinal:
                mind = context.footnote(*_cited_before(found, note.offset, before, context))
                mind.last = last_note
                cited = _Reader(note.content, mind).read()
                out += [replace(c, ordinal=note.ordinal, footnote=note.label) for c in cited]
                last_note = mind.last
    for note in document.footnotes:
        if note.ordinal is None:
            cited = _Reader(note.content, context.footnote(None, "")).read()
            out += [replace(c, footnote=note.label) for c in cited]
    return tuple(out)


def find_in_text(text: StyledText | str, context: Context | None = None) -> list[Citation]:
    """Every citation in one text, in order, none overlapping another.

    >>> [(c.target, c.pinpoints) for c in find_in_text("See CTOC/COP/WG.4/2010/6, paras. 11 and 18.")]
    [('CTOC/COP/WG.4/2010/6', ('11', '18'))]
    """
    styled = StyledText(text) if isinstance(text, str) else text
    return _Reader(styled, context if context is not None else Context()).read()


def _cited_before(
    found: list[Citation], offset: int | None, before: tuple[Target | None, str], context: Context
) -> tuple[Target | None, str]:
    """The document and the treaty that were cited last before a footnote's mark."""
    document, treaty = before
    for citation in found:
        if offset is not None and citation.end > offset:
            break
        if citation.kind is CitationKind.TREATY_ARTICLE:
            treaty = citation.target
        elif citation.kind in (CitationKind.UN_DOCUMENT, CitationKind.RESOLUTION, CitationKind.DECISION):
            document = Target(citation.kind, citation.target, citation.title)
    return document, treaty or context.treaty


class _Reader:
    """Reads one text, with the context of what was read before."""

    def __init__(self, styled: StyledText, context: Context) -> None:
        self.text = styled.text
        self.italics = [(s.start, s.end) for s in styled.spans if s.style is Style.ITALIC]
        self.context = context
        self.out: list[Citation] = []
        self.pending: _Pending | None = None
        self.title: tuple[str, int] | None = None
        """A title whose symbol stands at this place."""
        self.body_end = -1
        self.body_start = 0

    def read(self) -> list[Citation]:
        """All citations of the text."""
        position = 0
        scanner = patterns.scanner()
        italics = iter([*self.italics, (len(self.text) + 1, 0)])
        italic = next(italics)
        while (match := scanner.search(self.text, position)) is not None:
            while italic[0] < position:
                italic = next(italics)
            while italic[0] <= match.start():
                end = self._italic(*italic)
                italic = next(italics)
                if end is not None:
                    position = end
                    break
            else:
                position = max(self._token(match), match.start() + 1)
        while italic[0] <= len(self.text):
            if italic[0] >= position:
                position = self._italic(*italic) or position
            italic = next(italics)
        return self.out

    def _token(self, match: re.Match[str]) -> int:
        """Deals with what the scanner found; where to go on."""
        if match["symbol"]:
            return self._symbol(match)
        if match["treaty_name"]:
            return self._treaty(match)
        if match["anaphora"]:
            return self._anaphora(match)
        if match["pin"]:
            return self._pin(match)
        if match["word"]:
            return self._resolutions(match)
        if match["number"]:
            return self._number(match)
        if match["quote"]:
            return self._quote(match)
        return self._other(match)

    def _other(self, match: re.Match[str]) -> int:
        """The rarer tokens, and those that only change the context."""
        if match["body"]:
            self._body(match, body_named()[" ".join(match["body"].lower().split())])
        elif match["short"]:
            self._body(match, self.context.body_called(match["short"].split()[-1]))
        elif match["law"]:
            self.context.treaty = ""
        elif match["act_name"]:
            return self._act(match)
        elif match["foreign_document"]:
            target = Target(CitationKind.OTHER, " ".join(match["foreign"].split()))
            return self._cite(target, match.start("foreign"), match.end())
        elif match["sale"]:
            return self._cite(Target(CitationKind.PUBLICATION, match["sales"]), match.start(), match.end())
        elif match["book"]:
            isbn = "ISBN " + re.sub(r"\D(?<!X)", "", match["isbn"])
            return self._cite(Target(CitationKind.PUBLICATION, isbn), match.start(), match.end())
        elif match["text"]:
            return self._named_text(match)
        elif match["ibid"] or match["same"]:
            return self._again(match)
        return match.end()

    # What each token gives.

    def _symbol(self, match: re.Match[str]) -> int:
        """A symbol, the other half of a double one, and the `Corr.1` that follows."""
        found = symbols_at(self.text, match.start())
        if not found:
            return match.start() + 1
        title = self.title[0] if self.title and self.title[1] == match.start() else ""
        targets = [Target(_kind_of(symbol), str(symbol), title) for _, _, symbol in found]
        pins, last = self._tail(found[-1][1])
        for (start, end, symbol), target in zip(found, targets, strict=True):
            stop = last if end == found[-1][1] else end
            if str(symbol) != self.context.own_symbol:
                self._emit(target, start, stop, pins)
        self.pending = None
        base = found[-1][2]
        while not pins and (more := patterns.MODIFIED.match(self.text, last)) is not None:
            part = re.sub(r"\s", "", more["part"])
            target = Target(CitationKind.UN_DOCUMENT, f"{base.base}/{part}")
            pins, stop = self._tail(more.end())
            self._emit(target, more.start("part"), stop, pins)
            last = stop
        return last

    def _treaty(self, match: re.Match[str]) -> int:
        """A treaty by name: a citation only with an article."""
        number = match["ilo"]
        if number:
            listed = next((t.key for t in treaties() if t.number == int(number)), f"ILO-C{int(number):03}")
        else:
            listed = treaty_named()[" ".join(match["treaty"].lower().split())].key
        self.context.name_treaty(listed)
        defined = patterns.DEFINED.match(self.text, match.end())
        if defined is not None:
            self.context.define(defined["name"], listed)
        return self._article(listed, match.start(), defined.end() if defined else match.end(), match.end())

    def _anaphora(self, match: re.Match[str]) -> int:
        """`the Protocol`, as the document means it."""
        key = self.context.meant_by(match["noun"])
        if not key:
            return match.end()
        self.context.named.append(key)
        self.context.treaty = key
        return self._article(key, match.start(), match.end(), match.end())

    def _article(self, key: str, start: int, after: int, end: int) -> int:
        """Cites a treaty's article where there is one before or behind its name; where to go on."""
        pins, stop = self._tail(after, treaty=True)
        if self._has_pending(start) or (pins and not pins[0].isdecimal()):
            return self._cite(Target(CitationKind.TREATY_ARTICLE, key), start, stop if pins else end, pins)
        return end

    def _named_text(self, match: re.Match[str]) -> int:
        """A text without number, by its principles or rules."""
        pins, stop = self._tail(match.end())
        if not pins and not self._has_pending(match.start()):
            return match.end()
        title = " ".join(match["text"].split())
        return self._cite(Target(CitationKind.PUBLICATION, "", title), match.start(), stop, pins)

    def _act(self, match: re.Match[str]) -> int:
        """An act of the European Union; since the end of 2009 its number ends in EU (Treaty of Lisbon)."""
        number = " ".join(match["act"].split())
        if match["eu"] and re.fullmatch(r"\d{4}/\d+", number) and not 2009 <= int(number[:4]) <= 2009:
            number += "/EU" if int(number[:4]) > 2009 else "/EC"
        pins, stop = self._tail(match.end("act"), treaty=True)
        return self._cite(Target(CitationKind.OTHER, number), match.start(), stop, pins)

    def _again(self, match: re.Match[str]) -> int:
        """`ibid.` and `the same report`."""
        target = self.context.last if match["ibid"] else self.context.document
        pins, stop = self._tail(match.end(), treaty=target is not None and target.kind is CitationKind.TREATY_ARTICLE)
        if target is None or (match["same"] and not pins):
            return match.end()
        return self._cite(target, match.start(), stop, pins)

    # Resolutions and decisions.

    def _body(self, match: re.Match[str], body: Body | None) -> None:
        """Notes which body was named, and where."""
        self.context.body = body or self.context.body
        self.body_start, self.body_end = match.start(), match.end()

    def _resolutions(self, match: re.Match[str]) -> int:
        """The numbers that follow `resolutions`, each with its own pinpoints."""
        first = patterns.RESOLUTION_NUMBER.match(self.text, match.end())
        kind = CitationKind.DECISION if match["word"][0] in "Dd" else CitationKind.RESOLUTION
        if first is not None or match["word"].endswith("s"):
            self.context.kind = kind
        if first is None:
            return match.end()
        candidates = self._adopters(match.start(), first.end())
        start = match.start()
        if _BODY_GAP.fullmatch(self.text[self.body_end : start]) and self.body_end >= 0:
            start = self.body_start
        number: re.Match[str] | None = first
        position = match.end()
        while number is not None:
            stop = self._one(number, kind, candidates, start)
            if stop is None:
                break
            position = stop
            join = patterns.LIST_JOIN.match(self.text, position)
            number = patterns.RESOLUTION_NUMBER.match(self.text, join.end()) if join else None
            if number is not None and number["number"].isdecimal():
                break
            start = number.start("number") if number else start
        return position

    def _adopters(self, start: int, after: int) -> list[Body | None]:
        """Bodies that may have adopted the resolution named here, the likeliest first."""
        named = self.body_end >= 0 and _BODY_GAP.fullmatch(self.text[self.body_end : start])
        behind = _OF_BODY.match(self.text, after)
        if not named and behind is not None:
            follows = patterns.scanner().match(self.text, behind.end())
            if follows is not None and follows["body"]:
                return [body_named()[" ".join(follows["body"].lower().split())]]
        if not named and _ITS.search(self.text[max(0, start - 40) : start]) and self.context.body is None:
            return [self.context.own_body, self.context.adopter]
        return [self.context.body, self.context.adopter, self.context.own_body]

    def _one(self, number: re.Match[str], kind: CitationKind, candidates: list[Body | None], start: int) -> int | None:
        """Cites one resolution; where it ends, or None where the number is none."""
        printed = number["number"]
        if printed.isdecimal():
            if printed not in self.context.years:
                return None
            printed = f"{printed} ({self.context.years[printed]})"
        target, body = canonical_resolution(printed, kind, candidates)
        if not target:
            return None
        if number_form(printed) == "bracket":
            self.context.years[printed.split("(")[0].strip()] = printed[-5:-1]
        self.context.adopter = body
        part = _ROMAN_PART.match(printed)
        end = number.end("number")
        dated = patterns.DATED.match(self.text, end)
        titled = patterns.TITLED.match(self.text, dated.end() if dated else end)
        behind = titled or dated
        pins, stop = self._tail(behind.end() if behind else end)
        pins = (f"sect. {part[1]}", *pins) if part else pins
        # The climate conference's and the health assembly's numbers are complete without a body.
        kind = CitationKind.RESOLUTION if number_form(printed) == "health" else kind
        self._emit(Target(kind, target), start, stop if stop > end and pins else end, pins)
        if stop > end and pins:  # `45/248 B, section VI, of 21 December 1990, 55/231`: the list goes on after the date
            late = patterns.DATED.match(self.text, stop)
            return late.end() if late else stop
        return behind.end() if behind else end

    def _number(self, match: re.Match[str]) -> int:
        """A number without `resolution` before it: one where a resolution was named before and its shape is plain."""
        kind, form = self.context.kind, number_form(match["number"])
        if kind is None:
            return match.end()
        listed = self.context.adopter is not None and patterns.IN_LIST.match(self.text, match.end())
        if not listed and form not in ("bracket", "roman"):
            return match.end()
        number = patterns.RESOLUTION_NUMBER.match(self.text, match.start())
        if number is None or number.end() < match.end():
            return match.end()
        candidates = [self.context.adopter, self.context.own_body]
        return self._one(number, kind, candidates, match.start()) or match.end()

    # Pinpoints.

    def _pin(self, match: re.Match[str]) -> int:
        """Pinpoints that follow no target: they lie in what follows, or in what was cited last."""
        start, end = match.span()
        internal = patterns.INTERNAL.match(self.text, end)
        if internal is not None:
            return internal.end()
        if patterns.SAME.match(self.text, end) and self.context.document is not None:
            same = patterns.SAME.match(self.text, end)
            return self._cite(self.context.document, start, same.end() if same else end, pinpoints_of(match["pin"]))
        found = self._target_after(end)
        if found is not None:
            self.pending = _Pending(start, match["pin"], found)
            return found
        return self._title_after(match) or self._bare(match)

    def _target_after(self, end: int) -> int | None:
        """Where the target starts that pinpoints ending at `end` lie in: `article 6 of the` Protocol."""
        of = patterns.OF.match(self.text, end)
        if of is not None:
            at = of.end()
            if patterns.target_pattern().match(self.text, at):
                return at
            anaphora = re.compile(patterns.ANAPHORA).match(self.text, self.text.find("the", of.start(), at))
            if anaphora is not None:
                return anaphora.start()
        named = patterns.OF_NAMED.match(self.text, end)
        return named.end() if named is not None and symbols_at(self.text, named.end()) else None

    def _title_after(self, match: re.Match[str]) -> int | None:
        """Cites the publication that pinpoints lie in: `Chapter VI of the` *Toolkit*."""
        of = patterns.OF.match(self.text, match.end())
        if of is None:
            unknown = None
        else:
            for start, end in self.italics:
                if start == of.end():
                    words = self.text[start:end].strip()
                    whole = next((t for t in self.context.titles if t.lower().startswith(words.lower())), "")
                    if whole:
                        target = Target(CitationKind.PUBLICATION, "", whole)
                        return self._cite(target, match.start(), end, pinpoints_of(match["pin"]))
            unknown = patterns.UNKNOWN_TREATY.match(self.text, of.end())
        if unknown is None or not match["pin"].lower().startswith("art") or "resent" in unknown.group():
            return None
        target = Target(CitationKind.TREATY_ARTICLE, "", " ".join(unknown["name"].split()))
        return self._cite(target, match.start(), unknown.end(), pinpoints_of(match["pin"], treaty=True))

    def _bare(self, match: re.Match[str]) -> int:
        """Pinpoints alone: an article of the treaty named last, or, in brackets, a paragraph of the document cited last."""
        start, end = match.span()
        before = self.text[max(0, start - 24) : start]
        if re.match(r"art", match["pin"], re.I):
            if self.context.treaty and not _ELSEWHERE.match(self.text, end):
                target = Target(CitationKind.TREATY_ARTICLE, self.context.treaty)
                return self._cite(target, start, end, pinpoints_of(match["pin"], treaty=True))
            return end
        bracketed = re.search(r"\((?:see(?:\s+also)?\s+)?$", before)
        if bracketed is None or self.context.document is None or not re.match(r"para", match["pin"], re.I):
            return end
        if "see" in bracketed.group() and not self.context.has_document:
            return end
        return self._cite(self.context.document, start, end, pinpoints_of(match["pin"]))

    def _tail(self, position: int, *, treaty: bool = False) -> tuple[tuple[str, ...], int]:
        """The pinpoints that follow a target ending at `position`, and where they end."""
        match = patterns.TAIL.match(self.text, position)
        if match is None:
            return (), position
        end = match.end()
        after_see = "see" in match.group()[: match.start("pin") - match.start()]
        if after_see and match["pin"].lower() == "annex":
            return (), position
        if patterns.INTERNAL.match(self.text, end) or self._target_after(end) is not None:
            return (), position
        of = patterns.OF.match(self.text, end)
        if of is not None and patterns.UNKNOWN_TREATY.match(self.text, of.end()):
            return (), position
        return pinpoints_of(match["pin"], treaty=treaty), end

    # Publications by title.

    def _italic(self, start: int, end: int) -> int | None:
        """Cites the publication whose title is set in italics; where to go on, or None where it is no title."""
        found = title_at_italic(self.text, start, end, self.context.titles)
        return self._publication(found) if found is not None else None

    def _quote(self, match: re.Match[str]) -> int:
        """Cites the publication whose title stands in quotation marks."""
        found = title_at_quote(self.text, match.start())
        return (self._publication(found) if found is not None else None) or match.end()

    def _publication(self, title: Title) -> int | None:
        """Cites what bears this title: a document where its symbol follows, else a publication."""
        tail = title_tail(self.text, title.end)
        if tail.symbol_at is not None:
            if title.certain:
                self.title = (title.text, tail.symbol_at)
                return title.end
            return None
        if tail.adopted or not (title.certain or tail.certain):
            return None
        target = Target(CitationKind.PUBLICATION, tail.number, title.text)
        pins, stop = self._tail(tail.end)
        if not pins and not tail.certain and any(title.text in known for known in self.context.titles):
            if title.text not in self.context.titles:
                return title.end  # "the Framework for Action": a short form is no mention of its own
        if title.text not in self.context.titles:
            self.context.titles.append(title.text)
        return self._cite(target, title.start, stop if pins else tail.end, pins)

    # Keeping what was found.

    def _has_pending(self, start: int) -> bool:
        """Whether pinpoints wait for the target that starts here."""
        return self.pending is not None and self.pending.target_at <= start <= self.pending.target_at + 6

    def _cite(self, target: Target, start: int, end: int, pins: tuple[str, ...] = ()) -> int:
        """Keeps a citation, with pinpoints that stood before it or stand behind it; where to go on."""
        if not pins and target.kind in (CitationKind.PUBLICATION, CitationKind.OTHER):
            pins, stop = self._tail(end)
            end = stop if pins else end
        self._emit(target, start, end, pins)
        return end

    def _emit(self, target: Target, start: int, end: int, pins: tuple[str, ...]) -> None:
        pending = self.pending
        if pending is not None and pending.start < start:
            reaches = pending.target_at <= start <= pending.target_at + 6
            if reaches and (not self.out or self.out[-1].end <= pending.start):
                treaty = target.kind is CitationKind.TREATY_ARTICLE
                pins = (*pinpoints_of(pending.text, treaty=treaty), *pins)
                start = pending.start
            self.pending = None
        unique = tuple(dict.fromkeys(pins))
        self.out.append(Citation(self.text[start:end], start, end, target.kind, target.target, unique, target.title))
        self.context.cite(target)


def _kind_of(symbol: Symbol) -> CitationKind:
    """What kind of thing a symbol cites."""
    parts = {part.split(".")[0].upper() for part in symbol.components[1:4]}
    if "RES" in parts:
        return CitationKind.RESOLUTION
    return CitationKind.DECISION if "DEC" in parts else CitationKind.UN_DOCUMENT
