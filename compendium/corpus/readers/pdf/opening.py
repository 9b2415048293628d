"""From a PDF's bytes to its pages; whatever pdfminer raises on a damaged or locked file is said in plain words."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

from pdfminer.pdfdocument import (
    PDFDocument,
    PDFEncryptionError,
    PDFNoValidXRef,
    PDFPasswordIncorrect,
    PDFTextExtractionNotAllowed,
)
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from compendium.corpus.readers.pdf.characters import PageWords, WordDevice
from compendium.corpus.readers.pdf.tags import Tags
from compendium.errors import SourceError

__all__ = ["read_pages"]


def read_pages(data: bytes) -> tuple[list[PageWords], Tags]:
    """The words and rules of every page of a PDF, and its structure tags.

    Raises:
        SourceError: the file is damaged, or locked with a password.
    """
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        tags = Tags(document.catalog)
        return list(_pages(document, tags)), tags
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed) as error:
        raise SourceError(
            "the PDF is locked with a password", hint="Save a copy without the password and give that."
        ) from error
    except PDFNoValidXRef as error:
        raise SourceError("the PDF is damaged: it has no table of contents of its own", hint=DAMAGED_HINT) from error
    except SourceError:
        raise
    except RecursionError as error:
        raise SourceError("the PDF is damaged: its parts refer to each other in a circle", hint=DAMAGED_HINT) from error
    except Exception as error:  # pdfminer raises whatever a damaged file leads it into (KeyError, struct.error, ...)
        raise SourceError(
            f"the PDF is damaged and cannot be read ({type(error).__name__})", hint=DAMAGED_HINT
        ) from error


DAMAGED_HINT = "Download it again, or open it and save a new copy as PDF."


def _pages(document: PDFDocument, tags: Tags) -> Iterator[PageWords]:
    resources = PDFResourceManager(caching=True)
    device = WordDevice(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for page in PDFPage.create_pages(document):
        interpreter.process_page(page)
        tags.enter(device.page.number, page.attrs.get("StructParents"))
        yield device.page
