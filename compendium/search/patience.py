"""A limit to the time that answering may take, which stops the work itself and not only the waiting for it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from compendium.errors import QueryError

__all__ = ["SECONDS", "patience"]

SECONDS = 4.0
"""Time that one query may take; the usual one takes some hundredths."""
HINT = "Ask for fewer words, or for longer ones before each *."


@contextmanager
def patience(seconds: float = SECONDS, what: str = "answering the query", hint: str = HINT) -> Iterator[None]:
    """Let what is done within take no longer than that.

    Args:
        seconds: the time.
        what: what takes it, for the message.
        hint: what to do about it.

    Only the main thread of a POSIX system can be stopped so; elsewhere the bounds of the query language do.

    Raises:
        QueryError: it takes longer.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise QueryError(
            f"{what} takes more than {seconds:g} seconds",
            hint=hint,
        )

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
