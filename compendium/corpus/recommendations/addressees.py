"""Addressees: to whom a recommendation is made, as the text calls them."""

from __future__ import annotations

import re

from compendium.corpus.recommendations.phrases import phrases

__all__ = ["addressee", "is_asked"]

_OPENING = re.compile(r"[\s“\"]*(?:[^,.;:“”]{1,160},\s*)?[\s“\"]*(?:[Tt]he\s+)?")


def addressee(words: str, before: str) -> str:
    """Whom the recommended words ask to do something, or whom the clause before them names last; empty if nobody.

    >>> addressee("with regard to training, States parties should involve all", "")
    'States parties'
    >>> addressee("consider further steps", "the Working Group recommended that Member States ")
    'Member States'
    """
    p = phrases()
    named = list(p.addressee.finditer(before))
    if named and not before[named[-1].end() :].strip(' ,:“"'):
        return named[-1].group()
    for match in p.addressee.finditer(words, 0, 400):
        opening = _OPENING.match(words)
        if match.start() == 0 or (opening and match.start() == opening.end()) or p.asked.match(words, match.end()):
            return match.group()
    return ""


def is_asked(words: str) -> bool:
    """Whether somebody is asked to do something: `States should give workers access`."""
    return any(phrases().asked.match(words, match.end()) for match in phrases().addressee.finditer(words, 0, 400))
