"""The lines drawn on a page: over footnotes, under the heads of tables, around boxes and cells."""

from __future__ import annotations

from compendium.corpus.readers.pdf.words import PageWords, Rule

__all__ = ["across", "upright"]


def across(page: PageWords) -> list[Rule]:
    """The rules that run across the page, parts that touch made one."""
    return _whole(page.rules)


def upright(page: PageWords) -> list[Rule]:
    """The rules that run down the page, parts that touch made one."""
    return [Rule(r.y0, r.x0, r.y1, r.x1) for r in _whole([Rule(r.y0, r.x0, r.y1, r.x1) for r in page.rules])]


def _whole(rules: list[Rule]) -> list[Rule]:
    flat = sorted((r for r in rules if r.height < 3 and r.width > 0), key=lambda r: (round(r.y0), r.x0))
    out: list[Rule] = []
    for rule in flat:
        if out and abs(out[-1].y0 - rule.y0) < 1.5 and rule.x0 <= out[-1].x1 + 2:
            last = out[-1]
            out[-1] = Rule(last.x0, min(last.y0, rule.y0), max(last.x1, rule.x1), max(last.y1, rule.y1))
        else:
            out.append(rule)
    return out
