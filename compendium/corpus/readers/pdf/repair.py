"""A damaged PDF put in order by qpdf, where it is on the machine: as a library (pikepdf) or as a program."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["repaired"]

SECONDS = 20
"""Time that the program may take."""


def repaired(data: bytes) -> bytes | None:
    """The PDF put in order; None where nothing on the machine can do it, or it cannot be done."""
    try:
        import pikepdf
    except ImportError:
        return _by_program(data)
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pdf.save(out)
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, RuntimeError):
        return None
    return out.getvalue()


def _by_program(data: bytes) -> bytes | None:
    program = shutil.which("qpdf")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="compendium-") as folder:
        damaged, mended = Path(folder, "damaged.pdf"), Path(folder, "mended.pdf")
        damaged.write_bytes(data)
        try:
            # It ends with 3 where it had to guess, which is what it is asked for.
            subprocess.run(  # noqa: S603 - the program is qpdf, the names our own
                [program, "--", str(damaged), str(mended)], capture_output=True, timeout=SECONDS, check=False
            )
            return mended.read_bytes()
        except (OSError, subprocess.TimeoutExpired):
            return None
