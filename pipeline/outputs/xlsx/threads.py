"""Threads (会话批注) of newer Excels: it shows the thread and not the comment beside it, so ours is a reply in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from pipeline.outputs.xlsx.comments import AUTHOR
from pipeline.outputs.xlsx.nodes import Element, add, cell_text, children

if TYPE_CHECKING:
    from pipeline.outputs.xlsx.book import SheetEntry, Workbook

PERSON = "{6A1D0C52-5C8B-4A37-9F0E-3B7C1E2D4F91}"
_MOMENT = "2000-01-01T00:00:00.00"  # never today: the same workbook gives the same bytes


def _part(workbook: Workbook, source: str, kind: str) -> str | None:
    found = [it.target for it in workbook.package.relations(source) if it.kind == kind]
    return next((target for target in found if target in workbook.package.parts), None)


class Threads:
    """The threads of one sheet; none where the file has no such part."""

    def __init__(self, workbook: Workbook, sheet: SheetEntry) -> None:
        """Look up the sheet's threads and the workbook's list of people."""
        self.package = workbook.package
        self.sheet = sheet
        self.part = _part(workbook, sheet.part, "threadedComment")
        self.people = _part(workbook, workbook.part, "person")

    def drop_ours(self) -> bool:
        """Take our replies out; tell whether there were any."""
        if self.part is None:
            return False
        own = [it for it in children(self.package.read(self.part), "threadedComment") if it.get("personId") == PERSON]
        for reply in own:
            self.package.edit(self.part).remove(reply)
        if own and self.people is not None:
            root = self.package.edit(self.people)
            for person in [it for it in children(root, "person") if it.get("id") == PERSON]:
                root.remove(person)
        return bool(own)

    def put(self, lines: Mapping[str, str]) -> None:
        """Reply to the threads that stand at these cells (H18)."""
        if self.part is None or self.people is None:
            return
        begun = [it for it in children(self.package.read(self.part), "threadedComment") if not it.get("parentId")]
        firsts = {it.get("ref", ""): it for it in reversed(begun)}
        threaded = [ref for ref in lines if ref in firsts]
        if threaded:
            _introduce(self.package.edit(self.people))
        for ref in threaded:
            self._reply(self.package.edit(self.part), firsts[ref], ref, lines[ref])

    def _reply(self, thread: Element, first: Element, ref: str, text: str) -> None:
        own = f"{{{str(uuid5(NAMESPACE_URL, f'{self.sheet.name}!{ref}')).upper()}}}"
        look = {"ref": ref, "dT": _MOMENT, "personId": PERSON, "id": own, "parentId": first.get("id", "")}
        add(add(thread, "threadedComment", **look), "text", cell_text(text))


def _introduce(people: Element) -> None:
    """Name us among the people who write."""
    if not any(person.get("id") == PERSON for person in children(people, "person")):
        add(people, "person", displayName=AUTHOR, id=PERSON, userId=AUTHOR, providerId="None")
