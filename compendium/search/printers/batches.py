"""The answers to many queries, each written as soon as it is known, so that a script can wait for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from compendium.errors import QueryError
from compendium.search.batch import Answered
from compendium.search.printers.answers import notices, write_found
from compendium.search.printers.page import Page
from compendium.search.printers.rows import Format, write_rows
from compendium.search.request import Request
from compendium.search.terminal import escaped, visible

__all__ = ["BatchWriter"]


class BatchWriter:
    """Writes answers one after the other, and knows what became of them."""

    def __init__(self, request: Request, form: Format, page: Page, say: Callable[[str], None]) -> None:
        """`say` tells the user something beside the results."""
        self.request = request
        self.form = form
        self.page = page
        self.say = say
        self.asked = self.failed = self.found = 0

    def write(self, answers: Iterable[Answered], *, count: bool = False) -> None:
        """Write all answers; with `count` only how many paragraphs each query finds, and the query."""
        if self.form in {"csv", "xlsx"}:
            write_rows("hits", self._rows(answers), self.form, self.page.out)
            return
        put = self._put_count if count else self._put_text if self.form == "text" else self._put_record
        for answer in answers:
            self._note(answer)
            put(answer)
            self.page.out.flush()

    def _note(self, answer: Answered) -> None:
        """Count the answer, and say what is wrong with its query."""
        self.asked += 1
        self.failed += answer.error is not None
        self.found += answer.found is not None and answer.found.total > 0
        if answer.error is not None:
            self._say(answer, "; ".join(part.rstrip(".") for part in (answer.error.message, answer.error.hint) if part))

    def _say(self, answer: Answered, text: str) -> None:
        self.page.out.flush()  # so that what is said stands where it belongs
        self.say(f"line {answer.line.number}: {text}")

    def _say_notices(self, answer: Answered) -> None:
        if answer.found is not None:
            for notice in notices(answer.found, self.request):
                self._say(answer, notice)

    def _put_text(self, answer: Answered) -> None:
        if self.asked > 1:
            self.page.blank()
        self.page.heading(f"Line {answer.line.number}: {answer.line.query}")
        if answer.found is not None and answer.found.total:
            self.page.blank()
            write_found(answer.found, "text", self.page, facets=self.request.facets)
        self._say_notices(answer)

    def _put_count(self, answer: Answered) -> None:
        if answer.found is not None:
            self.page.out.write(f"{answer.found.total}\t{visible(answer.line.query)}\n")

    def _put_record(self, answer: Answered) -> None:
        self.page.out.write(escaped(json.dumps(_record(answer), ensure_ascii=False)) + "\n")

    def _rows(self, answers: Iterable[Answered]) -> Iterator[Mapping[str, object]]:
        """A row for each hit, its query first; all are written before the next line is waited for."""
        from compendium.search.describe_answers import hit_record

        for answer in answers:
            self._note(answer)
            if answer.found is not None:
                yield from ({"query": answer.line.query, **hit_record(hit)} for hit in answer.found.hits)
            self._say_notices(answer)
            self.page.out.flush()


def _record(answer: Answered) -> Mapping[str, object]:
    from compendium.search.describe_answers import error_record, search_record

    if answer.found is not None:
        return {**search_record(answer.found), "line": answer.line.number}
    return error_record(answer.line.query, answer.line.number, answer.error or QueryError(""))
