"""From a PDF's bytes to its pages; whatever pdfminer raises on a damaged or locked file is said in plain words."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from pdfminer.pdfdocument import (
    PDFEncryptionError,
    PDFNoValidXRef,
    PDFPasswordIncorrect,
    PDFTextExtractionNotAllowed,
)
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.psparser import literal_name

from compendium.corpus.readers.pdf.characters import WordDevice
from compendium.corpus.readers.pdf.guarded import Damage, GuardedDocument
from compendium.corpus.readers.pdf.tags import Tags
from compendium.corpus.readers.pdf.words import PageWords
from compendium.errors import SourceError

__all__ = ["DamagedError", "read_pages"]

MOST_FIGURES = 20_000
"""Forms and images on one page: a form that draws ten others, twelve deep, is no page."""


class DamagedError(SourceError):
    """A PDF that cannot be read as it is."""


class _Bounded(WordDevice):
    """Stops at a page that would be drawn for ever."""

    figures = 0
    unknown = False
    """Whether the page was drawn with what there is not, or breaks off."""

    def begin_page(self, page: Any, ctm: Any) -> None:
        """Start a page."""
        self.figures, self.unknown = 0, False
        super().begin_page(page, ctm)

    def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
        """Count a form or image.

        Raises:
            SourceError: there are too many.
        """
        self.figures += 1
        if self.figures > MOST_FIGURES:
            raise SourceError("a page of the PDF draws more figures than it may")
        super().begin_figure(name, bbox, matrix)


class _Interpreter(PDFPageInterpreter):  # type: ignore[misc]
    """Notes what it is asked to draw and no PDF can mean: so damage in a stream that is not compressed is seen."""

    def __getattr__(self, name: str) -> Any:
        """Asked for an operator that there is not."""
        if name.startswith("do_"):
            self.device.unknown = True
        raise AttributeError(name)

    def execute(self, streams: Any) -> None:
        """Draw; a text that never ends has been swallowed by a string whose bracket was written over."""
        self.is_in_text = False
        super().execute(streams)
        self.device.unknown |= self.is_in_text

    def do_BT(self) -> None:  # noqa: N802 - the operator's own name, as in pdfminer
        """Begin a text."""
        self.is_in_text = True
        super().do_BT()

    def do_ET(self) -> None:  # noqa: N802
        """End a text."""
        self.is_in_text = False
        super().do_ET()

    def do_Tf(self, fontid: Any, fontsize: Any) -> None:  # noqa: N802
        """Take a font, for which pdfminer takes one without letters where there is none of its name."""
        self.device.unknown |= literal_name(fontid) not in self.fontmap
        super().do_Tf(fontid, fontsize)


def read_pages(data: bytes) -> tuple[list[PageWords], Tags, Damage]:
    """The words and rules of every page of a PDF, its structure tags, and what of it is broken.

    Raises:
        DamagedError: the file is damaged.
        SourceError: it is too large, or locked with a password.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = GuardedDocument(data)
        tags = Tags(document.catalog)
        return list(_pages(document, tags)), tags, document.damage
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as error:
        raise SourceError(
            "the PDF is locked with a password", hint="Save a copy without the password and give that."
        ) from error
    except PDFNoValidXRef as error:
        raise DamagedError("the PDF is damaged: it has no table of contents of its own", hint=DAMAGED_HINT) from error
    except (SourceError, MemoryError):
        raise
    except RecursionError as error:
        raise DamagedError(
            "the PDF is damaged: its parts refer to each other in a circle", hint=DAMAGED_HINT
        ) from error
    except Exception as error:  # pdfminer raises whatever a damaged file leads it into (KeyError, struct.error, ...)
        raise DamagedError(
            f"the PDF is damaged and cannot be read ({type(error).__name__})", hint=DAMAGED_HINT
        ) from error


DAMAGED_HINT = "Download it again, or open it and save a new copy as PDF."


def _pages(document: GuardedDocument, tags: Tags) -> Iterator[PageWords]:
    resources = PDFResourceManager(caching=True)
    device = _Bounded(resources)
    interpreter = _Interpreter(resources, device)
    for page in document.pages():
        try:
            interpreter.process_page(page)
        except (SourceError, MemoryError):
            raise
        except Exception:  # the other pages may be whole
            document.damage.streams.add(page.pageid)
            device.end_page(page)
        # Zeros stand where a string was written over: no font has a letter there.
        if device.unknown or device.unseen or any("(cid:0)" in word.text for word in device.page.words):
            document.damage.streams.add(page.pageid)
        tags.enter(device.page.number, page.attrs.get("StructParents"))
        yield device.page
