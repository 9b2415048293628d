"""What the words of a recommendation leave to the words around them."""

from __future__ import annotations

import re

__all__ = ["goes_on", "refers_back"]

_GOES_ON = re.compile(
    r"[”\"»]\s+"
    r"(?P<rest>(?:should|shall|must|may|might|can|could|would|will|ought to|(?:is|are|needs?) to|be)\s[^(;:.“\"«]+)"
)
"""Behind a quotation: `should be considered for future meetings`."""
_REFERS_BACK = re.compile(r"(?:\w+ ){0,4}?(?P<what>(?:such(?: an?)?|this|these|those) (?!as\b)[\w-]+)", re.IGNORECASE)
"""Near the beginning: `the importance of such an approach`."""


def goes_on(text: str, end: int) -> str:
    """What a sentence says of quoted words that end at `end` and are but its subject; empty where they are all of it.

    >>> goes_on("recommended that “forms of labour” should be looked at later (A/1/2).", 33)
    'should be looked at later'
    """
    found = _GOES_ON.match(text, end)
    return " ".join(found["rest"].split()) if found else ""


def refers_back(words: str) -> str:
    """What in the words means something that was said before them; empty where they speak for themselves.

    >>> refers_back("the importance of such an approach")
    'such an approach'
    """
    found = _REFERS_BACK.match(words)
    return found["what"] if found else ""
