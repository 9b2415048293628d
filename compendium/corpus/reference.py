"""A reference: a document, and perhaps a place in it, by which people mean a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from compendium.corpus.citations.tables import treaties
from compendium.corpus.symbols import Symbol

__all__ = ["Reference", "house_style"]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference means: at most one of `document`, `shortened`, `source`, `treaty`, `number`, and a place."""

    document: Symbol | None = None
    shortened: str = ""
    """The end of a symbol (`2011/8`, `WG.4/2011/8`), or its start and a `*`."""
    source: str = ""
    """File name of a source."""
    treaty: str = ""
    """Short key of a treaty: `TIP-PROTOCOL`."""
    number: str = ""
    """What bears a number that is no symbol: a sales number, an ISBN, an act of the European Union."""
    scope: str | None = None
    """Where the paragraph's numbering started anew: `annex II`."""
    paragraph: str | None = None
    path: tuple[str, ...] = ()
    """Labels of points, outer first: `("d", "ii")`."""
    place: str = ""
    """A place that is no paragraph, in canonical form: `art. 29, para. 2`, `chap. VI`, `p. 57`."""
    more: tuple[str, ...] = ()
    """The further pinpoints of a list or range: `12` and `13` of `paras. 11-13`."""
    alternatives: tuple[Symbol, ...] = ()
    """What else `document` may be: `resolution 48/13` without its body."""

    @property
    def target(self) -> str:
        """What it refers to: a canonical target, a shortened form or a file name; empty for a place alone."""
        return (
            (str(self.document) if self.document else "") or self.shortened or self.source or self.treaty or self.number
        )

    @property
    def pinpoint(self) -> str:
        """The place in canonical form (`8(f)`, `annex II, para. 3`); empty for the whole document."""
        if self.paragraph is None:
            return ", ".join(part for part in (self.scope, self.place) if part)
        own = self.paragraph + "".join(f"({label})" for label in self.path)
        return f"{self.scope}, para. {own}" if self.scope else own

    def means(self, target: str) -> bool:
        """Whether a canonical target may be what it refers to."""
        if self.shortened:  # `2011/36` may also be directive 2011/36/EU
            return Symbol(target).matches(self.shortened) or target.startswith(f"{self.shortened}/")
        if target == self.target or any(target == str(other) for other in self.alternatives):
            return True
        return self.document is not None and Symbol(target).undated == self.target

    def __str__(self) -> str:
        """House style: `CTOC/COP/WG.4/2017/4, para. 8 (f)`; what is typed so means the same again."""
        where = house_style(*(pinpoint for pinpoint in (self.pinpoint, *self.more) if pinpoint))
        return ", ".join(part for part in (self._what(), where) if part)

    def _what(self) -> str:
        """The target in words."""
        if self.treaty:
            return next((treaty.title for treaty in treaties() if treaty.key == self.treaty), self.treaty)
        if self.document is not None and self.alternatives:
            word = "decision" if "DEC" in self.document.components else "resolution"
            return f"{word} {'/'.join(self.document.components[-2:])}"
        if council := re.fullmatch(r"S/RES/(\d+)\(\*", self.shortened):
            return f"Security Council resolution {council[1]}"
        if re.fullmatch(r"[A-Z/]+\.\d\d\..*", self.number):
            return f"Sales No. {self.number}"
        return f"directive {self.number}" if re.match(r"\(|\d", self.number) else self.target


def house_style(*pinpoints: str) -> str:
    """Canonical pinpoints as citations print them: those of one place together, three or more in a row as a range.

    >>> house_style("8(f)"), house_style("art. 3(a)"), house_style("11", "18", "54")
    ('para. 8 (f)', 'art. 3 (a)', 'paras. 11, 18 and 54')
    >>> house_style("annex II, para. 3", "annex II, para. 5"), house_style("40", "41", "42", "60")
    ('annex II, paras. 3 and 5', 'paras. 40–42 and 60')
    """
    groups: list[tuple[str, list[str]]] = []
    for pinpoint in pinpoints:
        spaced = re.sub(r"(?<=[\w)])\(", " (", f"para. {pinpoint}" if re.match(r"[\d(]", pinpoint) else pinpoint)
        found = _LISTED.fullmatch(spaced)
        head, value = (found["head"], found["value"]) if found else (spaced, "")
        if found and groups and groups[-1][0] == head:
            groups[-1][1].append(value)
        else:
            groups.append((head, [value] if found else []))
    return " and ".join(_together(head, values) for head, values in groups)


_LISTED = re.compile(
    r"(?P<head>(?:.+, )?(?:para|art)\.) (?P<value>[\d(][\w.]*(?: (?:bis|ter|quater))?\)?(?: \(\w+\))*)"
)
"""A place that may be one of a list: `annex II, para. 3 (a)`."""


def _together(head: str, values: list[str]) -> str:
    """The places of one list: `paras. 11, 18 and 54`."""
    if len(values) < 2:
        return " ".join((head, *values))
    runs: list[list[str]] = []
    for value in values:
        if runs and value.isdecimal() and runs[-1][-1].isdecimal() and int(value) == int(runs[-1][-1]) + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    parts = [part for run in runs for part in ([f"{run[0]}–{run[-1]}"] if len(run) > 2 else run)]
    listed = " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else parts[0]
    return f"{head.removesuffix('.')}s. {listed}"
