"""The language of a text, by its script and its commonest words."""

from __future__ import annotations

import re

__all__ = ["language_of"]

SCRIPTS = (("zh", r"[\u4e00-\u9fff]"), ("ar", r"[\u0600-\u06ff]"), ("ru", r"[\u0400-\u04ff]"))
"""Scripts that one official language alone uses."""
WORDS = {
    "en": frozenset("the of and to in that for is on by with as be are shall which from".split()),
    "fr": frozenset("les des et dans une est pour qui sur par avec aux sont ce cette leur du au".split()),
    "es": frozenset("los las del y en una que para por con se es su sus como o lo el".split()),
}
SAMPLE = 20_000
"""Characters that are looked at."""


def language_of(text: str) -> str:
    """The ISO 639-1 code of one of the six official languages of the United Nations; `en` where nothing tells.

    >>> language_of("Les États parties sont invités à renforcer la formation dans les ambassades")
    'fr'
    """
    sample = text[:SAMPLE]
    letters = max(1, sum(c.isalpha() for c in sample))
    for code, script in SCRIPTS:
        if len(re.findall(script, sample)) * 3 > letters:
            return code
    words = re.findall(r"[^\W\d_]+", sample.lower())
    counts = {code: sum(w in common for w in words) for code, common in WORDS.items()}
    return max(counts, key=lambda code: (counts[code], code == "en"))
