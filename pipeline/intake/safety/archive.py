"""The archive (压缩包): its parts unpacked with a hard cap and checked, whatever its directory claims."""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from zlib_ng import zlib_ng as zlib

from pipeline.intake.safety import refusals
from pipeline.intake.safety.inflate import chunks, damaged, whole
from pipeline.intake.safety.refusals import refuse, size_text

if TYPE_CHECKING:
    from pipeline.model.limits import IntakeLimits

_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED_FLAGS = 0x1 | 0x40 | 0x2000
_DOCTYPE = re.compile(
    b"|".join(re.escape("<!DOCTYPE".encode(encoding)) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
)
_OVERLAP = 32
_UTF8_FLAG = 0x800
_UNSAFE = re.compile(r"^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)|\0")


def _directory(data: bytes, limits: IntakeLimits) -> list[zipfile.ZipInfo]:
    """Read the central directory; its length is counted before anything is built from it."""
    count = data.count(b"PK\x01\x02")
    if count > limits.entries:
        found = f"{count} 个内部文件"
        raise refuse(refusals.ENTRIES, found, f"这个工作簿里有 {found}，超过上限 {limits.entries} 个，没有读取。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return archive.infolist()
    except Exception as error:  # (zipfile raises a dozen kinds on broken directories)
        found = "文件的目录读不出来"
        raise damaged(found) from error


class Archive:
    """The parts of a zip by lower-case name; each is inflated at most once and counted against the limits."""

    def __init__(self, data: bytes, limits: IntakeLimits) -> None:
        """Read and judge the directory; RefusalError where it is unsafe."""
        self._data = data
        self._limits = limits
        self._inflated = 0
        self._held: dict[str, bytes] = {}
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in _directory(data, limits):
            self._admit(entry)
        declared = sum(entry.file_size for entry in self._entries.values())
        if declared > limits.inflated_bytes:
            raise self._bomb(declared)

    def _admit(self, entry: zipfile.ZipInfo) -> None:
        name = entry.orig_filename.replace("\\", "/")
        key = name.lower()
        if _UNSAFE.search(entry.orig_filename):
            raise refuse(
                refusals.PATHS, refusals.inner(name), "这个工作簿的内部路径指向了工作簿之外，为了安全没有读取。"
            )
        if key in self._entries:
            raise refuse(
                refusals.DUPLICATE,
                refusals.inner(name),
                "这个工作簿里有两个同名的内部文件，分不清该读哪一个，没有读取。",
            )
        if entry.flag_bits & _ENCRYPTED_FLAGS:
            raise refuse(refusals.LOCKED_ENTRY, refusals.inner(name), "这个工作簿的内部文件加了密，无法读取。")
        if not name.endswith("/"):
            self._entries[key] = entry

    @property
    def names(self) -> set[str]:
        """All names of parts, in lower case."""
        return set(self._entries)

    def _bomb(self, size: int) -> refusals.RefusalError:
        found = f"解压后 {size_text(size)} 以上"
        return refuse(refusals.BOMB, found, f"这个工作簿{found}，超过上限，为了安全没有读取。")

    def packed(self, name: str) -> tuple[memoryview, zipfile.ZipInfo]:
        """Return the packed bytes of a part, as they lie in the file, with its directory entry."""
        entry = self._entries[name.lower()]
        start = entry.header_offset
        try:
            local = _LOCAL.unpack_from(self._data, start)
        except struct.error as error:
            raise damaged(refusals.inner(entry.filename)) from error
        start += _LOCAL.size
        name_end = start + local[9]
        typed = self._data[start:name_end].decode("utf-8" if local[2] & _UTF8_FLAG else "cp437", "replace")
        start = name_end + local[10]
        packed = memoryview(self._data)[start : start + entry.compress_size]
        if local[0] != b"PK\x03\x04" or typed != entry.orig_filename or len(packed) < entry.compress_size:
            raise damaged(refusals.inner(entry.filename))
        return packed, entry

    def _chunks(self, name: str) -> Iterator[bytes]:
        """Inflate a part piece by piece, counting; RefusalError where length, checksum or method is wrong."""
        packed, entry = self.packed(name)
        size = crc = 0
        for chunk in chunks(packed, entry):
            size += len(chunk)
            crc = zlib.crc32(chunk, crc)
            self._inflated += len(chunk)
            if self._inflated > self._limits.inflated_bytes:
                raise self._bomb(self._inflated)
            yield chunk
        if size != entry.file_size or crc != entry.CRC:
            raise damaged(refusals.inner(entry.filename))

    def part(self, name: str) -> bytes:
        """Return a part whole, kept for the next call; KeyError where there is none."""
        key = name.lower()
        if key not in self._held:
            packed, entry = self.packed(key)
            room = self._limits.xml_bytes - sum(map(len, self._held.values()))
            if entry.file_size > room:
                raise self._bomb(entry.file_size)
            body = whole(packed, entry)
            if body is None:
                raise self._liar(key, room)
            self._inflated += len(body)
            self._held[key] = body
        return self._held[key]

    def _liar(self, name: str, room: int) -> refusals.RefusalError:
        """Tell a bomb from plain damage in a part that is not what the directory says; nothing of it is held."""
        size = 0
        try:
            for chunk in self._chunks(name):
                size += len(chunk)
                if size > room:
                    return self._bomb(size)
        except refusals.RefusalError as refusal:
            return refusal
        return damaged(refusals.inner(name))

    def check_rest(self) -> None:
        """Prove all parts not asked for so far whole and free of DTDs, holding none of them."""
        for name in self._entries:
            if name in self._held:
                continue
            tail = b""
            for chunk in self._chunks(name):
                piece = tail + chunk
                if b"!" in piece and name.endswith((".xml", ".rels", ".vml")) and _DOCTYPE.search(piece):
                    raise dtd(name)
                tail = piece[-_OVERLAP:]  # of a chunk alone it could be nothing: there are blocks without content


def dtd(name: str) -> refusals.RefusalError:
    """Build the refusal of a part with a DTD."""
    return refuse(refusals.DTD, refusals.inner(name), "这个工作簿里带有引用外部内容的声明（DTD），为了安全没有读取。")
