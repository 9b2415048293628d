"""From the number of a resolution, and the body that is meant, to its symbol."""

from __future__ import annotations

import re
from collections.abc import Iterable

from compendium.corpus.citations.tables import Body, bodies
from compendium.corpus.document import CitationKind

__all__ = ["canonical_resolution", "number_form"]

_FORMS = (
    ("special", re.compile(r"E?S-\d+/\d+")),
    ("bracket", re.compile(r"\d+\((?:19|20)\d\d\)")),
    ("roman", re.compile(r"\d+[A-Z]?(?:-[A-Z])?\([ES-]*[IVXLC]+\)")),
    ("year", re.compile(r"(?:19|20)\d\d/\d+")),
    ("session", re.compile(r"\d{1,3}/\d+(?:[A-Z](?:-[A-Z])?)?")),
    ("climate", re.compile(r"\d+/C[MP]+A?\.\d+")),
    ("health", re.compile(r"WHA\d+\.\d+")),
)
_DEFAULTS = {
    "bracket": "Security Council",
    "year": "Economic and Social Council",
    "session": "General Assembly",
    "roman": "General Assembly",
    "special": "General Assembly",
}


def number_form(number: str) -> str:
    """The shape of a resolution's number (`session`, `bracket`, ...); empty where it has none of them."""
    bare = _bare(number)
    return next((name for name, pattern in _FORMS if pattern.fullmatch(bare)), "")


def canonical_resolution(number: str, kind: CitationKind, candidates: Iterable[Body | None]) -> tuple[str, Body | None]:
    """The symbol of a resolution or decision, and the body that adopted it.

    Args:
        number: As printed: `64/293`, `2388 (2017)`, `1514 (XV)`.
        kind: Resolution or decision.
        candidates: Bodies that the text may mean, the likeliest first; one whose numbers have another shape is passed
            over, and where none fits, the shape itself may tell the body.

    Returns:
        The symbol, empty where no body is known that numbers its resolutions so; the body.

    >>> canonical_resolution("2388 (2017)", CitationKind.RESOLUTION, [])[0]
    'S/RES/2388(2017)'
    """
    bare = _bare(number)
    form = number_form(number)
    if form in ("climate", "health", ""):
        return (bare if form else ""), None
    default = next(body for body in bodies() if body.name == _DEFAULTS[form])
    likely = (body for body in (*candidates, default) if body is not None)
    body = next((body for body in likely if _fits(body, form, bare, kind)), None)
    if body is None:
        return "", None
    if form == "roman":
        bare = re.sub(r"^(\d+)[A-Z-]*", r"\1", bare)  # `2341 B (XXII)` is a part of the one document A/RES/2341(XXII)
    if not body.resolution:
        return "", body
    shape = (body.decision if kind is CitationKind.DECISION else "") or body.resolution
    session, _, item = bare.partition("/")
    return shape.format(number=bare, session=session, item=item), body


def _fits(body: Body, form: str, number: str, kind: CitationKind) -> bool:
    """Whether the body numbers its resolutions so."""
    if form not in body.forms:
        return False
    if form != "session":
        return True
    session, item = re.findall(r"\d+", number)[:2]
    low, high = body.sessions
    return low <= int(session) <= high and (kind is CitationKind.DECISION or int(item) <= body.highest)


def _bare(number: str) -> str:
    """Without white space, with plain hyphens."""
    plain = re.sub(r"(?<=[A-Z])\s(?:and|to)\s(?=[A-Z])", "-", number)
    return re.sub(r"\s", "", plain).translate(str.maketrans("‑–—", "---"))
