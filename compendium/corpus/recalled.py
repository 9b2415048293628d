"""What the words of a recommendation leave to the words around them."""

from __future__ import annotations

import re

from compendium.corpus.sentences import sentences

__all__ = ["goes_on", "refers_back"]

_GOES_ON = re.compile(
    r"[”\"»]\s+"
    r"(?P<rest>(?:should|shall|must|may|might|can|could|would|will|ought to|(?:is|are|needs?) to|be)\s[^(;:]+)"
)
"""Behind a quotation: `should be considered for future meetings`."""
_REFERS_BACK = re.compile(
    r"(?:\w+ ){0,4}?"
    r"(?P<what>(?:[Ss]uch(?: an?)?|[Tt]h(?:is|ese)) "
    r"(?!as\b|(?:context|end|field|matter|meeting|month|purpose|regard|respect|session|text|year)s?\b)[a-z][\w-]*)(?![\w-])"
    r"(?! (?:as|that|which|who|whose)\b)"
)
"""Near the beginning: `importance of such an approach`; but not `such victims as`, `this Convention`, `this year`."""


def goes_on(text: str, end: int) -> str:
    """What a sentence says of quoted words that end at `end` and are but its subject; empty where they are all of it.

    >>> goes_on("recommended that “forms of labour” should be looked at, e.g. by experts (A/1/2).", 33)
    'should be looked at, e.g. by experts'
    """
    found = _GOES_ON.match(text, end)
    if found is None:
        return ""
    stop = next((stop for start, stop in sentences(text) if start < end < stop), len(text))
    rest = text[found.start("rest") : min(found.end(), stop)].rstrip(" .")
    return "" if any(mark in rest for mark in '“”«»"') else " ".join(rest.split())


def refers_back(words: str) -> str:
    """What in the words means something that was said before them; empty where they speak for themselves.

    >>> refers_back("the importance of such an approach"), refers_back("assist such victims as ask for it")
    ('such an approach', '')
    """
    found = _REFERS_BACK.match(words)
    return found["what"] if found else ""
