"""The masthead: what the head of a document states about it, and where its body begins.

An identity is read only from the masthead's own lines. The first symbol in a paper's text is as a rule that of
another document (its provisional agenda, in the asterisk note), so a symbol counts only where it stands alone
on a line above the body.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compendium.corpus.clean import clean, job_number
from compendium.corpus.document import Block, BlockKind, Masthead, SourceText
from compendium.corpus.habits import habits, iso_date, meeting_of, ordinal_number, year_of
from compendium.corpus.headings import looks_like_heading
from compendium.corpus.numbering import heading_number, numbered
from compendium.corpus.symbols import find_symbols
from compendium.corpus.titles import TitleLine, plain_title, titles

__all__ = ["Front", "read_masthead", "with_meeting"]

FARTHEST = 60
"""Blocks among which a masthead is looked for."""
LONGEST_SYMBOL = 60
"""Characters of a line that may be a symbol alone."""
COVER_PAGES = 3
RESOLUTIONS = {
    "General Assembly": "A/RES/",
    "Economic and Social Council": "E/RES/",
    "Human Rights Council": "A/HRC/RES/",
}
"""Bodies whose resolutions bear session and number, which with the body make the symbol."""
PROSE = 300
"""Characters; a longer block above the first number is the body's."""


@dataclass(frozen=True, slots=True)
class Front:
    """A document's masthead, and the blocks that are its body."""

    masthead: Masthead
    body: tuple[Block, ...]


@dataclass(slots=True)
class _Draft:
    """The masthead in the making."""

    fields: dict[str, str]
    titles: list[TitleLine]
    """Lines that are none of the masthead's statements."""


def read_masthead(source: SourceText) -> Front:
    """The masthead of a document, and its body's blocks.

    Footnotes, rules and tables among the masthead's blocks go with the body.
    """
    blocks = source.blocks
    end = _front_end(blocks)
    draft = _Draft({}, [])
    kept = [block for block in blocks[:end] if not _take(block, draft)]
    symbol = draft.fields.get("symbol") or _running_symbol(source)
    if draft.fields.keys() - {"date"} or symbol:
        masthead, rest = _masthead(draft, symbol), (*kept, *blocks[end:])
    else:
        title, rest = plain_title(blocks, FARTHEST)
        masthead = Masthead(title=title or source.title)
    masthead = replace(masthead, job_number=_job_number(source))
    return Front(replace(masthead, kind=_kind(masthead)), tuple(rest))


def with_meeting(masthead: Masthead, opening: str) -> Masthead:
    """The masthead with the number of its meeting, from the table of meetings or from the paper's first words.

    Args:
        masthead: a masthead whose body and dates are known.
        opening: the first paragraphs' text.
    """
    year = year_of(masthead.meeting_dates) or masthead.year
    known = meeting_of(masthead.body, year) if year else None
    if known is None and masthead.kind == "background paper":
        # "... at its ninth meeting": the paper speaks of the meeting that it was written for.
        said = re.search(r"\bat its ([a-z-]+|\d+(?:st|nd|rd|th)) (?:meeting|session)\b(?!, in)", opening)
        known = ordinal_number(said[1]) if said else None
    return replace(masthead, meeting=known) if known else masthead


def _front_end(blocks: Sequence[Block]) -> int:
    """How many blocks stand above the body."""
    table = habits()
    for i, block in enumerate(blocks[:FARTHEST]):
        text = block.content.text.strip()
        if block.kind in {BlockKind.NOTE, BlockKind.RULE, BlockKind.TABLE} or not text:
            continue
        if table.enacting.match(text) or table.opening.match(text):
            return i
        found = numbered(block)
        if found and not table.masthead["resolution_title"].match(text):
            return i
        if heading_number(text) and re.match(r"[IVX]+\.|[A-Z]\.", text) and looks_like_heading(block, plain=True):
            return i
        if len(text) > PROSE and "\n" not in text:
            return i
    return min(len(blocks), FARTHEST) if len(blocks) <= FARTHEST else 0


def _take(block: Block, draft: _Draft) -> bool:
    """Reads a block of the masthead, line by line; False where it belongs to the body."""
    if block.kind in {BlockKind.NOTE, BlockKind.RULE, BlockKind.TABLE}:
        return False
    content = clean(block.content)
    lines = content.text.split("\n")
    stated = [_state(line.strip(), draft) for line in lines]
    if not any(stated) and _is_prose(content.text):
        return False
    after_item = "agenda_item" in draft.fields
    if not any(stated):
        draft.titles.append(TitleLine(" ".join(lines), block.kind is BlockKind.HEADING, after_item))
        return True
    draft.titles += [
        TitleLine(line.strip(), False, after_item) for line, known in zip(lines, stated, strict=True) if not known
    ]
    return True


def _is_prose(text: str) -> bool:
    """Whether a text reads like a sentence and not like a title."""
    # "a Estimates as at 28 February." is the note of a table above paragraph 1.
    return text.endswith((".", ";", ":")) and (len(text.split()) > 8 or re.match(r"[a-z]\s+[A-Z]", text) is not None)


def _state(line: str, draft: _Draft) -> bool:
    """Notes what a line of the masthead states; False where it states nothing known."""
    fields, patterns = draft.fields, habits().masthead
    known = False
    if found := patterns["distribution"].search(line):
        fields.setdefault("distribution", found["value"].capitalize())
        known = True
    if found := patterns["original"].search(line):
        languages = re.sub(r"[^\W\d_]{3,}", lambda m: m[0].capitalize(), found["value"].strip())
        fields.setdefault("original_language", languages.replace("And", "and"))
        known = True
    date = iso_date(line)
    if date and (known or re.fullmatch(r"\d{1,2}\s+\w+?\s*\d{4}|\w+?\s*\d{4}", line)):
        fields.setdefault("date", date)
        return True
    if known:
        return True
    return _statement(line, fields)


