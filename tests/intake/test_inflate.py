"""A part inflated piece by piece is the part, however it is packed; in one go it takes no more room than was stated."""

from __future__ import annotations

import random
import tracemalloc
import zipfile
import zlib

import pytest

from pipeline.intake.safety.inflate import chunks, whole

MIB = 1 << 20
NOISE = random.Random(1).randbytes(20_000)  # noqa: S311  (no secret)


def packed(body: bytes, method: int) -> tuple[memoryview, zipfile.ZipInfo]:
    """Pack a part as an archive holds it."""
    deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
    entry = zipfile.ZipInfo("part.xml")
    entry.compress_type, entry.file_size, entry.CRC = method, len(body), zlib.crc32(body)
    stored = method == zipfile.ZIP_STORED
    return memoryview(body if stored else deflater.compress(body) + deflater.flush()), entry


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(
    "body",
    [b"", b"x", NOISE * 140, NOISE + NOISE, *(bytes(MIB + more) for more in (0, 1, 99, 200, 257, 258, 300, 2 * MIB))],
    ids=len,
)
def test_the_pieces_of_a_part_are_the_part(body: bytes, method: int) -> None:
    """Larger than a piece, with repeats from far back, or ending just behind one."""
    assert b"".join(chunks(*packed(body, method))) == body
    assert whole(*packed(body, method)) == body


def test_a_part_that_states_no_size_is_not_inflated_to_find_out() -> None:
    """Nought would mean as much as there is."""
    bomb, entry = packed(bytes(30 * MIB), zipfile.ZIP_DEFLATED)
    entry.file_size = 0
    tracemalloc.start()
    assert whole(bomb, entry) is None
    assert tracemalloc.get_traced_memory()[1] < MIB
    tracemalloc.stop()
