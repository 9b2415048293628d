"""Old word processors' files (DOC, RTF, ODT), turned into DOCX by LibreOffice where it is on the machine.

No reader of our own: the binary formats of the nineties are large and badly described, and a wrong reading that
looks right is worse than a message that says what to do.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from compendium.corpus.document import SourceText
from compendium.corpus.readers import docx
from compendium.errors import SourceError

__all__ = ["read"]

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
TIMEOUT = 180
"""Seconds that a conversion may take."""
KINDS = ((b"{\\rtf", "rtf"), (b"PK", "odt"), (b"\xd0\xcf\x11\xe0", "doc"))
"""How each kind of file begins, and its usual ending."""


def read(data: bytes) -> SourceText:
    """The blocks of an old word processor's file, as LibreOffice reads it.

    Raises:
        SourceError: LibreOffice is not on the machine, or cannot read the file.
    """
    kind = next((kind for start, kind in KINDS if data.startswith(start)), "doc")
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise SourceError(
            f"a file of an old format ({kind.upper()}), which only LibreOffice can read, and it is not on this machine",
            hint="Install LibreOffice (libreoffice.org), or open the file in Word and save it as .docx.",
        )
    with tempfile.TemporaryDirectory(prefix="compendium-") as folder:
        return docx.read(_converted(program, data, Path(folder), kind))


def _converted(program: str, data: bytes, folder: Path, kind: str) -> bytes:
    """The file as DOCX."""
    source = folder / f"source.{kind}"
    source.write_bytes(data)
    # A profile of its own: two runs at once would wait for each other, and the user's settings stay untouched.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    try:
        _run(command, folder)
        return (folder / "source.docx").read_bytes()
    except subprocess.TimeoutExpired as error:
        raise _failed(kind, f"took longer than {TIMEOUT // 60} minutes") from error
    except OSError as error:
        raise _failed(kind, "could not read it") from error


def _run(command: list[str], home: Path) -> None:
    """Runs a program to its end, or stops it and what it started: LibreOffice's program is a script around another."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - the program is LibreOffice, the file name our own
        command,
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        env={**os.environ, "HOME": str(home)},
        start_new_session=True,
    ) as process:
        try:
            process.wait(TIMEOUT)
        except subprocess.TimeoutExpired:
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
            raise


def _failed(kind: str, what: str) -> SourceError:
    return SourceError(
        f"a file of an old format ({kind.upper()}): LibreOffice {what}",
        hint="Open the file in Word or LibreOffice, save it as .docx, and index that.",
    )
