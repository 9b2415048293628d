"""The lines drawn on a page: over footnotes, under the heads of tables, around boxes and cells."""

from __future__ import annotations

from compendium.corpus.readers.pdf.characters import PageWords, Rule

__all__ = ["across", "upright"]


def across(page: PageWords) -> list[Rule]:
    """The rules that run across the page, parts that touch made one."""
    flat = sorted((r for r in page.rules if r.height < 3 and r.width > 0), key=lambda r: (round(r.y0), r.x0))
    out: list[Rule] = []
    for rule in flat:
        if out and abs(out[-1].y0 - rule.y0) < 1.5 and rule.x0 <= out[-1].x1 + 2:
            last = out[-1]
            out[-1] = Rule(last.x0, min(last.y0, rule.y0), max(last.x1, rule.x1), max(last.y1, rule.y1))
        else:
            out.append(rule)
    return out


def upright(page: PageWords) -> list[Rule]:
    """The rules that run down the page, parts that touch made one."""
    thin = sorted((r for r in page.rules if r.width < 3 and r.height > 0), key=lambda r: (round(r.x0), r.y0))
    out: list[Rule] = []
    for rule in thin:
        if out and abs(out[-1].x0 - rule.x0) < 1.5 and rule.y0 <= out[-1].y1 + 2:
            last = out[-1]
            out[-1] = Rule(min(last.x0, rule.x0), last.y0, max(last.x1, rule.x1), max(last.y1, rule.y1))
        else:
            out.append(rule)
    return out
