"""The United Nations' habits of layout, read from `profile.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Profile", "profile"]


@dataclass(frozen=True, slots=True)
class Profile:
    """What marks page furniture, and which words keep a hyphen."""

    head: re.Pattern[str]
    running: re.Pattern[str]
    """A header, unless it comes for the first time: then it is the heading itself."""
    foot: re.Pattern[str]
    job: re.Pattern[str]
    notice: re.Pattern[str]
    """The first line of a standing notice, which goes on to the end of its page."""
    contents: re.Pattern[str]
    """A row that belongs to a table of contents if it stands next to one."""
    head_depth: float
    """How far down the page the band of headers reaches, as a share of its height."""
    foot_depth: float
    job_depth: float
    """How far up the page a line may stand that starts with a job number."""
    prefixes: frozenset[str]
    suffixes: frozenset[str]
    fragment: re.Pattern[str]
    """Second halves that are no word of their own."""


@cache
def profile() -> Profile:
    """The profile, read once."""
    data = tomllib.loads(files(__package__).joinpath("profile.toml").read_text(encoding="utf-8"))
    furniture, hyphen = data["furniture"], data["hyphen"]
    return Profile(
        head=re.compile("|".join(f"(?:{p})" for p in furniture["head"])),
        running=re.compile(furniture["running"]),
        foot=re.compile("|".join(f"(?:{p})" for p in furniture["foot"])),
        job=re.compile(furniture["job"]),
        notice=re.compile(furniture["notice"]),
        contents=re.compile(furniture["contents"]),
        head_depth=furniture["head_depth"],
        foot_depth=furniture["foot_depth"],
        job_depth=furniture["job_depth"],
        prefixes=frozenset(hyphen["prefixes"]),
        suffixes=frozenset(hyphen["suffixes"]),
        fragment=re.compile(hyphen["fragment"]),
    )
