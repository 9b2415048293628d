"""How many citations of real resolutions are found, and how fast.

    python benchmarks/citations.py SCALE

`SCALE` is a file of labelled paragraphs (`un_resolution_paragraphs.jsonl.gz`), each with the citations in it that carry
a link. Prints the share found of those that are symbols and of those that are numbers of resolutions, with how many of
the latter are given to another body than their link is (some links are themselves wrong), and the speed; then the
speed on texts made to be slow, which must not fall as they grow.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from compendium.corpus.citations import find_in_text
from compendium.corpus.citations.context import Context
from compendium.corpus.citations.tables import body_of_document
from compendium.corpus.symbols import Symbol
from compendium.errors import NotAReferenceError

LINK = re.compile(r".*?(?:undocs\.org|docs\.un\.org)/+(?:en/+)?")
SLOW = (
    "(",
    "“a ",
    "para. 1, ",
    "resolutions 1/2, ",
    "A/1/",
    "the annex to the annex of ",
    "Article 1 of the Protocol on A and ",
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A paragraph and the citations in it that carry a link, each as its words and the symbol that it leads to."""

    text: str
    links: tuple[tuple[str, str], ...]


def labelled(path: Path) -> dict[str, list[Labelled]]:
    """The paragraphs of each document."""
    documents: dict[str, list[Labelled]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            links = []
            for words, address in row["links"]:
                try:
                    links.append((words.strip(" ,"), str(Symbol.parse(LINK.sub("", unquote(address), count=1)))))
                except NotAReferenceError:
                    continue
            documents[row["symbol_file"]].append(Labelled(row["text"], tuple(links)))
    return documents


def measure(documents: dict[str, list[Labelled]]) -> None:
    """Prints recall and speed."""
    find_in_text("")
    symbols = numbers = found_symbols = found_numbers = other_body = characters = 0
    seconds = 0.0
    for name, paragraphs in documents.items():
        context = Context(own_body=body_of_document(name.replace("_", "/")))
        for paragraph in paragraphs:
            start = time.process_time()
            context.paragraph()
            targets = {citation.target for citation in find_in_text(paragraph.text, context)}
            seconds += time.process_time() - start
            characters += len(paragraph.text)
            for words, symbol in paragraph.links:
                if words not in paragraph.text or not words:
                    continue  # the conversion lost the words
                if re.match(r"[A-Z]+/", words):
                    symbols += 1
                    found_symbols += symbol in targets or any(words.startswith(target) for target in targets)
                elif re.match(r"(?:E?S-)?\d", words):
                    numbers += 1
                    number = re.sub(r"\s", "", words)
                    found_numbers += symbol in targets or any(target.endswith(f"/{number}") for target in targets)
                    other_body += symbol not in targets
    print(f"symbols  {found_symbols}/{symbols} found")
    print(f"numbers  {found_numbers}/{numbers} found, {other_body - (numbers - found_numbers)} with another body")
    print(f"speed    {characters / seconds / 1e6:.2f} million characters each CPU second")


def strain() -> None:
    """Prints the speed on texts made to be slow, short and long."""
    for piece in SLOW:
        speeds = []
        for times in (200, 6400):
            start = time.process_time()
            find_in_text(piece * times)
            speeds.append(len(piece) * times / max(time.process_time() - start, 1e-6) / 1e6)
        print(f"{piece!r:40} {speeds[0]:6.2f} {speeds[1]:6.2f} million characters each CPU second")


if __name__ == "__main__":
    measure(labelled(Path(sys.argv[1])))
    strain()
