"""Old office formats: read through LibreOffice where it is on the machine, refused with advice where it is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from wordfile import p, word_file

from compendium.corpus.readers import read_source, supervised
from compendium.errors import SourceError

RTF = rb"{\rtf1\ansi\deff0 {\fonttbl{\f0 Times;}}\f0\fs24 12.\tab The group met.\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that is the only one in which programs are looked for."""
    if Path("/Applications/LibreOffice.app").exists():
        pytest.skip("LibreOffice is found outside PATH here")
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def program(folder: Path, script: str) -> None:
    """A program of LibreOffice's name that does what a script says with its arguments."""
    path = folder / "soffice"
    path.write_text(f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\n{script}\n")
    path.chmod(0o755)


@pytest.mark.parametrize(("data", "kind"), [(RTF, "RTF"), (OLE, "DOC")], ids=["rtf", "doc"])
def test_without_libreoffice_the_message_says_what_to_do(office: Path, data: bytes, kind: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_source(data)
    assert kind in caught.value.message
    assert "LibreOffice" in caught.value.hint
    assert ".docx" in caught.value.hint


@pytest.mark.parametrize(
    ("stream", "words"),
    [("Workbook", "spreadsheet"), ("PowerPoint Document", "presentation"), ("EncryptedPackage", "password")],
)
def test_what_is_no_document_is_said_without_libreoffice(office: Path, stream: str, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read_source(OLE + stream.encode("utf-16-le"))


@pytest.mark.skipif(os.name != "posix", reason="needs a script as program")
def test_what_is_converted_is_read(office: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.docx"
    made.write_bytes(word_file(p("12.\tThe group met.")))
    program(office, f"Path(sys.argv[-2], 'source.docx').write_bytes(Path({str(made)!r}).read_bytes())")
    _, source = read_source(RTF)
    assert source.text == "12. The group met."


@pytest.mark.skipif(os.name != "posix", reason="needs a script as program")
@pytest.mark.parametrize("script", ["sys.exit(1)", "pass"], ids=["fails", "makes nothing"])
def test_a_failed_conversion_is_said(office: Path, script: str) -> None:
    program(office, script)
    with pytest.raises(SourceError, match="could not read it"):
        read_source(RTF)


@pytest.mark.skipif(os.name != "posix", reason="needs a script as program")
def test_a_conversion_that_takes_too_long_is_ended(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compendium.corpus.readers.office.SECONDS", 1)
    program(office, "import time\ntime.sleep(600)")
    with pytest.raises(SourceError, match="took longer than 1 seconds"):
        read_source(RTF)


@pytest.mark.skipif(os.name != "posix", reason="needs a script as program")
def test_a_conversion_ends_with_the_process_that_asked_for_it(office: Path, tmp_path: Path) -> None:
    """As when a worker is killed: no program stays running, no folder stays behind."""
    line, folder = tmp_path / "line", tmp_path / "folder"
    os.mkfifo(line)
    folder.mkdir()
    hangs = "import time\nout = open({!r}, 'w')\nprint('here', file=out, flush=True)\ntime.sleep(600)"
    program(office, hangs.format(str(line)))
    command = [sys.executable, "-I", supervised.__file__, str(folder), "500", str(office / "soffice")]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as process, line.open() as held:
        assert held.readline() == "here\n"
        assert process.stdin is not None
        process.stdin.close()  # as the system does for one who is killed
        assert held.read() == ""  # the other end is closed: the program has ended
        process.wait()
    assert not folder.exists()


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_with_libreoffice_itself() -> None:
    _, source = read_source(RTF)
    assert source.text == "12. The group met."
