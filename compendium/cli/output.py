"""Where output goes: results to stdout, all else to stderr; colours only on a terminal that has them."""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from compendium.errors import SettingsError
from compendium.search.printers.page import Page
from compendium.search.terminal import visible

__all__ = ["NARROWEST", "has_colour", "note", "reader_has_gone", "report_line", "standard_input", "stdout_page"]

NARROWEST, WIDEST, USUAL = 40, 100, 80
"""Columns."""


def stdout_page(*, links: bool = False) -> Page:
    """Standard output, as wide as the terminal; 80 columns where it is none."""
    if not sys.stdout.isatty():
        return Page(sys.stdout, USUAL, links=links)
    from shutil import get_terminal_size

    columns = get_terminal_size((USUAL, 24)).columns
    return Page(sys.stdout, max(NARROWEST, min(columns, WIDEST)), has_colour(), links)


def has_colour() -> bool:
    """Whether standard output shows colours, and the user has not asked for none (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def reader_has_gone() -> bool:
    """Whether nobody reads standard output any more, as when `head` has enough; a broken pipe may also be another."""
    try:
        sys.stdout.flush()
        descriptor = sys.stdout.fileno()
    except BrokenPipeError:
        return True
    except (OSError, ValueError):
        return False
    import select

    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(descriptor, 0)  # errors are told whether asked for or not
    return any(event & select.POLLERR for _, event in poll.poll(0))


def standard_input() -> BinaryIO:
    """The bytes of standard input.

    Raises:
        SettingsError: it is closed.
    """
    if sys.stdin is None:
        raise SettingsError("there is no standard input to read from", hint="Send it something: ... < FILE")
    return sys.stdin.buffer


def note(text: str) -> None:
    """Tell the user something beside the results."""
    print(visible(text), file=sys.stderr)


def report_line(text: str) -> None:
    """A line of results, at once, so that whoever waits sees it."""
    print(visible(text), flush=True)
