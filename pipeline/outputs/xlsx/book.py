"""The workbook part (工作簿): its sheets in order, its names, and the hidden names by which we know our own work."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from pipeline.outputs.xlsx.nodes import (
    Element,
    add,
    add_related,
    child,
    children,
    namespace,
    place_before,
    relation_id,
    rels_namespace,
    serialise,
    whole,
)
from pipeline.outputs.xlsx.package import Package, Relation
from pipeline.outputs.xlsx.styles import NO_FILL

OWN_NAMES = "_jixiao_"
SHEET_NAME = f"{OWN_NAMES}sheet"
FILL_NAME = f"{OWN_NAMES}fill_"
PIECE = 120  # Excel takes 255 characters in one literal, each quotation mark counted twice
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_AFTER_NAMES = frozenset(
    {"calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"}
    | {"fileRecoveryPr", "webPublishObjects", "extLst"}
)
_LITERAL = re.compile(r'"((?:[^"]|"")*)"')
_REFERENCE = re.compile(r"\$?'?((?:[^'!]|'')+)'?!")
_BARE_STYLES = (
    '<styleSheet xmlns="{main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet of the workbook: its name, its part, and whether it is a worksheet (no chart sheet)."""

    name: str
    part: str
    is_grid: bool
    element: Element
    relation: Relation


class Workbook:
    """The workbook part of a package, open for editing."""

    def __init__(self, package: Package) -> None:
        """Find the workbook part; KeyError where the file has none."""
        self.package = package
        targets = [it.target for it in package.relations("") if it.kind == "officeDocument"]
        self.part = targets[0] if targets else "xl/workbook.xml"
        self.root = package.edit(self.part)
        self.main = namespace(self.root)
        self.rels = rels_namespace(self.root)

    def sheets(self) -> list[SheetEntry]:
        """All sheets in order."""
        relations = {it.id: it for it in self.package.relations(self.part)}
        entries = child(self.root, "sheets")
        found = []
        for element in [] if entries is None else children(entries, "sheet"):
            relation = relations.get(relation_id(element) or "") or Relation("", "", "", element)
            is_grid = relation.kind == "worksheet" and relation.target in self.package.parts
            found.append(SheetEntry(element.get("name", ""), relation.target, is_grid, element, relation))
        return found

    @cached_property
    def styles_part(self) -> str:
        """Name of the styles part, made where the file has none."""
        for relation in self.package.relations(self.part):
            if relation.kind == "styles":
                return relation.target
        part = self.beside("styles.xml")
        self.package.write(part, _BARE_STYLES.replace("{main}", self.main).encode())
        self.package.set_type(part, f"{MAIN_TYPE}styles+xml")
        self.package.relate(self.part, f"{self.rels}/styles", part)
        return part

    def beside(self, name: str) -> str:
        """Path of a part below the folder of the workbook part."""
        folder = self.part.rpartition("/")[0]
        return f"{folder}/{name}" if folder else name

    def insert_first(self, name: str, root: Element) -> None:
        """Put a new sheet in front of all others and open the workbook at it."""
        part = self.package.free_name(self.beside("worksheets/sheet{}.xml"))
        self.package.write(part, serialise(root))
        self.package.set_type(part, f"{MAIN_TYPE}worksheet+xml")
        relation = self.package.relate(self.part, f"{self.rels}/worksheet", part)
        found = child(self.root, "sheets")
        entries = found if found is not None else add(self.root, "sheets")
        number = max((whole(it.get("sheetId")) for it in entries), default=0) + 1
        entries.insert(0, add_related(entries, "sheet", relation, name=name, sheetId=str(number)))
        for defined in self.names():
            if defined.get("localSheetId"):
                defined.set("localSheetId", str(whole(defined.get("localSheetId")) + 1))
        self._open_at(lambda _: 0)

    def remove(self, entry: SheetEntry) -> None:
        """Take a sheet out with its part and its own names."""
        index = [it.part for it in self.sheets()].index(entry.part)
        parent = entry.element.getparent()
        if parent is not None:
            parent.remove(entry.element)
        self.package.unrelate(self.part, entry.relation)
        for defined in self.names():
            local_to = whole(defined.get("localSheetId"), -1)
            if local_to == index:
                self._forget(defined)
            elif local_to > index:
                defined.set("localSheetId", str(local_to - 1))
        self._open_at(lambda active: active - (active > index))

    def _open_at(self, moved: Callable[[int], int]) -> None:
        views = child(self.root, "bookViews")
        for view in [] if views is None else children(views, "workbookView"):
            for key in ("activeTab", "firstSheet"):
                if view.get(key):
                    view.set(key, str(moved(whole(view.get(key)))))

    def names(self) -> list[Element]:
        """All defined names."""
        names = child(self.root, "definedNames")
        return [] if names is None else children(names, "definedName")

    def define(self, name: str, value: str, **attributes: str) -> None:
        """Add a defined name."""
        names = child(self.root, "definedNames")
        if names is None:
            names = add(self.root, "definedNames")
            place_before(self.root, names, _AFTER_NAMES)
        add(names, "definedName", value, name=name, **attributes)

    def _forget(self, defined: Element) -> None:
        names = defined.getparent()
        if names is None:
            return
        names.remove(defined)
        parent = names.getparent()
        if not len(names) and parent is not None:
            parent.remove(names)

    def remembered(self) -> list[str] | None:
        """Return the fills under our marks, the first being none; None where the workbook bears no name of ours."""
        own = {it.get("name", "").lower(): it.text or "" for it in self.names() if _is_own(it)}
        if not own:
            return None
        fills = [NO_FILL]
        while f"{FILL_NAME}{len(fills)}" in own:
            pieces = _LITERAL.findall(own[f"{FILL_NAME}{len(fills)}"])
            fills.append("".join(piece.replace('""', '"') for piece in pieces))
        return fills

    def remember(self, fills: list[str], sheet: str) -> None:
        """Note in hidden names which sheet is ours and which fills lie under our marks."""
        self.define(SHEET_NAME, f"'{sheet}'!$A$1", hidden="1")
        for number, fill in enumerate(fills[1:], start=1):
            pieces = [fill[at : at + PIECE].replace('"', '""') for at in range(0, len(fill), PIECE)]
            self.define(f"{FILL_NAME}{number}", "&".join(f'"{piece}"' for piece in pieces), hidden="1")

    def forget(self) -> None:
        """Remove all names of ours."""
        for defined in self.names():
            if _is_own(defined):
                self._forget(defined)

    def own_sheet_name(self) -> str | None:
        """Name of the sheet that our hidden name points to; None where it points nowhere."""
        for defined in self.names():
            if defined.get("name", "").lower() == SHEET_NAME:
                match = _REFERENCE.match(defined.text or "")
                return match[1].replace("''", "'") if match else None
        return None


def _is_own(defined: Element) -> bool:
    return defined.get("name", "").lower().startswith(OWN_NAMES)
