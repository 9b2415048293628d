"""The structure that a tagged PDF declares: which marked content is a paragraph, a heading, a note, a table cell.

Evidence, not truth: Word ends a paragraph's tag at the page break, and calls many things a paragraph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

__all__ = ["Element", "Tags"]

MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Element:
    """The structure element that holds some marked content."""

    id: int
    """The same for all marked content of one element."""
    roles: tuple[str, ...]
    """Standard names from the innermost outward: `('Span', 'P', 'TD', 'TR', 'Table', 'Document')`."""
    own: str = ""
    """Role of the element itself."""
    cell: int = 0
    """Identifies the table's cell that it stands in; 0 outside tables. So do `row` and `table`."""
    row: int = 0
    table: int = 0


@dataclass(slots=True)
class Tags:
    """The elements of a document's marked content, looked up by page and number."""

    catalog: Any
    pages: dict[int, list[Any]] = field(default_factory=dict)
    tree: dict[int, Any] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    known: dict[int, Element] = field(default_factory=dict)
    read: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        try:
            root = resolve1(self.catalog.get("StructTreeRoot"))
            if isinstance(root, dict):
                mapped = resolve1(root.get("RoleMap"))
                if isinstance(mapped, dict):
                    self.roles = {k: _name(resolve1(v)) for k, v in mapped.items()}
                self._read_numbers(root.get("ParentTree"), 0)
        except Exception:  # a damaged structure tree is no reason not to read the text
            self.tree = {}

    def __bool__(self) -> bool:
        return bool(self.tree)

    def enter(self, page: int, key: Any) -> None:
        """Tell which entry of the tree lists the marked content of a page."""
        found = resolve1(self.tree.get(key)) if isinstance(key, int) else None
        if isinstance(found, list):
            self.pages[page] = found

    def element(self, page: int, mcid: int) -> Element | None:
        """The element that holds marked content of a page, if the document says."""
        listed = self.pages.get(page)
        if listed is None or not 0 <= mcid < len(listed):
            return None
        ref = listed[mcid]
        if not isinstance(ref, PDFObjRef):
            return None
        if ref.objid not in self.known:
            self.known[ref.objid] = self._climb(ref)
        return self.known[ref.objid]

    def _climb(self, ref: Any) -> Element:
        """The innermost element that is not a mere run of text, with the roles from the run outward."""
        roles: list[str] = []
        own = ""
        places = {"TD": 0, "TR": 0, "Table": 0}
        found = ref.objid
        for _ in range(MAX_DEPTH):
            element = resolve1(ref)
            if not isinstance(element, dict):
                break
            role = _name(resolve1(element.get("S")))
            role = self.roles.get(role, role)
            if not roles or set(roles) <= INLINE:
                own = role
                found = ref.objid if isinstance(ref, PDFObjRef) else found
            if role:
                roles.append(role)
            kind = "TD" if role == "TH" else role
            if kind in places and not places[kind]:
                places[kind] = id(element) if not isinstance(ref, PDFObjRef) else ref.objid
            ref = element.get("P")
        return Element(found, tuple(roles), own, places["TD"], places["TR"], places["Table"])

    def _read_numbers(self, node: Any, depth: int) -> None:
        node = resolve1(node)
        if not isinstance(node, dict) or depth > MAX_DEPTH or id(node) in self.read:
            return
        self.read.add(id(node))  # pdfminer keeps what it has read: one of them twice is a circle
        numbers = resolve1(node.get("Nums")) or []
        for key, value in zip(numbers[::2], numbers[1::2], strict=False):
            if isinstance(key, int):
                self.tree[key] = value
        for kid in resolve1(node.get("Kids")) or []:
            self._read_numbers(kid, depth + 1)


INLINE = {"Span", "Link", "Reference", "Annot", "Quote", "Code"}
"""Elements that mark a run of text within a paragraph."""


def _name(value: Any) -> str:
    return str(value.name) if isinstance(value, PSLiteral) else ""
