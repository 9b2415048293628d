"""Words that the end of a line breaks in a draft, or parts at their hyphen: what they are, the collection tells."""

from __future__ import annotations

import re
from dataclasses import replace

from compendium.corpus.styled import StyledText
from compendium.indexer.analysis import fold
from compendium.search.draft import Draft
from compendium.search.leads import Library
from compendium.search.quotations import Quotation

__all__ = ["with_whole_words"]

BROKEN = re.compile(r"([^\W\d_]+)-\s*\n[\s>]*([^\W\d_]+)")
"""A word that a line's end breaks, or parts at its hyphen."""


def with_whole_words(quotation: Quotation, draft: Draft, library: Library) -> Quotation:
    """A quotation with the words that a line's end breaks as the collection has them; the others stay as they are."""
    text = StyledText(quotation.text, marks=quotation.marks)
    parts = (draft.parts[index] for index in dict.fromkeys(piece.part for piece in quotation.pieces))
    for match in (match for part in parts for match in BROKEN.finditer(draft.text, part.start, part.end)):
        before, after = match.groups()
        known, apart = library.frequency(fold(before + after)), library.stand_together(before, after)
        if known and not apart:
            text = text.sub(re.compile(rf"\b{before}- ?{after}\b"), before + after)
        elif apart and not known:
            text = text.sub(re.compile(rf"\b{before}{after}\b"), f"{before}-{after}")
    return replace(quotation, text=text.text, marks=text.marks)