def _statement(line: str, fields: dict[str, str]) -> bool:
    patterns = habits().masthead
    if symbol := _symbol_alone(line):
        fields.setdefault("symbol", symbol)
        return True
    if found := patterns["adopted"].match(line):
        body = " ".join(w if w in {"and", "the"} else w.capitalize() for w in found["body"].split())
        fields.update(body=body, subtitle=line)
        if date := iso_date(line):
            fields["date"] = date
        return True
    if (found := patterns["resolution_title"].match(line)) and "subtitle" in fields:
        fields["title"] = found["title"].strip()
        fields.setdefault("resolution", found["number"])
        return True
    if found := patterns["alone"].match(line):
        fields.setdefault("distribution", found["value"].capitalize())
        return True
    for name in ("agenda_item", "session", "meeting_dates"):
        if found := patterns[name].match(line):
            fields.setdefault(name, found["value"].strip(" *"))
            return True
    # "HUMAN RIGHTS COUNCIL Twelfth session": two lines of the masthead that a converter or a tight setting joined.
    joined = re.fullmatch(r"(.+?)\s+(\S+\s+(?:special\s+)?session)", line)
    if joined and habits().body.match(joined[1]) and patterns["session"].fullmatch(joined[2]):
        return _statement(joined[1], fields) and _statement(joined[2], fields)
    if habits().body.match(line) and len(line) < 160:
        # The last body named is the one that meets: the Conference of the Parties, then its working group.
        fields["body"] = line
        return True
    if patterns["printed"].match(line) or habits().furniture.match(line) or job_number(line):
        return True
    if any(kind.search(line) and kind.match(line) for _, kind in habits().kinds) and _by_whom(line):
        fields.setdefault("subtitle", line)
        return True
    return False


def _symbol_alone(line: str) -> str:
    """The symbol that a line consists of, the first of a double one; empty for anything else."""
    found = list(find_symbols(line))
    if (
        not found
        or line[: found[0][0]].strip()
        or re.fullmatch(r"(?:/Part [A-Z\d]+)?[ *]*", line[found[-1][1] :]) is None
    ):
        return ""
    between = (line[a[1] : b[0]] for a, b in pairwise(found))
    return str(found[0][2]) if all(gap.strip() in {"", "-", "–", "/"} for gap in between) else ""


def _by_whom(line: str) -> bool:
    """Whether a line names a document's kind and its author, as a subtitle does."""
    return (
        re.search(r"\b(?:prepared|submitted|transmitted) by|^(?:note|report)s? (?:by|of) the\b", line, re.IGNORECASE)
        is not None
    )


def _masthead(draft: _Draft, symbol: str) -> Masthead:
    fields = draft.fields
    number, body = fields.get("resolution", ""), fields.get("body", "")
    if not symbol and number and body in RESOLUTIONS:
        symbol = RESOLUTIONS[body] + number
    title, agenda_title, others = titles(draft.titles)
    item = fields.get("agenda_item", "")
    return Masthead(
        symbol=symbol,
        distribution=fields.get("distribution", ""),
        date=fields.get("date", ""),
        original_language=fields.get("original_language", ""),
        body=body,
        meeting_dates=fields.get("meeting_dates", "").strip("()"),
        session=fields.get("session", ""),
        agenda_item=f"{item}: {agenda_title}" if item and agenda_title else item,
        title=fields.get("title", "") or title or fields.get("subtitle", ""),
        subtitle="; ".join(filter(None, [fields.get("subtitle", ""), *others])),
    )


def _running_symbol(source: SourceText) -> str:
    """The symbol that stands alone at the head of the pages, or in a cell of a cover page; empty if there is none.

    Word's templates put the masthead of the first page into a header, which a tagged PDF sets apart from the text;
    the symbol at the head of the other pages is the same.
    """
    lines = [
        symbol
        for line in source.text.split("\n")
        if "/" in line and len(line) < LONGEST_SYMBOL and (symbol := _symbol_alone(line))
    ]
    if lines:
        symbol, times = Counter(lines).most_common(1)[0]
        if times > max(1, len(source.pages) // 3):
            return symbol
    for block in source.blocks[:FARTHEST]:
        if block.kind is BlockKind.TABLE and (block.page or 1) <= COVER_PAGES:
            for cell in re.split(r"[\t\n]", block.content.text):
                if symbol := _symbol_alone(cell.strip()):
                    return symbol
    return ""


def _job_number(source: SourceText) -> str:
    """The job number on a line of its own, which a reader may have left out of the blocks as furniture."""
    for line in source.text.split("\n"):
        if len(line) < LONGEST_SYMBOL and "-" in line and (number := job_number(line)):
            return number
    for block in source.blocks:
        for line in block.content.text.split("\n"):
            if number := job_number(line):
                return number
    return ""


def _kind(masthead: Masthead) -> str:
    """The kind of a document by its title, its subtitle or its symbol."""
    for text in (masthead.subtitle, masthead.title):
        for kind, pattern in habits().kinds:
            if text and pattern.search(text):
                return kind
    if "/RES/" in masthead.symbol:
        return "resolution"
    return "document" if masthead.symbol else "text"
