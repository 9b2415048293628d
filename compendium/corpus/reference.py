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
        return target == self.target or any(target == str(other) for other in self.alternatives)

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
    """Canonical pinpoints as citations print them.

    >>> house_style("8(f)"), house_style("art. 3(a)"), house_style("11", "18", "54")
    ('para. 8 (f)', 'art. 3 (a)', 'paras. 11, 18 and 54')
    """
    spaced = [re.sub(r"(?<=[\w)])\(", " (", pinpoint) for pinpoint in pinpoints]
    if not all(re.match(r"[\d(]", one) for one in spaced):
        spaced = [f"para. {one}" if re.match(r"[\d(]", one) else one for one in spaced]
        return " and ".join(spaced)
    if len(spaced) < 2:
        return f"para. {spaced[0]}" if spaced else ""
    return f"paras. {', '.join(spaced[:-1])} and {spaced[-1]}"
