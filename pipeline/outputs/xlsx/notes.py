"""The notes of a sheet (批注): its comments part and the drawing part of their boxes, kept in step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from pipeline.outputs.xlsx.book import MAIN_TYPE, SheetEntry, Workbook
from pipeline.outputs.xlsx.boxes import EMPTY_DRAWING, Boxes
from pipeline.outputs.xlsx.cells import ref_of
from pipeline.outputs.xlsx.comments import Comments, empty_comments, reply_of
from pipeline.outputs.xlsx.nodes import add_related, child, place_before, relation_id
from pipeline.outputs.xlsx.threads import Threads

if TYPE_CHECKING:
    from pipeline.outputs.xlsx.cells import Grid
    from pipeline.outputs.xlsx.package import Relation

Place = tuple[int, int]
_AFTER = frozenset(
    {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}
    | {"AlternateContent"}
)
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


class Notes:
    """Comments and boxes of one sheet; parts are made when the first comment needs them."""

    def __init__(self, workbook: Workbook, sheet: SheetEntry) -> None:
        """Look up what the sheet has."""
        self.workbook, self.package, self.sheet = workbook, workbook.package, sheet

    def _noted(self) -> Relation | None:
        found = [it for it in self.package.relations(self.sheet.part) if it.kind == "comments"]
        return next((it for it in found if it.target in self.package.parts), None)

    def _drawing(self) -> Relation | None:
        """Return the relation of the sheet's legacyDrawing; a header picture's drawing is another one."""
        pointer = child(self.package.read(self.sheet.part), "legacyDrawing")
        wanted = None if pointer is None else relation_id(pointer)
        found = [it for it in self.package.relations(self.sheet.part) if it.id == wanted]
        return next((it for it in found if it.target in self.package.parts), None)

    def drop_ours(self) -> bool:
        """Take our comments out with their boxes, and our replies; tell whether there were any."""
        replied = Threads(self.workbook, self.sheet).drop_ours()
        return self._drop_comments() or replied

    def _drop_comments(self) -> bool:
        comments = self._noted()
        if comments is None:
            return False
        before = self.package.parts[comments.target]
        editor = Comments(self.package.edit(comments.target))
        gone = editor.drop_ours()
        if editor.unchanged:
            self.package.write(comments.target, before)
            return False
        self._remove_boxes(gone)
        if not len(editor):
            self.package.unrelate(self.sheet.part, comments)
        return True

    def _remove_boxes(self, places: list[Place]) -> None:
        drawing = self._drawing()
        if drawing is None:
            return
        boxes = Boxes(self.package.parts[drawing.target])
        boxes.remove(places)
        if not boxes.is_empty():
            self.package.write(drawing.target, boxes.to_bytes())
            return
        root = self.package.edit(self.sheet.part)
        pointer = child(root, "legacyDrawing")
        if pointer is not None:
            root.remove(pointer)
        self.package.unrelate(self.sheet.part, drawing)

    def put(self, lines: Mapping[Place, list[str]], grid: Grid) -> None:
        """Add our lines to the comments of these cells and give each a box."""
        relation = self._noted()
        part = self._new_comments() if relation is None else relation.target
        comments = Comments(self.package.edit(part))
        own_lines = {ref_of(*place): own for place, own in lines.items()}
        comments.put(own_lines)
        Threads(self.workbook, self.sheet).put({ref: reply_of(own) for ref, own in own_lines.items()})
        texts = comments.texts()
        found = self._drawing()
        drawing = self._new_drawing() if found is None else found.target
        boxes = Boxes(self.package.parts[drawing])
        boxes.put([(row, column, texts[ref_of(row, column)]) for row, column in lines], grid)
        self.package.write(drawing, boxes.to_bytes())

    def _new_comments(self) -> str:
        part = self.package.free_name(self.workbook.beside("comments{}.xml"))
        self.package.write(part, empty_comments(self.workbook.main))
        self.package.set_type(part, f"{MAIN_TYPE}comments+xml")
        self.package.relate(self.sheet.part, f"{self.workbook.rels}/comments", part)
        return part

    def _new_drawing(self) -> str:
        part = self.package.free_name(self.workbook.beside("drawings/vmlDrawing{}.vml"))
        self.package.write(part, EMPTY_DRAWING)
        self.package.set_default_type("vml", _VML_TYPE)
        relation = self.package.relate(self.sheet.part, f"{self.workbook.rels}/vmlDrawing", part)
        root = self.package.edit(self.sheet.part)
        place_before(root, add_related(root, "legacyDrawing", relation), _AFTER)
        return part
