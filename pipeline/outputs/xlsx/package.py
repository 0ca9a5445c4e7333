"""The package (压缩包) of an xlsx: parts by name, relations between them, only what was edited written anew."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from pipeline.outputs.xlsx.nodes import Element, add, local, parse, serialise
from pipeline.outputs.xlsx.tails import Split, joined, split

PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3
PLAIN_FILE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a part: its id, its type's last word (worksheet, comments) and the part it leads to."""

    id: str
    kind: str
    target: str
    element: Element


@dataclass
class Package:
    """The parts of one file; a part edited as XML is written anew, all others keep their bytes."""

    parts: dict[str, bytes]
    _trees: dict[str, Element] = field(default_factory=dict)
    _edited: set[str] = field(default_factory=set)
    _split: dict[str, Split] = field(default_factory=dict)

    @classmethod
    def of(cls, data: bytes) -> Package:
        """Open a file that the guard has let pass."""
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return cls({entry.filename.replace("\\", "/"): archive.read(entry) for entry in archive.infolist()})

    def name(self, path: str) -> str | None:
        """Name of the part at this path, whatever its case or leading slash; None where there is none."""
        wanted = path.lstrip("/")
        for candidate in (wanted, unquote(wanted)):
            if candidate in self.parts:
                return candidate
        folded = {part.lower(): part for part in self.parts}
        return folded.get(unquote(wanted).lower())

    def shorten(self, part: str, row: int) -> None:
        """Keep the empty rows far below a sheet's content, and below `row`, out of its tree."""
        if found := split(self.parts[part], row):
            self._split[part] = found

    def read(self, part: str) -> Element:
        """Root of a part, for looking only."""
        if part not in self._trees:
            self._trees[part] = parse(self._split[part].head if part in self._split else self.parts[part])
        return self._trees[part]

    def edit(self, part: str) -> Element:
        """Root of a part that is going to be changed."""
        self._edited.add(part)
        return self.read(part)

    def write(self, part: str, content: bytes) -> None:
        """Put a part's bytes."""
        self.parts[part] = content
        self._trees.pop(part, None)
        self._edited.discard(part)
        self._split.pop(part, None)

    def current(self, part: str) -> bytes:
        """Bytes of a part with the edits made so far."""
        if part not in self._edited:
            return self.parts[part]
        written = serialise(self._trees[part])
        return joined(written, self._split[part].tail) if part in self._split else written

    def to_bytes(self) -> bytes:
        """Zip all parts: the same parts in give the same bytes out."""
        target = BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in self.parts:
                entry = zipfile.ZipInfo(part, EPOCH)
                entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, UNIX, PLAIN_FILE
                archive.writestr(entry, self.current(part))
        return target.getvalue()

    def free_name(self, pattern: str) -> str:
        """First part name of a pattern such as xl/comments{}.xml that is not taken."""
        number = 1
        while self.name(pattern.format(number)):
            number += 1
        return pattern.format(number)

    def relations(self, source: str) -> list[Relation]:
        """Relations of a part to other parts of the file; source "" speaks of the file itself."""
        rels = self.name(rels_of(source))
        if rels is None:
            return []
        found = []
        for element in self.read(rels):
            if local(element) == "Relationship" and element.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), element.get("Target", "")))
                kind = element.get("Type", "").rsplit("/", 1)[-1]
                found.append(Relation(element.get("Id", ""), kind, self.name(path) or path.lstrip("/"), element))
        return found

    def relate(self, source: str, relation_type: str, target: str) -> str:
        """Add a relation from a part to another and return its id."""
        rels = self.name(rels_of(source))
        if rels is None:
            rels = rels_of(source)
            self.write(rels, f'<Relationships xmlns="{PACKAGE_RELS}"/>'.encode())
        root = self.edit(rels)
        taken = {element.get("Id") for element in root}
        number = 1
        while f"rId{number}" in taken:
            number += 1
        add(root, "Relationship", Id=f"rId{number}", Type=relation_type, Target=f"/{target}")
        return f"rId{number}"

    def unrelate(self, source: str, relation: Relation) -> None:
        """Take a relation away; the part it leads to goes too, unless another part needs it."""
        rels = self.name(rels_of(source))
        if rels is None:
            return
        root = self.edit(rels)
        root.remove(relation.element)
        if not len(root):
            self._discard(rels)
        if relation.target in self.parts and not self._needed(relation.target):
            self.remove(relation.target)

    def _needed(self, part: str) -> bool:
        sources = [source_of(name) for name in self.parts if name.endswith(".rels")]
        return any(relation.target == part for source in sources for relation in self.relations(source))

    def remove(self, part: str) -> None:
        """Remove a part, its relations and what only it led to, with their content types."""
        for relation in self.relations(part):
            self.unrelate(part, relation)
        for gone in {part, self.name(rels_of(part)) or part}:
            self._discard(gone)

    def _discard(self, part: str) -> None:
        self.parts.pop(part, None)
        self._trees.pop(part, None)
        self._edited.discard(part)
        for element in list(self.read(self.types_part)):  # LibreOffice gives relations a type of their own
            if local(element) == "Override" and element.get("PartName", "").lstrip("/").lower() == part.lower():
                self.edit(self.types_part).remove(element)

    @property
    def types_part(self) -> str:
        """Name of the list of content types."""
        return self.name(CONTENT_TYPES) or CONTENT_TYPES

    def set_type(self, part: str, content_type: str) -> None:
        """Declare the content type of one part."""
        add(self.edit(self.types_part), "Override", PartName=f"/{part}", ContentType=content_type)

    def set_default_type(self, extension: str, content_type: str) -> None:
        """Declare the content type of an extension, unless it is declared."""
        for element in self.read(self.types_part):
            if local(element) == "Default" and element.get("Extension", "").lower() == extension:
                return
        root = self.edit(self.types_part)
        root.insert(0, add(root, "Default", Extension=extension, ContentType=content_type))


def rels_of(part: str) -> str:
    """Name of the relations of a part: xl/_rels/workbook.xml.rels."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_of(rels: str) -> str:
    """Name of the part that a relations part speaks of: the reverse of `rels_of`."""
    folder, name = posixpath.split(rels)
    return posixpath.join(posixpath.dirname(folder), re.sub(r"\.rels$", "", name))
