"""The structure that the documentation promises: imports run one way, and few modules know the big libraries."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import compendium

ROOT = Path(compendium.__file__).parent
LAYERS = ("corpus", "indexer", "search", "cli")

KNOWERS = {
    "whoosh": ("indexer",),
    "click": ("cli", "__main__"),
    "pdfminer": ("corpus/readers",),
    "bs4": ("corpus/readers",),
    "docx": ("corpus/readers", "search/brief", "search/commented"),
    "lxml": ("corpus/readers", "search/skos"),
    "openpyxl": ("search/printers/workbook",),
    "rich": ("cli",),
    "sqlite3": ("indexer",),
}
"""Library to the parts of the package that may import it."""


def modules() -> list[Path]:
    return sorted(ROOT.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def needed(path: Path) -> set[str]:
    """The modules of the package that a module needs when it runs; types alone do not count."""
    names = {name_of(p) for p in modules()}
    parsed = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(parsed)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(parsed):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in for_types:
            submodules = {f"{node.module}.{alias.name}" for alias in node.names} & names
            found |= submodules or ({node.module} & names)
    return found


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT.parent).with_suffix("").parts).removesuffix(".__init__")


def layer(path: Path) -> int | None:
    first = path.relative_to(ROOT).parts[0].removesuffix(".py")
    return LAYERS.index(first) if first in LAYERS else None


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_run_one_way(path: Path) -> None:
    here = layer(path)
    if here is None:
        return
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "compendium" and len(parts) > 1 and parts[1] in LAYERS:
            assert LAYERS.index(parts[1]) <= here, f"{path.name} imports {name}"


def test_no_module_needs_itself_by_way_of_others() -> None:
    left = {name_of(path): needed(path) for path in modules()}
    while free := {name for name, others in left.items() if not others & left.keys()}:
        left = {name: others for name, others in left.items() if name not in free}
    assert left == {}  # the modules of a circle, and those that need them


@pytest.mark.parametrize("library", KNOWERS)
def test_only_the_named_parts_know(library: str) -> None:
    knowing = [p.relative_to(ROOT) for p in modules() if any(n.split(".")[0] == library for n in imports(p))]
    strangers = [str(p) for p in knowing if not str(p.with_suffix("")).startswith(KNOWERS[library])]
    assert not strangers


def test_whoosh_is_known_to_few() -> None:
    knowing = [p for p in modules() if any(n.split(".")[0] == "whoosh" for n in imports(p))]
    assert len(knowing) <= 5, [p.name for p in knowing]


@pytest.mark.parametrize("path", [p for p in modules() if p.name == "__init__.py"], ids=lambda p: p.parent.name)
def test_public_names_are_sorted_and_exist(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == "__all__" for t in node.targets):
            names = ast.literal_eval(node.value)
            assert names == sorted(names)


def test_modules_are_small() -> None:
    lines = {str(p.relative_to(ROOT)): len(p.read_text(encoding="utf-8").splitlines()) for p in modules()}
    assert {name: n for name, n in lines.items() if n > 330} == {}
