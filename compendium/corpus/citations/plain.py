"""Titles typed plainly: a publication that was set off as a title before, named again without marks or italics."""

from __future__ import annotations

import re
from bisect import bisect_left, insort

from compendium.corpus.citations.draft import Draft
from compendium.corpus.document import Citation, CitationKind

__all__ = ["cite_plain_titles"]

SHORTEST = 4
"""Words that a title needs to be known again without marks: `Trafficking in children` are also just words."""
CAPITALS = 0.6
"""Share of its longer words that bear a capital where it stands as a title."""
_SUBTITLE = re.compile(r"\s?[:—–]\s")
_ARTICLE = re.compile(r"^(?:A|An|The)\s", re.I)
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


def cite_plain_titles(draft: Draft, known: list[str]) -> None:
    """Adds the plain mentions of known titles to the citations of a text, in order.

    Args:
        draft: A text that was read to its end.
        known: Titles that were cited before this text, or by it.
    """
    folded = draft.text.lower()
    if len(folded) != len(draft.text):  # a few letters grow when folded, and offsets would no longer hold
        return
    taken = [(citation.start, citation.end) for citation in draft.out]
    for title in sorted(known, key=len, reverse=True):  # the fuller title first, where one begins another
        name = _ARTICLE.sub("", _SUBTITLE.split(title, maxsplit=1)[0])
        if len(name.split()) < SHORTEST:
            continue
        start = folded.find(name.lower())
        while start >= 0:
            end = start + len(name)
            if _is_free(taken, start, end) and _stands_alone(draft.text, start, end):
                raw = draft.text[start:end]
                draft.out.append(Citation(raw, start, end, CitationKind.PUBLICATION, "", (), " ".join(raw.split())))
                insort(taken, (start, end))
            start = folded.find(name.lower(), end)
    draft.out.sort(key=lambda citation: citation.start)


def _is_free(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether no span of these, which are in order and do not overlap, lies between two places."""
    after = bisect_left(taken, (start, 0))
    return (after == 0 or taken[after - 1][1] <= start) and (after == len(taken) or taken[after][0] >= end)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the words are whole, not in quotation marks, and set as a title."""
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return not any(sign.isalnum() or sign in '_/-“”"' for sign in around) and _is_set_as_title(text[start:end])


def _is_set_as_title(words: str) -> bool:
    """Whether most of the longer words bear a capital."""
    long = [word for word in _LONG_WORD.findall(words) if word.lower() not in ("against", "with", "from", "into")]
    return bool(long) and sum(word[0].isupper() for word in long) >= CAPITALS * len(long)
