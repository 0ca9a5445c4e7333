"""Shared texts that calamine reads to the letter are left as they are; all others are rewritten to say the same."""

from __future__ import annotations

import pytest

from pipeline.intake.safety.plain_texts import plain_texts, texts_are_plain
from tests.hostile_support import MAIN

TWO = "<si><t>甲</t></si><si><t>乙</t></si>"


def texts(inside: str, *, head: str = "", declaration: str = '<?xml version="1.0" encoding="UTF-8"?>') -> bytes:
    """Write the part of the shared texts."""
    return f'{declaration}<sst xmlns="{MAIN}"{head}>{inside}</sst>'.encode()


@pytest.mark.parametrize(
    ("part", "plain"),
    [
        (texts(TWO), True),
        (texts(""), True),
        (texts(TWO, head=' count="9" uniqueCount="2"'), True),
        (texts(TWO, head=' count="9" uniqueCount="1"'), True),
        (texts(TWO, head=' count="9" uniqueCount="3"'), False),
        (texts("", head=' uniqueCount="1"'), False),
        (texts(TWO, head=' uniqueCount="0000000001"'), False),
        (texts(TWO, head=" uniqueCount = '4'"), False),
        (texts("<si><t>uniqueCount='9'</t></si>"), True),
        (texts(TWO, head=' xmlns:q="urn:q"'), False),
        (texts("<si><t>甲</t><extLst/></si>"), False),
        (texts("<si><t>甲<!-- a --></t></si>"), False),
        (texts("<si><t>甲</t><?a b?></si>"), False),
        (texts("<si><t> 甲</t></si>"), False),
        (texts(TWO).decode().encode("utf-16"), False),
    ],
)
def test_what_calamine_reads_to_the_letter_is_left_alone(part: bytes, *, plain: bool) -> None:
    """A promise of no more texts than there are is kept; one text may speak of promises."""
    assert texts_are_plain(part) is plain


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        (TWO, ["甲", "乙"]),
        ("<si/>", [""]),
        ("<si><r><rPr><b/></rPr><t>甲</t></r><r><t> 乙&amp;</t></r></si>", ["甲 乙&amp;"]),
        ('<si><t>甲</t><rPh sb="0" eb="1"><t>jia</t></rPh></si>', ["甲"]),
        ("<si><t>甲</t><extLst><ext><t>9</t></ext></extLst></si>", ["甲"]),
        ('<q:si xmlns:q="urn:q"><q:t>9</q:t></q:si><si><t>甲</t></si>', ["甲"]),
        ("<phoneticPr><si><t>9</t></si></phoneticPr><si><t>甲</t></si>", ["甲"]),
    ],
)
def test_a_rewritten_text_says_what_it_said(inside: str, said: list[str]) -> None:
    """Its runs joined, blanks kept, without guides, extensions and what belongs to others."""
    body = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in said)
    assert plain_texts(texts(inside), "xl/sharedStrings.xml").decode().partition("?>")[2] == f"<sst>{body}</sst>"


def test_texts_written_with_a_prefix_say_the_same() -> None:
    """The name space counts, not how it is called."""
    part = f'<x:sst xmlns:x="{MAIN}"><x:si><x:t>甲</x:t></x:si><si><t>9</t></si></x:sst>'.encode()
    assert plain_texts(part, "xl/sharedStrings.xml").endswith(
        '<sst><si><t xml:space="preserve">甲</t></si></sst>'.encode()
    )
