"""Old word processors' files (DOC, RTF, ODT), turned into DOCX by LibreOffice where it is on the machine.

No reader of our own: the binary formats of the nineties are large and badly described, and a wrong reading that
looks right is worse than a message that says what to do.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from compendium.corpus.document import SourceText
from compendium.corpus.readers import docx, supervised
from compendium.errors import SourceError

__all__ = ["read"]

PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
SECONDS = 40
"""Time that a conversion may take, for a short file; the program itself takes some seconds to start."""
BYTES_A_SECOND = 4000
MOST_SECONDS = 240
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
    seconds = min(MOST_SECONDS, SECONDS + len(data) // BYTES_A_SECOND)
    if not _run(command, folder, seconds):
        raise _failed(kind, f"took longer than {seconds} seconds")
    try:
        return (folder / "source.docx").read_bytes()
    except OSError as error:
        raise _failed(kind, "could not read it; it may be damaged, or protected by a password") from error


def _run(command: list[str], folder: Path, seconds: int) -> bool:
    """Runs a program; whether it ended in time.

    A small process of ours stands between, which ends the program when this process goes away, however it goes:
    otherwise a program that hangs would stay on the machine for ever, and its folder too.
    """
    with subprocess.Popen(  # noqa: S603 - the program is LibreOffice, the file name our own
        [sys.executable, "-I", supervised.__file__, str(folder), str(seconds), *command],
        stdin=subprocess.PIPE,  # closed by the system when we end
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        return process.wait() != supervised.TOO_LONG


def _failed(kind: str, what: str) -> SourceError:
    return SourceError(
        f"a file of an old format ({kind.upper()}): LibreOffice {what}",
        hint="Open the file in Word or LibreOffice, save it as .docx, and index that.",
    )
