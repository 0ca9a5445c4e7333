"""The archive of a workbook: what its directory says is where it says, as long as it says, and counted to the byte."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from pipeline.intake.safety.archive import Archive
from pipeline.intake.safety.refusals import RefusalError
from pipeline.model.policy import policy
from tests.hostile_support import raw_zip, squeezed, zipped

if TYPE_CHECKING:
    from pipeline.model.limits import IntakeLimits

LIMITS = policy().intake
EMPTY_BLOCK = b"\0\0\0\xff\xff"  # a deflate block of no bytes


def verdict(data: bytes, *read: str, limits: IntakeLimits = LIMITS) -> str | None:
    """Read these parts and prove the rest; the rule that refuses the archive."""
    try:
        archive = Archive(data, limits)
        for name in read:
            archive.part(name)
        archive.check_rest()
    except RefusalError as refusal:
        return refusal.finding.rule.id
    return None


def entry(name: str, body: bytes) -> tuple[str, bytes, int, int]:
    """Pack a part for raw_zip."""
    return (name, *squeezed([body]))


def renamed(flag: int, local: bytes, central: bytes) -> bytes:
    """Return an archive of one part whose two names and flags are these."""
    data = bytearray(zipped({"x" * len(local): b"<a/>"}))
    directory = data.index(b"PK\1\2")
    data[30 : 30 + len(local)] = local
    data[directory + 46 : directory + 46 + len(central)] = central
    for place in (6, directory + 8):
        data[place : place + 2] = struct.pack("<H", flag)
    return bytes(data)


@pytest.mark.parametrize(
    ("flag", "local", "central", "rule"),
    [
        (0x800, "表.xml".encode(), "表.xml".encode(), None),
        (0, "é.xml".encode("cp437"), "é.xml".encode("cp437"), None),
        (0, "表.xml".encode(), "表.xml".encode(), None),
        (0x800, b"\xff\xfe\xfd.xml", "表.xml".encode(), "file-damaged"),
        (0x800, "裴.xml".encode(), "表.xml".encode(), "file-damaged"),
        (0, b"a.xml", b"b.xml", "file-damaged"),
        (0, b"a\0.xml", b"a\0.xml", "file-paths"),
    ],
)
def test_a_part_bears_the_name_that_the_directory_gives_it(
    flag: int, local: bytes, central: bytes, rule: str | None
) -> None:
    """In UTF-8 where the archive says so, else in the old encoding of zip files; bytes that are no text are no name."""
    assert verdict(renamed(flag, local, central)) == rule


def test_a_part_without_its_mark_in_front_is_damage() -> None:
    """The name behind it is right."""
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    data[2] = 9
    assert verdict(bytes(data), "a.xml") == "file-damaged"


def test_a_part_that_would_reach_beyond_the_file_is_damage() -> None:
    """Its packed bytes are all there, but the directory says that there are more."""
    data = bytearray(zipped({"a.xml": b"<a/>"}))
    directory = data.index(b"PK\1\2")
    data[directory + 20 : directory + 24] = struct.pack("<L", len(data))
    assert verdict(bytes(data), "a.xml") == "file-damaged"


def test_what_programs_note_between_name_and_content_is_passed_over() -> None:
    """Info-ZIP keeps times there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        info = zipfile.ZipInfo("a.xml")
        info.extra = b"UT\x05\0\3" + bytes(4)
        archive.writestr(info, b"<a/>", zipfile.ZIP_DEFLATED)
    assert verdict(buffer.getvalue(), "a.xml") is None


def test_folders_are_no_parts_and_backslashes_part_folders_too() -> None:
    """As old programs of Windows write them."""
    archive = Archive(zipped({"xl/": b"", "xl\\A.xml": b"<a/>", "docs\\": b""}), LIMITS)
    assert archive.names == {"xl/a.xml"}
    assert archive.part("xl/A.xml") == b"<a/>"


def test_parts_that_were_read_and_parts_that_were_not_count_to_the_byte() -> None:
    """Both together may be as long as the limit; the directory that says less is no help."""
    data = zipped({"a.xml": b"<a/>", "b.bin": bytes(100)})
    assert verdict(data, "a.xml", limits=replace(LIMITS, inflated_bytes=104)) is None
    lying = raw_zip([entry("a.xml", b"<a/>"), ("b.bin", *squeezed([bytes(100)])[:2], 9)])
    assert verdict(lying, "a.xml", limits=replace(LIMITS, inflated_bytes=104)) == "file-damaged"
    assert verdict(lying, "a.xml", limits=replace(LIMITS, inflated_bytes=103)) == "file-bomb"


def test_parts_that_are_held_share_one_room() -> None:
    """Each alone would fit."""
    data = zipped({"a.xml": bytes(60), "b.xml": bytes(40)})
    assert verdict(data, "a.xml", "b.xml", limits=replace(LIMITS, xml_bytes=100)) is None
    assert verdict(data, "a.xml", "b.xml", limits=replace(LIMITS, xml_bytes=99)) == "file-bomb"


def test_a_part_longer_than_stated_is_a_bomb_only_where_it_is_larger_than_the_room() -> None:
    """One that fits is damaged."""
    lying = raw_zip([("a.xml", *squeezed([bytes(100)])[:2], 99)])
    assert verdict(lying, "a.xml", limits=replace(LIMITS, xml_bytes=100)) == "file-damaged"
    assert verdict(lying, "a.xml", limits=replace(LIMITS, xml_bytes=99)) == "file-bomb"


@pytest.mark.parametrize("part", ["a.xml", "_rels/a.rels", "a.vml"])
def test_a_document_type_in_a_part_that_is_not_read_is_refused(part: str) -> None:
    """In any encoding that XML may have."""
    assert verdict(zipped({part: b"<!DOCTYPE a><a/>"})) == "file-dtd"


@pytest.mark.parametrize("part", ["a.png", "a.bin"])
def test_bytes_that_look_like_a_document_type_are_nothing_in_a_picture(part: str) -> None:
    """Nobody reads XML there."""
    assert verdict(zipped({part: b"\x89<!DOCTYPE a>"})) is None


def test_comments_are_no_document_type() -> None:
    """Both begin with an exclamation mark."""
    assert verdict(zipped({"a.xml": b"<!-- DOCTYPE --><a/>"})) is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_a_document_type_across_two_pieces_is_seen(encoding: str) -> None:
    """Wherever the pieces part it, they are a mebibyte each."""
    word = "<!DOCTYPE a>".encode(encoding)
    for before in range(1, 18):
        body = b" " * ((1 << 20) - before) + word
        assert verdict(zipped({"a.xml": body}, zipfile.ZIP_STORED)) == "file-dtd", before


def test_a_document_type_with_blocks_of_nothing_in_the_middle_is_seen() -> None:
    """What was fed in one go may inflate to no bytes at all."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    begun = deflater.compress(b"<!DOC") + deflater.flush(zlib.Z_FULL_FLUSH)
    packed = begun + EMPTY_BLOCK * 60_000 + deflater.compress(b"TYPE a><a/>") + deflater.flush()
    body = b"<!DOCTYPE a><a/>"
    assert zlib.decompress(packed, -15) == body
    assert verdict(raw_zip([("a.xml", packed, zlib.crc32(body), len(body))])) == "file-dtd"
