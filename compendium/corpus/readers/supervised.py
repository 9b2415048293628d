"""A program run under supervision: `python supervised.py FOLDER SECONDS PROGRAM [ARGUMENT...]`.

The program, and all that it starts, ends after so many seconds, or as soon as standard input is closed, which the
system does when whoever started this has ended, be it by a crash or a kill. In that case the folder, which nobody
needs any more, is removed too. Imports nothing of ours, so that it starts at once.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress

__all__ = ["TOO_LONG"]

TOO_LONG = 99
"""Exit code where the program was ended because it took too long."""


def main(folder: str, seconds: float, command: list[str]) -> int:
    """The program's exit code, or `TOO_LONG`."""
    _work_as_long_as_needed()
    quiet = subprocess.DEVNULL
    program = subprocess.Popen(  # noqa: S603 - as our own process asks
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        env={**os.environ, "HOME": folder},
        start_new_session=True,
    )
    abandoned = threading.Event()

    def watch() -> None:
        sys.stdin.buffer.read()
        abandoned.set()
        _end(program)

    threading.Thread(target=watch, daemon=True).start()
    try:
        code = program.wait(seconds)
    except subprocess.TimeoutExpired:
        _end(program)
        code = TOO_LONG
    if abandoned.is_set():
        shutil.rmtree(folder, ignore_errors=True)
    return code


def _work_as_long_as_needed() -> None:
    """Lift the limit on the processor's time that we were started with: it is the reader's, and the clock limits us."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        _, highest = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (highest, highest))


def _end(program: subprocess.Popen[bytes]) -> None:
    """Ends a program and what it started: LibreOffice's is a script around another."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
    program.wait()


if __name__ == "__main__":
    # At once: the thread that watches holds standard input, which an orderly end would wait for.
    os._exit(main(sys.argv[1], float(sys.argv[2]), sys.argv[3:]))
