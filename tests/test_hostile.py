"""Hostile sources cost themselves alone, and nothing that they hold reaches a terminal raw."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hostilefiles import (
    LINE,
    PAGE,
    damaged,
    drawing,
    hostile_docx,
    hostile_html,
    hostile_pdf,
    hostile_text,
    huge_docx,
    nasty_query,
    plain_pdf,
    simple,
    stream,
)

from compendium.corpus.document import Document, FindingKind
from compendium.corpus.extract import document_in
from compendium.errors import CompendiumError, SourceError
from compendium.indexer import confined
from compendium.indexer.collection import Collection
from compendium.indexer.health import problems_of
from compendium.indexer.ingest import Report, ingest
from compendium.indexer.sources import Source, find_sources, source_name
from compendium.indexer.workers import Readers
from compendium.search.answer import Request, search
from compendium.search.patience import patience
from compendium.search.terminal import visible


def named(ending: str, files: Iterator[tuple[str, bytes]], *names: str) -> dict[str, bytes]:
    """Those files of a kind that bear one of these names."""
    return {f"{name}.{ending}": data for name, data in files if name in names}


QUICK = {
    **named(
        "pdf",
        hostile_pdf(),
        "length-of-itself",
        "length-circle",
        "length-huge",
        "object-is-itself",
        "objects-in-circle",
        "kids-in-circle",
        "kids-of-themselves",
        "contents-in-circle",
        "root-in-circle",
        "root-missing",
        "prev-circle",
        "prev-to-itself",
        "table-stream-wide",
        "forms-deep",
        "form-draws-itself",
        "filters-in-circle",
        "filter-unknown",
        "media-box-words",
        "font-in-circle",
        "font-none",
        "labels-endless",
        "tags-in-circle",
        "locked-strangely",
        "packed-objects-circle",
        "nothing",
        "startxref-huge",
    ),
    **named(
        "html",
        hostile_html(),
        "entities-billion",
        "entity-of-file",
        "charset-unicode_escape",
        "charset-utf-7",
        "charset-zlib",
        "escapes-raw",
        "references-of-controls",
        "frames",
        "nothing",
    ),
    **named(
        "docx",
        hostile_docx(),
        "entities-billion",
        "entity-of-file",
        "main-cut-off",
        "main-is-not-xml",
        "relation-outside",
        "controls",
        "cut-off",
    ),
    **named(
        "txt",
        hostile_text(),
        "escapes",
        "overrides",
        "widthless",
        "surrogates",
        "tags",
        "utf-16-odd",
        "nothing",
    ),
}
"""Those that a reader gets over within a moment; the long run takes all."""

FORBIDDEN = {
    *map(chr, range(9)),
    *map(chr, range(0x0B, 0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u2060\ufeff",
}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Report]]:
    """A home into which a folder of hostile sources was indexed, and the report on each."""
    folder, home = tmp_path_factory.mktemp("batch"), tmp_path_factory.mktemp("home")
    for name, data in QUICK.items():
        (folder / name).write_bytes(data)
    (folder / "zz-sound.txt").write_text(f"1. {LINE}.\n\n2. Others may be.\n", encoding="utf-8")
    with Collection.open(home, write=True) as collection:
        reports = {report.path.name: report for report in ingest(collection, find_sources([folder]), jobs=2)}
        collection.commit()
    return home, reports


def test_the_sound_source_of_a_hostile_batch_is_indexed(batch: tuple[Path, dict[str, Report]]) -> None:
    home, reports = batch
    assert str(reports["zz-sound.txt"].outcome) == "added"
    assert set(reports) == {*QUICK, "zz-sound.txt"}
    with Collection.open(home, write=False) as collection:
        assert problems_of(collection) == []


def test_what_is_skipped_has_its_reason(batch: tuple[Path, dict[str, Report]]) -> None:
    skipped = [report for report in batch[1].values() if str(report.outcome) == "skipped"]
    assert skipped
    assert all(report.reason and "Traceback" not in report.reason for report in skipped)


def test_nothing_that_a_terminal_obeys_is_stored(batch: tuple[Path, dict[str, Report]]) -> None:
    with Collection.open(batch[0], write=False) as collection:
        texts = [p.full.text for row in collection.store.documents() for p in collection.store.load(row.id).paragraphs]
    assert {c for text in texts for c in text} & FORBIDDEN == set()
    assert not any("root:" in text for text in texts)


def test_parts_that_cannot_be_decoded_are_named() -> None:
    reading = document_in(QUICK["length-circle.pdf"], "a.pdf")
    assert any(finding.incomplete for finding in reading.findings)


@pytest.mark.parametrize("seed", range(20))
def test_a_damaged_pdf_that_lost_text_is_named(seed: int) -> None:
    sound = plain_pdf()
    whole = sum(len(p.full.text) for p in document_in(sound, "a.pdf").paragraphs)
    name, data = damaged(sound, seed)
    try:
        document = document_in(data, "a.pdf")
    except SourceError:
        return
    if sum(len(p.full.text) for p in document.paragraphs) < 0.95 * whole:
        assert any(finding.incomplete for finding in document.findings), name


def test_a_page_without_size_is_read_as_any_other() -> None:
    sized = simple(o3=PAGE.replace(b"[0 0 595 842]", b"[0 0 0 0]"))
    assert [p.text for p in document_in(sized, "a.pdf").paragraphs] == [LINE]


def test_letters_without_size_are_left_out_and_named() -> None:
    drawn = b"BT /F1 0 Tf 72 700 Td (Unseen lamps.) Tj 0 -14 Td (Unseen keepers.) Tj ET " + drawing(f"1. {LINE}.")
    document = document_in(simple(o4=stream(drawn)), "a.pdf")
    assert [p.text for p in document.paragraphs] == [f"{LINE}."]
    assert [finding.incomplete for finding in document.findings] == [True]


@pytest.mark.parametrize(
    ("part", "altered"),
    [
        (b"/Font <<", b"/Fomt <<"),
        (b"says.) Tj", b"says.* Tj"),  # the string goes on to the end of the page
    ],
)
def test_a_page_that_lost_its_text_is_named(part: bytes, altered: bytes) -> None:
    document = document_in(altered.join(plain_pdf(packed=False).rsplit(part, 1)), "a.pdf")
    assert [finding.incomplete for finding in document.findings] == [True]


def test_a_sound_pdf_is_not_called_damaged() -> None:
    assert document_in(plain_pdf(), "a.pdf").findings == ()


def test_a_pdf_without_its_table_is_repaired_or_named() -> None:
    data = plain_pdf()
    document = document_in(data[: data.rindex(b"xref\n0")], "a.pdf")
    assert {finding.kind for finding in document.findings} & {FindingKind.REPAIRED, FindingKind.DAMAGED}
    assert LINE in document.paragraphs[0].text


def read(path: Path, root: Path | None = None) -> Document | SourceError:
    with Readers(1, path.with_name("room")) as readers:
        ((_, result),) = readers.read([(Source(path, root=root), None)])
    assert result is not None
    return result


@pytest.mark.parametrize("limit", ["SECONDS_AT_LEAST", "SECONDS"])  # of the processor's time, of the clock's
def test_a_source_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    monkeypatch.setattr(confined, limit, 1)
    (tmp_path / "a.txt").write_bytes(b"**a " * 200_000)
    result = read(tmp_path / "a.txt")
    assert isinstance(result, SourceError)
    assert result.message == "reading it took more than 1 seconds"


def test_a_source_that_fills_the_memory_is_given_up(tmp_path: Path) -> None:
    bomb = next(data for name, data in huge_docx() if name == "bomb-of-text")
    (tmp_path / "a.docx").write_bytes(bomb)
    result = read(tmp_path / "a.docx")
    assert isinstance(result, SourceError)
    assert "memory" in result.message or "unpacks" in result.message


def test_what_a_folder_lists_is_not_read_elsewhere_later(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("1. Secret.", encoding="utf-8")
    (folder / "a.txt").write_text("1. Public.", encoding="utf-8")
    (source,) = find_sources([folder])
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SourceError, match="leads out"):
        source.open()
    (folder / "a.txt").unlink()
    os.mkfifo(folder / "a.txt")
    with pytest.raises(SourceError, match="not a regular file"):
        source.open()


def test_folders_in_circles_pipes_and_depths(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    deep = folder.joinpath(*["d"] * 120)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("1. Deep.", encoding="utf-8")
    (folder / "loop").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "dangling").symlink_to("nowhere")
    (folder / "device").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe")
    (folder / "sound.txt").write_text("1. Sound.", encoding="utf-8")
    sources = {source.path.name: source.problem for source in find_sources([folder])}
    assert sources.pop("sound.txt") is None
    assert sources
    assert all(sources.values())


@pytest.mark.parametrize(
    "said",
    [b"\xff", b"[[[", b"x = 1", b'[files."a.txt"]\nyear = 99999999999999999999', b'[files.a]\ndate = "May"', None],
    ids=repr,
)
def test_settings_that_make_no_sense_cost_themselves_alone(tmp_path: Path, said: bytes | None) -> None:
    settings = tmp_path / "compendium.toml"
    if said is None:
        os.mkfifo(settings)
    else:
        settings.write_bytes(said)
    (tmp_path / "a.txt").write_text("1. Sound.", encoding="utf-8")
    assert [(source.path, bool(source.problem)) for source in find_sources([tmp_path])] == [
        (settings, True),
        (tmp_path / "a.txt", False),
    ]


def test_settings_hold_nothing_that_a_terminal_obeys(tmp_path: Path) -> None:
    (tmp_path / "compendium.toml").write_text(r"""[files."a.txt"]
