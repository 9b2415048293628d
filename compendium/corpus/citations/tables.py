"""The data tables of citations: bodies that adopt resolutions, treaties and their names."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Body", "Treaty", "bodies", "body_named", "body_of_document", "texts", "treaties", "treaty_named"]


@dataclass(frozen=True, slots=True)
class Body:
    """A body that adopts resolutions or decisions."""

    name: str
    aliases: tuple[str, ...]
    short: str
    """The noun by which a paper calls it once it has named it: `the Council`."""
    resolution: str
    """The symbol of a resolution, with a place for its number: `A/RES/{number}`."""
    decision: str
    """The same for decisions; empty where the body adopts none with a number."""
    forms: tuple[str, ...]
    """Shapes of its numbers, the likeliest first."""
    sessions: tuple[int, int]
    highest: int
    """The highest number within a session."""
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Treaty:
    """A treaty with its short key."""

    key: str
    title: str
    names: tuple[str, ...]
    nouns: tuple[str, ...]
    """Bare nouns that may mean it: `Protocol`."""
    number: int | None = None
    """Number of a convention of the International Labour Organization."""


@cache
def bodies() -> tuple[Body, ...]:
    """All bodies, as the table orders them."""
    raw = tomllib.loads(files(__package__).joinpath("bodies.toml").read_text("utf-8"))
    return tuple(
        Body(
            name=row["name"],
            aliases=tuple(row.get("aliases", ())),
            short=row.get("short", ""),
            resolution=row["resolution"],
            decision=row.get("decision", ""),
            forms=tuple(row["forms"]),
            sessions=tuple(row.get("sessions", (1, 9999))),
            highest=row.get("highest", 9999),
            documents=tuple(row["documents"]),
        )
        for row in raw["body"]
    )


@cache
def body_named() -> dict[str, Body]:
    """Bodies by their names and aliases in small letters."""
    return {name.lower(): body for body in bodies() for name in (body.name, *body.aliases)}


def body_of_document(symbol: str) -> Body | None:
    """The body whose papers bear such symbols; the most particular one."""
    found = [(len(start), body) for body in bodies() for start in body.documents if symbol.startswith(start)]
    return max(found, key=lambda pair: pair[0])[1] if found else None


@cache
def _treaty_table() -> tuple[tuple[Treaty, ...], tuple[str, ...]]:
    raw = tomllib.loads(files(__package__).joinpath("treaties.toml").read_text("utf-8"))
    found = tuple(
        Treaty(row["key"], row["title"], tuple(row["names"]), tuple(row["nouns"]), row.get("number"))
        for row in raw["treaty"]
    )
    return found, tuple(row["title"] for row in raw["text"])


def treaties() -> tuple[Treaty, ...]:
    """All treaties of the table."""
    return _treaty_table()[0]


def texts() -> tuple[str, ...]:
    """Titles of texts without a number that are cited by principle, guideline or rule."""
    return _treaty_table()[1]


@cache
def treaty_named() -> dict[str, Treaty]:
    """Treaties by their names in small letters, single spaces."""
    return {name.lower(): treaty for treaty in treaties() for name in (*treaty.names, treaty.title)}
