"""A limit to the time that answering may take, which stops the work itself and not only the waiting for it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from compendium.errors import QueryError

__all__ = ["SECONDS", "patience"]

SECONDS = 3.0
"""Time that the processor may work on one query; the usual one takes some hundredths."""
BUSY = 4
"""How much longer it may take by the clock, where the machine is busy with other things or waits for its disk."""
HINT = "Ask for fewer words, or for longer ones before each *."


@contextmanager
def patience(seconds: float = SECONDS, what: str = "answering the query", hint: str = HINT) -> Iterator[None]:
    """Let the processor work no longer than that on what is done within, and the clock go on `BUSY` times as long.

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

    clocks = ((signal.ITIMER_PROF, signal.SIGPROF, seconds), (signal.ITIMER_REAL, signal.SIGALRM, BUSY * seconds))
    before = [signal.signal(number, stop) for _, number, _ in clocks]
    for clock, _, time in clocks:
        signal.setitimer(clock, time)
    try:
        yield
    finally:
        for clock, _, _ in clocks:
            signal.setitimer(clock, 0)
        for (_, number, _), handler in zip(clocks, before, strict=True):
            signal.signal(number, handler)
