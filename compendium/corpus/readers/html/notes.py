"""Footnotes of a page: links that are marks, the elements that they lead to, links that lead back; and their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bs4.element import Tag

from compendium.corpus.document import Block, BlockKind
from compendium.corpus.readers.html.page import Measures, attribute, events, knowledge, text_of
from compendium.corpus.styled import StyledText

__all__ = ["Notes", "find_notes", "note_of", "placed", "with_its_notes"]

LABEL = re.compile(r"[\[(]?\s*(?P<label>\d{1,4}|\*{1,4}|[†‡§]|[a-z]{1,2}|[ivxl]{1,6})\s*[\])]?\.?", re.IGNORECASE)
BACK = re.compile(
    r"[\s↑↩⏎⮌^\ufe0e\ufe0f\[\]]*(?:back|return|top|jump up|a|b|c|d|\d{1,4})?[\s↑↩⏎⮌^\ufe0e\ufe0f\[\]]*", re.IGNORECASE
)
HOLDERS = frozenset({"li", "p", "div", "dd", "td", "aside", "section", "blockquote", "body", "tr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
LONGEST = 6000
"""Characters; a longer element is not one footnote."""
LABEL_LENGTH = 10
"""Characters of the longest mark, brackets included."""
SMALL = 12
"""Elements inside a mark or a link back; one with more is something else."""


@dataclass(slots=True)
class Notes:
    """The footnotes of a page, by the identity of the elements."""

    marks: dict[int, tuple[str, int]] = field(default_factory=dict)
    """Links and superscripts that are marks: label, and identity of the element that holds the note."""
    holders: dict[int, str] = field(default_factory=dict)
    """Elements that hold a note: its label."""
    back: set[int] = field(default_factory=set)
    """Links that lead back to a mark, and labels typed at the head of a note."""


@dataclass(slots=True)
class _Survey:
    """What one pass over the page sees."""

    place: dict[int, int] = field(default_factory=dict)
    names: dict[str, Tag] = field(default_factory=dict)
    holder: dict[int, Tag] = field(default_factory=dict)
    """The innermost block that an anchor or a superscript stands in."""
    raised: set[int] = field(default_factory=set)
    """Links inside superscripts."""
    first: set[int] = field(default_factory=set)
    """Superscripts that their block begins with."""
    links: list[Tag] = field(default_factory=list)
    sups: list[Tag] = field(default_factory=list)


def with_its_notes(content: Tag, body: Tag) -> Tag:
    """The main content, or what holds it and the notes that its marks lead to: many pages end with them, apart."""
    wanted = {
        target
        for link in content.find_all("a", href=knowledge().note_links)
        if isinstance(link, Tag) and (target := attribute(link, "href")[1:])
    }
    wanted &= _names(body)
    while content is not body and isinstance(content.parent, Tag) and not wanted <= _names(content):
        content = content.parent
    return content


def _names(root: Tag) -> set[str]:
    """The names by which links may lead to an element or to what it holds."""
    tags = [root, *root.find_all(id=True), *root.find_all("a", attrs={"name": True})]
    return {name for tag in tags if isinstance(tag, Tag) for name in (attribute(tag, "id"), attribute(tag, "name"))}


def find_notes(root: Tag, measures: Measures) -> Notes:
    """The footnotes of a page's main content."""
    survey = _survey(root)
    notes = Notes()
    inward = [(link, _target(link, survey)) for link in survey.links]
    for link, target in inward:
        if target is None:
            continue
        holder = _holder(target, survey)
        label = _mark_label(link, id(link) in survey.raised, measures)
        if label and survey.place[id(target)] > survey.place[id(link)] and _is_note(holder, measures):
            notes.marks[id(link)] = (label, id(holder))
            notes.holders.setdefault(id(holder), label)
    _unmarked(inward, notes, measures)
    notes.back |= {id(link) for link, target in inward if _leads_back(link, target, survey, measures)}
    _typed(survey, notes, measures)
    return notes


def _survey(root: Tag) -> _Survey:
    survey = _Survey()
    blocks: list[tuple[Tag, bool]] = [(root, True)]
    """The blocks that are open, each with whether it has no text yet."""
    raised = place = 0
    for event, node in events(root):
        if event == "text" or not isinstance(node, Tag):
            if text_of(node).strip():
                blocks[-1] = (blocks[-1][0], False)
            continue
        raised += 0 if node.name != "sup" else 1 if event == "open" else -1
        is_block = node.name in HOLDERS or node.name in HEADINGS
        if event == "open":
            place += 1
            survey.place[id(node)] = place
            survey.holder[id(node)] = blocks[-1][0]
            _note_names(node, survey)
            _note_marks(node, survey, raised=raised > 0, first=blocks[-1][1])
            if is_block:
                blocks.append((node, True))
        elif is_block and len(blocks) > 1:
            blocks.pop()
    return survey


def _note_names(node: Tag, survey: _Survey) -> None:
    """Notes the names by which links may lead to an element."""
    for name in (attribute(node, "id"), attribute(node, "name") if node.name == "a" else ""):
        if name:
            survey.names.setdefault(name, node)


def _note_marks(node: Tag, survey: _Survey, *, raised: bool, first: bool) -> None:
    """Notes an element that may be a mark or lead back to one."""
    if node.name == "a" and attribute(node, "href").startswith("#"):
        survey.links.append(node)
        if raised:
            survey.raised.add(id(node))
    elif node.name == "sup":
        survey.sups.append(node)
        if first:
            survey.first.add(id(node))


