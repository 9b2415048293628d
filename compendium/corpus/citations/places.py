"""Pinpoints that follow no target: they lie in what follows, in the same report, or in what was cited last."""

from __future__ import annotations

import re

from compendium.corpus.citations import patterns
from compendium.corpus.citations.context import Target
from compendium.corpus.citations.draft import Draft, Pending
from compendium.corpus.citations.pinpoints import pinpoints_of
from compendium.corpus.document import CitationKind

__all__ = ["pin"]

_ELSEWHERE = re.compile(r"\s+(?:of|in)\b(?!\s+(?:which|that\s+(?:instrument|treaty)|the\s+same))")
_TRAILING = re.compile(r"(?:,?\s+(?:of|and|the|in|on|for|to|against|or))+$")


def pin(draft: Draft, match: re.Match[str]) -> int:
    """Pinpoints that follow no target: they lie in what follows, or in what was cited last."""
    start, end = match.span()
    internal = patterns.INTERNAL.match(draft.text, end)
    if internal is not None:
        return internal.end()
    if patterns.SAME.match(draft.text, end) and draft.context.document is not None:
        same = patterns.SAME.match(draft.text, end)
        return draft.cite(draft.context.document, start, same.end() if same else end, pinpoints_of(match["pin"]))
    found = draft.target_after(end)
    if found is not None and not re.fullmatch(r"[Aa]nnexes", match["pin"]):  # "the annexes to the Convention"
        draft.pending = Pending(start, match["pin"], found)
        return found
    return _title_after(draft, match) or _bare(draft, match)


def _title_after(draft: Draft, match: re.Match[str]) -> int | None:
    """Cites the publication or the unlisted treaty that pinpoints lie in: `Chapter VI of the` *Toolkit*."""
    of = patterns.OF.match(draft.text, match.end())
    if of is None:
        return None
    if of.end() in draft.italic_end:
        end = draft.italic_end[of.end()]
        words = draft.text[of.end() : end].strip().lower()
        whole = next((title for title in draft.context.titles if title.lower().startswith(words)), "")
        if whole:
            target = Target(CitationKind.PUBLICATION, "", whole)
            return draft.cite(target, match.start(), end, pinpoints_of(match["pin"]))
    unknown = patterns.UNKNOWN_TREATY.match(draft.text, of.end())
    if unknown is None or not match["pin"].lower().startswith("art") or "resent" in unknown.group():
        return None
    name = _TRAILING.sub("", unknown["name"])
    target = Target(CitationKind.TREATY_ARTICLE, "", " ".join(name.split()))
    return draft.cite(target, match.start(), unknown.start() + len(name), pinpoints_of(match["pin"], treaty=True))


def _bare(draft: Draft, match: re.Match[str]) -> int:
    """Pinpoints alone: an article of the treaty named last or, in brackets, a paragraph of the document cited last."""
    start, end = match.span()
    before = draft.text[max(0, start - 24) : start]
    if re.match(r"art", match["pin"], re.I):
        if draft.context.treaty and not draft.context.is_treaty and not _ELSEWHERE.match(draft.text, end):
            target = Target(CitationKind.TREATY_ARTICLE, draft.context.treaty)
            return draft.cite(target, start, end, pinpoints_of(match["pin"], treaty=True))
        return end
    work = draft.out[-1] if draft.out else None
    if re.match(r"chap", match["pin"], re.I):  # Chapter VI of the Toolkit ...; chapter VII deals with ...
        if (
            work is not None
            and any(pin.startswith("chap.") for pin in work.pinpoints)
            and not _ELSEWHERE.match(draft.text, end)
        ):
            return draft.cite(Target(work.kind, work.target, work.title), start, end, pinpoints_of(match["pin"]))
        return end
    bracketed = re.search(r"\((?:see(?:\s+also)?\s+)?$", before)
    if bracketed is None or draft.context.document is None or not re.match(r"para", match["pin"], re.I):
        return end
    if "see" in bracketed.group() and not draft.context.has_document:
        return end
    return draft.cite(draft.context.document, start, end, pinpoints_of(match["pin"]))
