"""Drafts with known faults, made at run time from what a collection holds: which, and what a check must say."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from compendium.indexer.lookups import Lookups
from compendium.indexer.rows import DocumentRow, ParagraphRow
from compendium.search.cite import cite, document_name, point_path

FILLER = ("The delegation recalled that", "It was noted that", "The paper adds that", "In the same vein,")
OTHER_WORDS = ("lighthouse", "purple", "seldom", "teapot", "yesterday", "carefully", "marble", "eleven")


@dataclass(frozen=True)
class Seed:
    """One quotation or citation of the draft, and the outcomes that are right."""

    kind: str
    quote: str
    citation: str
    outcomes: frozenset[str]
    reference: str = ""


def balanced(text: str) -> bool:
    return text.count("(") == text.count(")") and text.find("(") <= text.find(")")


@dataclass
class Source:
    document: DocumentRow
    row: ParagraphRow
    point: str
    text: str

    @property
    def citation(self) -> str:
        return cite(self.document, self.row.paragraph, self.point)


@dataclass
class Maker:
    """Makes seeds of every kind from a collection."""

    store: Lookups
    rng: random.Random
    documents: list[DocumentRow] = field(default_factory=list)
    rows: dict[int, list[ParagraphRow]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.documents = [d for d in self.store.documents() if d.symbol and d.paragraphs > 5]

    def rows_of(self, document: DocumentRow) -> list[ParagraphRow]:
        if document.id not in self.rows:
            self.rows[document.id] = self.store.paragraphs_of(document.id)
        return self.rows[document.id]

    def source(self, *, pointed: bool = False) -> Source:
        for _ in range(2000):
            document = self.rng.choice(self.documents)
            row = self.rng.choice(self.rows_of(document))
            paragraph = row.paragraph
            if not paragraph.number or paragraph.is_table:
                continue
            texts = [("", paragraph.text)]
            if paragraph.points:
                texts = [(point_path(path), paragraph.full.text[a + 4 : b]) for path, a, b in paragraph.point_spans()]
            elif pointed:
                continue
            point, text = self.rng.choice(texts)
            if pointed and len(texts) < 2:
                continue
            if len(text.split()) >= 14:
                return Source(document, row, point, text)
        raise AssertionError("the collection has no such paragraph")

    def cut(self, text: str, least: int = 9, most: int = 24) -> str:
        """A run of words of a text, from one word to another, without marks at its ends or inside that could nest."""
        words = list(re.finditer(r"\S+", text))
        for _ in range(50):
            first = self.rng.randrange(max(len(words) - least, 1))
            last = min(first + self.rng.randint(least, most), len(words)) - 1
            piece = text[words[first].start() : words[last].end()].strip("“”\"'‘’(),.;: ")
            if len(piece.split()) >= least and not re.search(r"[“”\"\[\]…\n]|\.\.", piece) and balanced(piece):
                return piece
        return ""

    def other(self, than: DocumentRow) -> DocumentRow:
        return self.rng.choice([d for d in self.documents if d.symbol != than.symbol] or [than])

    def stands_once(self, quote: str, document: DocumentRow) -> bool:
        held = [row for row in self.rows_of(document) if quote in row.paragraph.full.text]
        return len(held) == 1

    def seed(self, kind: str) -> Seed:
        for _ in range(400):
            source = self.source(pointed=kind == "wrong letter")
            quote = self.cut(source.text)
            if quote and self.stands_once(quote, source.document):
                made = KINDS[kind](self, source, quote)
                if made is not None:
                    return made
        raise AssertionError(f"no seed of kind {kind}")


def _exact(maker: Maker, source: Source, quote: str) -> Seed | None:
    return Seed("exact", quote, source.citation, frozenset({"exact"}), source.citation)


def _capital(maker: Maker, source: Source, quote: str) -> Seed | None:
    if not quote[0].isalpha() or quote[:2].isupper():
        return None
    return Seed("capital", quote[0].swapcase() + quote[1:], source.citation, frozenset({"permitted"}), source.citation)


def _ellipsis(maker: Maker, source: Source, quote: str) -> Seed | None:
    words = quote.split()
    at = maker.rng.randint(3, len(words) - 5)
    sign = maker.rng.choice(["...", "…", "[...]", ". . ."])
    made = " ".join([*words[:at], sign, *words[at + maker.rng.randint(1, 2) :]])
    return Seed("ellipsis", made, source.citation, frozenset({"permitted"}), source.citation)


def _bracket(maker: Maker, source: Source, quote: str) -> Seed | None:
    words = quote.split()
    at = maker.rng.randint(3, len(words) - 4)
    if words[at].lower() in ("not", "no", "nor"):
        return None
    made = " ".join([*words[:at], "[the keepers]", *words[at + maker.rng.randint(0, 1) :]])
    return Seed("bracket", made, source.citation, frozenset({"permitted"}), source.citation)


def _initial(maker: Maker, source: Source, quote: str) -> Seed | None:
    if not quote[0].isalpha() or not quote[1].isalpha():
        return None
    made = f"[{quote[0].swapcase()}]{quote[1:]}"
    return Seed("initial", made, source.citation, frozenset({"permitted"}), source.citation)


def _punctuation(maker: Maker, source: Source, quote: str) -> Seed | None:
    if re.search(re.escape(quote) + r"\s*[,.]", source.text):
        return None
    return Seed(
        "punctuation", quote + maker.rng.choice(",."), source.citation, frozenset({"permitted"}), source.citation
    )


def _changed(maker: Maker, source: Source, quote: str) -> Seed | None:
    words = quote.split()
    at = maker.rng.randint(1, len(words) - 2)
    if not words[at].isalpha():
        return None
    words[at] = maker.rng.choice(OTHER_WORDS)
    return Seed("changed word", " ".join(words), source.citation, frozenset({"altered"}), source.citation)


def _dropped(maker: Maker, source: Source, quote: str) -> Seed | None:
    words = quote.split()
    nots = [i for i, word in enumerate(words[1:-1], 1) if word in ("not", "no")]
    at = nots[0] if nots else maker.rng.randint(2, len(words) - 3)
    if not words[at].isalpha() or words[at] in (words[at - 1], words[at + 1]):
        return None
    del words[at]
    return Seed("dropped word", " ".join(words), source.citation, frozenset({"altered"}), source.citation)


def _added(maker: Maker, source: Source, quote: str) -> Seed | None:
    words = quote.split()
    words.insert(maker.rng.randint(2, len(words) - 2), "not")
    return Seed("added not", " ".join(words), source.citation, frozenset({"altered"}), source.citation)


def _letter(maker: Maker, source: Source, quote: str) -> Seed | None:
    points = [point_path(path) for path, a, b in source.row.paragraph.point_spans()]
    wrong = [point for point in points if point != source.point]
    made = cite(source.document, source.row.paragraph, maker.rng.choice(wrong))
    return Seed("wrong letter", quote, made, frozenset({"wrong_paragraph"}), source.citation)


def _neighbour(maker: Maker, source: Source, quote: str) -> Seed | None:
    rows = maker.rows_of(source.document)
    numbers = [row for row in rows if row.paragraph.number and row.paragraph.scope == source.row.paragraph.scope]
    near = [row for row in numbers if abs(row.paragraph.ordinal - source.row.paragraph.ordinal) == 1]
    if not near:
        return None
    made = cite(source.document, maker.rng.choice(near).paragraph)
    return Seed("neighbour", quote, made, frozenset({"wrong_paragraph"}), source.citation)


def _symbol(maker: Maker, source: Source, quote: str) -> Seed | None:
    other = maker.other(source.document)
    if other.symbol == source.document.symbol or any(quote in r.paragraph.full.text for r in maker.rows_of(other)):
        return None
    made = source.citation.replace(document_name(source.document), other.symbol)
    return Seed("swapped symbol", quote, made, frozenset({"wrong_symbol"}), source.citation)


def _invented(maker: Maker, source: Source, quote: str) -> Seed | None:
    made = f"CTOC/COP/WG.9/20{maker.rng.randint(31, 60)}/{maker.rng.randint(2, 9)}, para. {maker.rng.randint(2, 40)}"
    return Seed("invented document", quote, made, frozenset({"wrong_symbol", "not_held"}))


def _no_such(maker: Maker, source: Source, quote: str) -> Seed | None:
    made = f"{source.document.symbol}, para. {maker.rng.randint(4000, 5000)}"
    return Seed("no such paragraph", quote, made, frozenset({"no_such_paragraph"}), source.citation)


def _uncited(maker: Maker, source: Source, quote: str) -> Seed | None:
    return Seed("no source", quote, "", frozenset({"no_source"}), source.citation)


def _nowhere(maker: Maker, source: Source, quote: str) -> Seed | None:
    made = "the lamp of the " + " and the ".join(maker.rng.sample(OTHER_WORDS, 5)) + " burned all night"
    return Seed("nowhere", made, source.citation, frozenset({"not_found"}))


def _alone(maker: Maker, source: Source, quote: str) -> Seed | None:
    return Seed("citation alone", "", source.citation, frozenset({"exists"}), source.citation)


Making = Callable[[Maker, Source, str], Seed | None]

RIGHT: dict[str, Making] = {
    "exact": _exact, "capital": _capital, "ellipsis": _ellipsis, "bracket": _bracket, "initial": _initial,
    "punctuation": _punctuation, "citation alone": _alone,
}  # fmt: skip
FAULTS: dict[str, Making] = {
    "changed word": _changed, "dropped word": _dropped, "added not": _added, "wrong letter": _letter,
    "neighbour": _neighbour, "swapped symbol": _symbol, "invented document": _invented,
    "no such paragraph": _no_such, "no source": _uncited, "nowhere": _nowhere,
}  # fmt: skip
KINDS = {**RIGHT, **FAULTS}


def _sentence(rng: random.Random, seed: Seed, notes: list[str]) -> str:
    """A paragraph of the draft, the quotation marked and cited in one of the ways in which people do it."""
    if not seed.quote:
        return f"The matter is set out in {seed.citation}."
    left, right = rng.choice([("“", "”"), ("“", "”"), (chr(34), chr(34))])
    quoted = f"{left}{seed.quote}{right}"
    lead = rng.choice(FILLER)
    if not seed.citation:
        return f"{lead} {quoted}."
    style = rng.randrange(5)
    if style == 0:
        return f"{lead} {quoted} ({seed.citation})."
    if style == 1:
        return f"According to {seed.citation}, {quoted}."
    if style == 2:
        notes.append(f"[^{len(notes) + 1}]: See {seed.citation}.")
        return f"{lead} {quoted}.[^{len(notes)}] That was agreed by all."
    if style == 3:
        return f"> {seed.quote} ({seed.citation})"
    return f"{lead} {quoted} (see {seed.citation}), which was repeated later."


def seeded(store: Lookups, count: int, number: int, kinds: list[str] | None = None) -> tuple[str, list[Seed]]:
    """A draft in Markdown with so many seeds, half of them faults, and the seeds in its order."""
    rng = random.Random(number)
    maker = Maker(store, rng)
    wanted = list(_wanted(rng, count, kinds or list(KINDS)))
    seeds = [maker.seed(kind) for kind in wanted]
    notes: list[str] = []
    paragraphs = [_sentence(rng, seed, notes) for seed in seeds]
    return "\n\n".join(["# Draft", *paragraphs, *notes]) + "\n", seeds


def _wanted(rng: random.Random, count: int, kinds: list[str]) -> Iterator[str]:
    right, wrong = ([k for k in kinds if k in RIGHT], [k for k in kinds if k in FAULTS])
    for n in range(count):
        yield rng.choice(right if n % 2 else wrong)