title = "Lamps\u001b[31m\u202e"
symbol = "A\u202e/1"
""")
    (tmp_path / "a.txt").write_text("1. Sound.", encoding="utf-8")
    (source,) = find_sources([tmp_path])
    assert (source.settings.title, source.settings.symbol) == ("Lamps[31m", "A/1")


def test_the_name_of_a_file_stays_on_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a\nadded: b\x1b[31m\u202etxt.txt"
    path.write_text(f"1. {LINE}.", encoding="utf-8")
    with Collection.open(tmp_path / "home", write=True) as collection:
        (report,) = ingest(collection, find_sources([path]))
        assert report.document is not None
        assert report.document.source == "a\\x0aadded: b\\x1b[31m\u202etxt.txt"
    assert not set(visible(source_name(str(path)))) & (FORBIDDEN | {"\n"})


def test_random_queries_are_answered_or_refused(invented: Path) -> None:
    chance = random.Random(6)
    with Collection.open(invented, write=False) as collection:
        for _ in range(300):
            query = nasty_query(chance)
            try:
                search(collection, Request(query))
            except CompendiumError as error:
                assert error.message  # noqa: PT017 - either outcome is right


def endless() -> None:
    while True:
        pass


def test_a_query_is_stopped_and_not_only_waited_for() -> None:
    with pytest.raises(CompendiumError, match="takes more than"), patience(0.05):
        endless()
