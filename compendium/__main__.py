"""Where the program starts and ends: whatever goes wrong becomes one clear message and an exit code."""

from __future__ import annotations

import errno
import gc
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click

__all__ = ["main"]

ERROR = 2
INTERRUPTED = 130
"""As shells have it: 128 and the number of the signal."""
STOPPED = "interrupted; what was finished is kept"
GARBAGE = 50_000
"""Objects made between two searches for garbage: Python's own few hundred mean dozens of them in a look-up, all of
them in vain."""


class Interrupted(BaseException):
    """A signal, with the exit code that it stands for.

    Not a `KeyboardInterrupt`: Click says a line of its own of that, and where one comes within `exec`, as dataclasses
    use it, Python ends by the signal in spite of all that is caught.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; the exit code.

    0: found; 1: nothing found, or some sources skipped; 2: error; 130: interrupted; 143: told to end.
    """
    _prepare_streams()
    if arguments is None:
        gc.set_threshold(GARBAGE)
        _heed_signals()
    code = _answered(arguments)
    if arguments is None:
        _heed_no_more()  # all is said and done
        gc.freeze()  # and Python need not look for garbage before it lets everything go
    return code


def _answered(arguments: list[str] | None) -> int:
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except (BrokenPipeError, SystemExit):
        # Of standard output, since the commands tell others: `head` has enough, which is no error. Where Click prints
        # help, it makes a SystemExit of that.
        _silence()
        return 0
    except (Interrupted, KeyboardInterrupt) as stop:
        if arguments is None:
            _heed_no_more()  # or a second one would say the same again
        return _complain(STOPPED, code=stop.args[0] if stop.args else INTERRUPTED)
    except MemoryError:
        return _complain("there is not enough memory for this", "End other programs, or ask for less at once.")
    except OSError as error:
        where = f": {os.fsdecode(error.filename)}" if isinstance(error.filename, (str, bytes)) else ""
        hint = "Make room and run the command again." if error.errno == errno.ENOSPC else ""
        return _complain(f"{error.strerror or error}{where}", hint)
    except Exception as error:  # a fault of the program must not look like "nothing found"
        if os.environ.get("COMPENDIUM_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _complain(f"the program failed ({what})", "Set COMPENDIUM_DEBUG=1 to see where, and please report it.")
    return code


def _signals() -> list[signal.Signals]:
    return [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _heed_signals() -> None:
    """Have a signal unwind what is under way, and a second one, or one that nothing can catch, end it at once.

    That loses nothing: what is stored is stored in transactions.
    """
    heard: list[int] = []

    def at_once(code: int) -> None:
        os.write(2, f"compendium: {STOPPED}\n".encode())
        os._exit(code)

    def stop(number: int, _: FrameType | None) -> None:
        code = 128 + number
        if heard:
            at_once(code)
        heard.append(code)
        raise Interrupted(code)

    def unraisable(what: sys.UnraisableHookArgs) -> None:
        if isinstance(what.exc_value, Interrupted):  # it came while Python cleaned up after something else
            at_once(heard[0] if heard else INTERRUPTED)
        if os.environ.get("COMPENDIUM_DEBUG"):
            sys.__unraisablehook__(what)

    sys.unraisablehook = unraisable
    for number in _signals():
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(number, stop)


def _heed_no_more() -> None:
    for number in _signals():
        signal.signal(number, signal.SIG_IGN)


def _prepare_streams() -> None:
    """Make both streams writable: one may be closed, or its encoding lack a letter."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 - for as long as the program runs
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _run(arguments: list[str] | None) -> int:
    import click

    from compendium.cli import program
    from compendium.errors import CompendiumError

    try:
        code = program.main(arguments, prog_name="compendium", standalone_mode=False)
    except CompendiumError as error:
        return _complain(error.message, error.hint, error.exit_code)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return ERROR
    except click.ClickException as error:
        return _complain(error.format_message(), _next_step(error))
    except click.Abort:  # which Click makes of an interrupt
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0


def _next_step(error: click.ClickException) -> str:
    """What to do after words that make no sense as a command."""
    import click

    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    asks = any(parameter.name == "query" for parameter in context.command.params)
    if isinstance(error, click.NoSuchOption) and asks and not error.option_name.startswith("--"):
        return f"To leave a word out, put -- before the query: {context.command_path} -- victims -children"
    return f"See: {context.command_path} --help"


def _complain(message: str, hint: str = "", code: int = ERROR) -> int:
    """Say what went wrong and what to do next, on standard error; the exit code."""
    from compendium.search.terminal import visible

    try:
        for line in (f"compendium: {message}", hint):
            if line:
                print(visible(line), file=sys.stderr)
        sys.stderr.flush()
    except OSError:
        pass  # nobody is left to tell
    _silence()
    return code


def _silence() -> None:
    """Let what is left to be written go nowhere if it cannot be, so that Python does not complain when it exits."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