def _leads_back(link: Tag, target: Tag | None, survey: _Survey, measures: Measures) -> bool:
    """Whether a link leads from a note to its mark, or says so where the mark's name is missing."""
    if measures[id(link)].elements > SMALL or not BACK.fullmatch(link.get_text()[:40]):
        return False
    if target is None:
        arrow = not any(c.isalnum() for c in link.get_text())
        return arrow or bool(re.search("back|return", attribute(link, "class")))
    return survey.place[id(target)] < survey.place[id(link)]


def _target(link: Tag, survey: _Survey) -> Tag | None:
    from urllib.parse import unquote

    name = attribute(link, "href")[1:]
    return survey.names.get(name) or survey.names.get(unquote(name))


def _holder(target: Tag, survey: _Survey) -> Tag:
    """The element that holds the note whose name a link leads to: its block, or the whole of several paragraphs."""
    block = target if target.name in HOLDERS else survey.holder.get(id(target), target)
    around = block.parent
    # Word puts each note's paragraphs into a division that bears the note's name.
    if around is not None and around.name in HOLDERS and knowledge().note_names.match(attribute(around, "id")):
        return around
    return block


def _mark_label(link: Tag, raised: bool, measures: Measures) -> str:
    """The label of a link that may be a footnote's mark; empty where it is none."""
    measure = measures[id(link)]
    if measure.text > LABEL_LENGTH or measure.elements > SMALL:
        return ""
    text = link.get_text().strip()
    found = LABEL.fullmatch(text)
    if found is None:
        return ""
    said = {"footnote", "doc-noteref", "noteref"} & set(
        f"{attribute(link, 'rel')} {attribute(link, 'role')} {attribute(link, 'epub:type')}".lower().split()
    )
    named = knowledge().note_names.match(attribute(link, "href")[1:])
    bracketed = text.startswith(("[", "("))
    raised = raised or link.find("sup") is not None
    return found["label"] if raised or said or named or bracketed else ""


def _is_note(holder: Tag, measures: Measures) -> bool:
    measure = measures.get(id(holder))
    return (
        holder.name not in HEADINGS | {"body", "main", "article"}
        and measure is not None
        and 0 < measure.text < LONGEST
        and not measure.headings
    )


def _unmarked(inward: list[tuple[Tag, Tag | None]], notes: Notes, measures: Measures) -> None:
    """Adds the items of a list of notes that no mark leads to, such as those of a picture's caption left out."""
    lists = {id(t.parent): t.parent for _, t in inward if t is not None and t.name == "li" and id(t) in notes.holders}
    for parent in lists.values():
        items = [] if parent is None else parent.find_all("li", recursive=False)
        if sum(id(item) in notes.holders for item in items) * 2 < len(items):
            continue
        for place, item in enumerate(items, 1):
            if isinstance(item, Tag) and id(item) not in notes.holders and _is_note(item, measures):
                notes.holders[id(item)] = str(place)


def _typed(survey: _Survey, notes: Notes, measures: Measures) -> None:
    """Adds the notes that are typed as superscripts alone: a block that begins with one, and a mark above it."""
    marks: dict[str, Tag] = {}
    for sup in survey.sups:
        label = _typed_label(sup, measures)
        holder = survey.holder[id(sup)]
        if not label:
            continue
        if id(sup) not in survey.first:
            marks.setdefault(label, sup)
        elif label in marks and id(holder) not in notes.holders and _is_note(holder, measures):
            notes.marks[id(marks.pop(label))] = (label, id(holder))
            notes.holders[id(holder)] = label
            notes.back.add(id(sup))


def _typed_label(sup: Tag, measures: Measures) -> str:
    """The number or asterisks that a superscript consists of; empty where it holds anything else."""
    measure = measures[id(sup)]
    if measure.linked or measure.elements > SMALL or measure.text > LABEL_LENGTH:
        return ""
    found = LABEL.fullmatch(sup.get_text().strip())
    return found["label"] if found and not found["label"].isalpha() else ""


def note_of(label: str, parts: Sequence[StyledText]) -> Block:
    """A footnote of this label, from the text of the blocks that its element holds."""
    content = StyledText.join([part for part in parts if part.text], "\n")
    # "1. See ..." and "[1] See ...": the label typed once more.
    typed = re.match(rf"\s*[\[(]?{re.escape(label)}[\])]?(?:[.:)\]]\s*|(?<=[\])])\s*)", content.text)
    if typed and typed.end() > len(label):
        content = content.cut(typed.end())
    if content.text.startswith("^"):  # what is left of an encyclopedia's link back
        content = content.cut(1)
    return Block(BlockKind.NOTE, content.strip(), 0, 0, label=label, continues=False)


def placed(found: Sequence[tuple[Block, list[int]]], bodies: dict[int, Block]) -> Iterator[Block]:
    """The blocks, each note after the first block with its mark, or where it stands if no block has it.

    Args:
        found: blocks with the holders of the notes whose marks they bear; where a note stands, an empty one of kind
            NOTE whose `start` is its holder.
        bodies: the notes by holder.
    """
    marked = {holder for _, holders in found for holder in holders}
    done: set[int] = set()
    for i, (block, holders) in enumerate(found):
        if block.kind is BlockKind.NOTE:
            holders = [] if block.start in marked else [block.start]
        elif not _heads_only_notes(found, i):
            yield block
        for holder in holders:
            if holder not in done and holder in bodies:
                done.add(holder)
                yield bodies[holder]


def _heads_only_notes(found: Sequence[tuple[Block, list[int]]], at: int) -> bool:
    """Whether a block is the heading of a list of notes: the notes stand elsewhere, and it heads nothing."""
    if found[at][0].kind is not BlockKind.HEADING:
        return False
    below = at + 1
    while below < len(found) and found[below][0].kind is BlockKind.NOTE:
        below += 1
    ends = below == len(found) or found[below][0].kind is BlockKind.HEADING
    return below > at + 1 and ends
