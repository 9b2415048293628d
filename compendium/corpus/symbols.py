"""Symbols: the official numbers of United Nations documents, such as `CTOC/COP/WG.4/2011/8`.

A symbol is a row of components between oblique strokes: a body (`CTOC`), its organs (`COP`, `WG.4`), a session or a
year, a nature (`L.5`, `CRP.2`, `RES`), a running number and its modifications (`Add.1`, `Rev.2`). The components that
are known by name are listed in `symbols.toml`. The canonical form has no spaces and no asterisk of a reissue.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, total_ordering
from importlib.resources import files
from urllib.parse import quote

from compendium.errors import NotAReferenceError

__all__ = ["Symbol", "find_symbols", "shortened_starts", "symbol_pattern", "symbols_at"]

_SPACE = r"[\s\u00ad\u200b]"
_GAP = rf"{_SPACE}{{0,3}}"
_DASHES = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "∕": "/", "⁄": "/"})
_LINKS = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)|https?://(?:www\.)?(?:undocs\.org|docs\.un\.org)/(?:[a-z]{2}/)?", re.I)
_PIECES = re.compile(r"\d+|[^\W\d_]+|[^\w]|_")

_DATED = re.compile(r"\((?:(?:19|20)\d\d|(?:E?S-)?[IVXLC]+)\)$")
"""The year or session of a resolution, at the end of its symbol."""

# Components, each as it may stand in running text. White space inside one is that of a line broken by a narrow column.
_BRACKET = (  # `S/RES/2388 (2017)`, `A/RES/1514(XV)`, `A/3 (S-IV)`, `A/75/5 (Vol. II)`, `A/69/6 (Prog. 7)`, `COP(8)`
    rf"{_SPACE}?\((?:(?:19|20)\d\d|(?:S-|ES-)?[IVXLC]{{1,8}}|\d{{1,2}}(?:/[IVX]+)?"
    rf"|(?:Vol|Sect|Prog|Part|Pt|Suppl?)\.?{_SPACE}?(?:[IVXLC]+|\d{{1,3}}[A-Z]?))\)"
)
_NUMBER = rf"\d{{1,7}}(?:[A-Z](?:-[A-Z])?(?![\w-]))?(?:{_BRACKET})?"  # `64`, `12B`, `2388 (2017)`
_SPECIAL = r"E?S[-‑–]\d{1,3}"  # `S-23`, `ES-11`
_DOTTED = (  # `WG.4`, `Add.1`, `CONF.VI`, `EB.AIR`
    rf"(?:[A-Za-z]{{1,8}}\.{_SPACE}?(?:\d{{1,5}}|[IVXLC]{{1,6}}(?![A-Za-z]))(?:{_BRACKET})?|[A-Z]{{2,5}}\.[A-Z]{{2,5}}(?![A-Za-z]))"
)
_WORD = r"[A-Z][A-Za-z]{0,11}(?:\(\d{1,2}(?:/[IVX]+)?\))?"  # `COP`, `RES`, `COP(8)`, `Summary`
_LONE = r"\(\d{1,4}\)"  # `S/AC.37/2003/(1455)/26`
_COMPONENT = rf"(?:{_SPECIAL}|{_NUMBER}|{_DOTTED}|{_WORD}|{_LONE})"
_TAIL = rf"(?:(?:{_SPACE}?/{_GAP}){_COMPONENT})"


@dataclass(frozen=True, slots=True)
class _Tables:
    """What `symbols.toml` lists."""

    roots: tuple[str, ...]
    terminal: frozenset[str]
    mixed_case: dict[str, str]
    shortened: tuple[str, ...]


@cache
def _tables() -> _Tables:
    """The table of components, read once."""
    raw = tomllib.loads(files(__package__).joinpath("symbols.toml").read_text("utf-8"))
    return _Tables(
        roots=tuple(sorted(raw["roots"], key=lambda root: (-len(root), root))),
        terminal=frozenset(raw["terminal"]),
        mixed_case={word.upper(): word for word in raw["mixed_case"]},
        shortened=tuple(raw["shortened"]),
    )


def shortened_starts() -> tuple[str, ...]:
    """Components with which people start a symbol whose body they leave out (`WG.4/2011/8`)."""
    return _tables().shortened


@cache
def symbol_pattern() -> str:
    """A regular expression for what may be a symbol in running text, without its left boundary.

    >>> bool(re.match(symbol_pattern(), "A/RES/64/293"))
    True
    """
    roots = "|".join(re.escape(root) for root in _tables().roots)
    return rf"(?:{roots})(?={_SPACE}?/){_TAIL}{{1,9}}"


@cache
def _scanner(*, typed: bool) -> re.Pattern[str]:
    """What may be a symbol, not inside a longer word, path or web address."""
    boundary = r"(?<![\w/.@&=?%#-])"
    return re.compile(
        rf"(?P<url>(?:https?://|www\.)\S+)|{boundary}(?P<symbol>{symbol_pattern()})", re.I if typed else re.NOFLAG
    )


@cache
def _second() -> re.Pattern[str]:
    """The second half of a double symbol: `-S/2025/369` after `A/79/943`."""
    return re.compile(rf"{_SPACE}?[-‑–—]{_SPACE}?(?P<symbol>{symbol_pattern()})")


@cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"{symbol_pattern()}\*{{0,2}}", re.I)


@total_ordering
@dataclass(frozen=True, slots=True, eq=True)
class Symbol:
    """The symbol of a United Nations document, in its canonical form.

    >>> str(Symbol.parse("s/res/2388 (2017)"))
    'S/RES/2388(2017)'
    """

    text: str

    @classmethod
    def parse(cls, text: str) -> Symbol:
        """The symbol that `text` is, whatever its case and spacing.

        Raises:
            NotAReferenceError: `text` is no symbol, or holds anything besides one.
        """
        bare = _LINKS.sub(lambda m: m.group(1) or "", text).strip().translate(_DASHES)
        if _whole().fullmatch(bare):
            found = _checked(bare.rstrip("*"))
            if found is not None and found[0] == len(bare.rstrip("*")):
                return found[1]
        raise NotAReferenceError(
            f"“{text.strip()[:80]}” is not the symbol of a United Nations document.",
            hint="A symbol looks like CTOC/COP/WG.4/2019/3 or A/RES/64/293.",
        )

    @property
    def is_official(self) -> bool:
        """Whether it is one of the United Nations: users may give documents of their own what symbols they like."""
        try:
            return Symbol.parse(self.text) == self
        except NotAReferenceError:
            return False

    def __str__(self) -> str:
        return self.text

    def __lt__(self, other: object) -> bool:
        return (self.key, self.text) < (other.key, other.text) if isinstance(other, Symbol) else NotImplemented

    @property
    def components(self) -> tuple[str, ...]:
        """What stands between the strokes; a stroke inside brackets divides nothing."""
        return tuple(re.findall(r"(?:\([^()]*\)|[^/()])+", self.text))

    @property
    def key(self) -> tuple[tuple[int, int, str], ...]:
        """Sorts as a reader would: `WG.4/2011/8` before `WG.4/2011/10`, a document before its addenda."""
        pieces = _PIECES.findall(self.text)
        return tuple((1, int(p), "") if p.isdecimal() else (2 if p.isalpha() else 0, 0, p) for p in pieces)

    def modified(self, part: str) -> Symbol:
        """The addendum, corrigendum or revision `part` that is named after it: of the same sort as its own last part,
        it stands in that one's place.

        >>> str(Symbol.parse("A/59/565").modified("Corr.1")), str(Symbol.parse("A/59/565/Add.1").modified("Add.2"))
        ('A/59/565/Corr.1', 'A/59/565/Add.2')
        """
        kept = self.components
        if kept[-1].split(".")[0] == part.split(".")[0]:
            kept = kept[:-1]
        return Symbol("/".join((*kept, part)))

    @property
    def link(self) -> str:
        """Its official address; printed, never fetched.

        >>> Symbol.parse("S/RES/2388(2017)").link
        'https://docs.un.org/en/S/RES/2388%282017%29'
        """
        return f"https://docs.un.org/en/{quote(self.text)}"

    @property
    def undated(self) -> str:
        """It without the year or session that its number bears in brackets, as people write it.

        >>> Symbol("S/RES/2388(2017)").undated, Symbol("A/RES/3314(XXIX)").undated, Symbol("A/81/6(Sect.16)").undated
        ('S/RES/2388', 'A/RES/3314', 'A/81/6(Sect.16)')
        """
        return _DATED.sub("", self.text)

    def matches(self, shortened: str) -> bool:
        """Whether `shortened` may stand for it: its end (`2011/8`), its start and a `*` (`CTOC/COP/WG.4/*`), or either
        all or the end of it without the year in brackets (`S/RES/2388`).

        >>> Symbol.parse("CTOC/COP/WG.4/2011/8").matches("wg.4/2011/8")
        True
        """
        wanted = re.sub(_SPACE, "", shortened.translate(_DASHES)).upper()
        whole = self.text.upper()
        if wanted.endswith("*"):
            return whole.startswith(wanted[:-1]) or f"/{wanted[:-1]}" in whole
        return bool(wanted) and any(f"/{form}".endswith(f"/{wanted}") for form in (whole, self.undated.upper()))


def find_symbols(text: str, *, typed: bool = False) -> Iterator[tuple[int, int, Symbol]]:
    """Each symbol in running text with its place; a double symbol gives two.

    Args:
        text: Running text; lines may break inside a symbol, web addresses are passed over.
        typed: Whether people typed it, so that small letters count too (`a/res/71/167`).

    >>> [str(symbol) for _, _, symbol in find_symbols("See A/79/943-S/2025/369, para. 4.")]
    ['A/79/943', 'S/2025/369']
    """
    position = 0
    scanner = _scanner(typed=typed)
    while (match := scanner.search(text, position)) is not None:
        position = match.end()
        if match["symbol"] is None:
            continue
        found = symbols_at(text, match.start())
        yield from found
        position = found[-1][1] if found else match.start() + 1


def symbols_at(text: str, start: int) -> list[tuple[int, int, Symbol]]:
    """The symbol that starts at `start`, and the other half of a double one; nothing where it only looks like one."""
    out: list[tuple[int, int, Symbol]] = []
    match = _whole().match(text, start)
    while match is not None:
        begin = match.start("symbol") if "symbol" in match.re.groupindex else match.start()
        found = _checked(text[begin : match.end()].rstrip("*").translate(_DASHES))
        if found is None:
            break
        length, symbol = found
        out.append((begin, begin + length, symbol))
        match = _second().match(text, begin + length)
    return out


def _checked(text: str) -> tuple[int, Symbol] | None:
    """How much of `text`, which has a symbol's form, is one, and the symbol; None where nothing is."""
    pieces = [(m.end(), m.group()) for m in re.finditer(r"(?:\([^()]*\)|[^/()])+", text)]
    while len(pieces) > 1 and not _may_end(pieces[-1][1]):
        pieces.pop()
    components = [_canonical(piece, i) for i, (_, piece) in enumerate(pieces)]
    if len(components) < 2 or not any(c.isdecimal() for c in "".join(components[1:])):
        return None
    end, last = pieces[-1]
    return end - (len(last) - len(last.rstrip())), Symbol("/".join(components))


def _may_end(component: str) -> bool:
    """Whether a symbol may end with this component: it holds a figure, or is one of a few natures."""
    bare = component.strip()
    numbered = any(c.isdecimal() for c in bare) or re.search(r"\.[IVXLC]+$", bare) is not None
    return numbered or bare in _tables().terminal


def _canonical(component: str, place: int) -> str:
    """A component without white space, in capitals but for the words that are written otherwise."""
    bare = re.sub(_SPACE, "", component)
    if place == 0:
        return bare.upper()
    mixed = _tables().mixed_case
    dotted = "." in bare

    def cased(match: re.Match[str]) -> str:
        word = match.group()
        upper = word.upper()
        # `RES` and `PART` alone are natures in capitals; `Res.3` and `(Part I)` are not.
        written_small = upper in mixed and (dotted or "(" in bare or upper in ("AGENDA", "SUMMARY"))
        return mixed[upper] if written_small and not (upper == "RES" and word.isupper()) else upper

    parts = re.sub(r"[A-Za-z]+", cased, re.sub(r"\(PART(?=[IVX\d])", "(PART ", bare, flags=re.I))
    return parts.replace(" ", "")
