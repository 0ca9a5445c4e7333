"""Inflating (解压): the bytes of one part, piece by piece or in one go, never more than asked for."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import cast

from zlib_ng import zlib_ng as zlib

from pipeline.intake.safety import refusals
from pipeline.intake.safety.refusals import refuse

_CHUNK = 1 << 20
_FEED = 1 << 17
_BROKEN = cast("type[Exception]", zlib.error)  # the types it ships call the class one of its errors


def damaged(found: str) -> refusals.RefusalError:
    """Build the refusal of a file that is not whole."""
    return refuse(refusals.DAMAGED, found, "这个文件已经损坏或不完整，无法读取。")


def whole(packed: memoryview, entry: zipfile.ZipInfo) -> bytes | None:
    """Inflate a part in one go; None where its length, checksum or method is not as the directory says."""
    if entry.compress_type == zipfile.ZIP_STORED:
        body = bytes(packed)
    elif entry.compress_type == zipfile.ZIP_DEFLATED:
        inflater = zlib.decompressobj(-15)
        try:
            body = inflater.decompress(packed, entry.file_size + 1)
        except _BROKEN:
            return None
        if not inflater.eof:
            return None
    else:
        return None
    return body if len(body) == entry.file_size and zlib.crc32(body) == entry.CRC else None


def chunks(packed: memoryview, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Inflate a part piece by piece; RefusalError where its packed bytes or its method make no sense."""
    if entry.compress_type == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _CHUNK):
            yield bytes(packed[start : start + _CHUNK])
        return
    if entry.compress_type != zipfile.ZIP_DEFLATED:
        raise refuse(
            refusals.DAMAGED, f"压缩方式 {entry.compress_type}", "这个工作簿的压缩方式不是 Excel 用的，无法读取。"
        )
    inflater = zlib.decompressobj(-15)
    try:
        for start in range(0, len(packed), _FEED):  # fed in slices: the unread rest is copied at each call
            rest: bytes | memoryview = packed[start : start + _FEED]
            while rest and not inflater.eof:
                yield inflater.decompress(rest, _CHUNK)
                rest = inflater.unconsumed_tail
        while not inflater.eof and (chunk := inflater.decompress(b"", _CHUNK)):
            yield chunk
    except _BROKEN as error:
        raise damaged(refusals.inner(entry.filename)) from error
    if not inflater.eof:
        raise damaged(refusals.inner(entry.filename))
