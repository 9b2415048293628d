"""Reading references as people type them.

`2015/6 para 26`, `a/res/71/167`, `SC resolution 2331`, `article 6 of the Trafficking in Persons Protocol`,
`Sales No. E.19.IV.2`. A shortened form stays one until it is held against what a collection holds and cites.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from compendium.corpus.citations.pinpoints import PINPOINT, pinpoints_of
from compendium.corpus.reference import Reference
from compendium.corpus.symbols import Symbol
from compendium.corpus.targets import VOLUME, target_at
from compendium.corpus.typed import as_printed

__all__ = ["find_references", "in_words", "parse_reference"]

_FILE = r"(?P<source>[^\s,;]+\.(?:txt|md|markdown|pdf|docx|html?))(?![\w.])"
_PARAGRAPH = re.compile(  # 8, 16.1, 8(f), annex II, para. 3(a)(i)
    r"(?:(?P<scope>.+), para\. )?(?P<number>\d+(?:\.\d+)?(?: (?:bis|ter|quater))?)(?P<path>(?:\(\w+\))*)"
)
_BARE_PLACE = r"(?P<bare>\d{1,4}(?:\.\d{1,3})?(?:\s?\([a-z]{1,4}\)){0,3}(?:\s?[-–]\s?\([a-z]{1,4}\))?)(?![\w/(])"
_UNIT = re.compile(  # how the name of a place may begin: only then is it worth reading as one
    r"part|annex|append|topic|chap|sect|art|princ|guide|rule|recom|pream|operat|para|sub|draft|foot|pp?\.|vol", re.I
)
_LEAD = re.compile(r"\s*[,;:(]?\s*(?:at\s+)?", re.I)
_OF = re.compile(r"\s*,?\s*(?:(?:of|in|to|from)\s+)?(?:the\s+)?", re.I)
_BARE = re.compile(rf"\s*[,:#§]?\s*{_BARE_PLACE}", re.I)


@cache
def _pinpoint() -> re.Pattern[str]:
    return re.compile(PINPOINT, re.I)


def _place_behind(text: str, position: int) -> tuple[str, int, bool] | None:
    """The place that is named behind a target, where it ends, and whether it is a figure alone."""
    lead = _LEAD.match(text, position)
    if lead is not None and _UNIT.match(text, lead.end()):
        pin = _pinpoint().match(text, lead.end())
        if pin is not None:
            closed = "(" in lead.group() and text[pin.end() : pin.end() + 1] == ")"
            return pin.group(), pin.end() + closed, False
    bare = _BARE.match(text, position)
    return (bare["bare"], bare.end(), True) if bare is not None else None


def parse_reference(text: str) -> Reference | None:
    """The reference that the whole of `text` is; None where it is none, or more than one.

    >>> str(parse_reference("ctoc/cop/wg.4/2017/4 para 8(f)"))
    'CTOC/COP/WG.4/2017/4, para. 8 (f)'
    """
    bare = as_printed(text.strip().strip("“”\"'").rstrip(".,;").strip())
    if not bare:
        return None
    for start, end, reference in _at(bare, 0, whole=True):
        if start == 0 and end == len(bare):
            return reference
    source = re.compile(_FILE, re.I).match(bare)
    if source is not None:
        return _with_rest(Reference(source=source["source"]), bare[source.end() :])
    number = re.match(
        rf"(?P<session>\d{{2}}(?:\d\d)?/\d{{1,4}}{VOLUME})(?![\w/(])"
        r"|(?P<council>\d{3,4})\s?(?P<year>\((?:19|20)\d\d\))",
        bare,
        re.I,
    )
    if number is not None:  # `64/293 para 4`, `2773 (2025) para 9`
        council = Symbol(f"S/RES/{number['council']}{number['year']}") if number["council"] else None
        return _with_rest(Reference(council, shortened=number["session"] or ""), bare[number.end() :])
    return _with_rest(Reference(), bare)


def in_words(target: str) -> str:
    """A canonical target as papers write it: treaties, sales numbers and acts by name.

    >>> in_words("TIP-PROTOCOL"), in_words("E.06.V.11"), in_words("A/RES/64/293")
    ('Trafficking in Persons Protocol', 'Sales No. E.06.V.11', 'A/RES/64/293')
    """
    reference = parse_reference(target)
    named = reference is not None and reference.target == target and (reference.treaty or reference.number)
    return str(reference) if named else target


def find_references(query: str) -> list[tuple[int, int, Reference]]:
    """Each reference inside a query, with its place; ordinary words and numbers are left alone.

    >>> [(start, end, found.target) for start, end, found in find_references("consent GA res 71/167")]
    [(8, 21, 'A/RES/71/167')]
    >>> find_references("2019 report on section 3, 24/7")
    []
    """
    out: list[tuple[int, int, Reference]] = []
    if not re.search(r"\d|/\*|[A-Z]{3}|\w-", query):
        return out  # plain words: no pattern need be made ready
    position = 0
    for word in re.finditer(r"(?<![\w/.-])[\w(]", query):
        if word.start() < position:
            continue
        found = next(_at(query, word.start(), whole=False), None)
        if found is not None:
            out.append(found)
            position = found[1]
    return out


def _at(text: str, start: int, *, whole: bool) -> Iterator[tuple[int, int, Reference]]:
    """The reference that starts at `start`, as long as possible; `whole`: nothing else is expected beside it."""
    target = target_at(text, start, whole=whole)
    if target is not None:
        end, reference = target
        behind = _place_behind(text, end)
        if behind is not None and _place_fits(text, behind, reference, whole=whole):
            placed = _placed(reference, behind[0])
            if placed is not None:
                yield start, behind[1], placed
                return
        if whole or not reference.treaty or text[start:end].upper() == reference.treaty:
            yield start, end, reference
        return
    pin = _pinpoint().match(text, start) if _UNIT.match(text, start) else None
    of = _OF.match(text, pin.end()) if pin is not None else None
    target = target_at(text, of.end(), whole=whole) if of is not None else None
    if pin is not None and target is not None:
        placed = _placed(target[1], pin.group())
        if placed is not None:
            yield start, target[0], placed


def _place_fits(text: str, behind: tuple[str, int, bool], reference: Reference, *, whole: bool) -> bool:
    """Whether what follows a target is a place in it: a bare figure only where nothing says otherwise."""
    place, end, alone = behind
    if not alone:
        # `Trafficking in Persons Protocol article 6 of ...` goes on; `res 71/167 article 6 of the Protocol` does not
        after = re.compile(r"\s+(?:of|to)\s+(?:the\s+)?").match(text, end)
        return after is None or target_at(text, after.end(), whole=whole) is None
    if reference.treaty or reference.number:
        return False
    return whole or "(" in place or not text[end:].strip(" .,;?!")


def _placed(reference: Reference, pin: str) -> Reference | None:
    """The reference with the place that `pin` names; None where it names none."""
    plain = re.sub(r"\([A-Z]{1,5}\)|\b(?![IVXLC]+\b)[A-Za-z]{3,}", lambda m: m.group().lower(), pin)
    if re.match(r"[\d(]", plain):
        plain = f"para. {plain}"
    pinpoints = pinpoints_of(plain, treaty=bool(reference.treaty))
    if not pinpoints:
        return None
    found = _PARAGRAPH.fullmatch(pinpoints[0])
    if found is None or reference.treaty or reference.number:
        return replace(reference, place=pinpoints[0], more=pinpoints[1:])
    return replace(
        reference,
        scope=found["scope"],
        paragraph=found["number"],
        path=tuple(re.findall(r"\w+", found["path"])),
        more=pinpoints[1:],
    )


def _with_rest(reference: Reference, rest: str) -> Reference | None:
    """The reference with the place that the whole of `rest` names."""
    if not rest.strip():
        return reference if reference.target else None
    behind = _place_behind(rest, 0)
    if behind is None or behind[1] != len(rest) or (behind[2] and not reference.target):
        return None
    return _placed(reference, behind[0])
