"""Well-formed XML: elements told whatever their prefix, and large parts that nest too deeply refused to the level."""

from __future__ import annotations

import pytest

from pipeline.intake.safety.refusals import RefusalError
from pipeline.intake.safety.wellformed import check_frame, check_xml, elements

MIB = 1 << 20


def nested(levels: int, length: int, beside: int = 0) -> bytes:
    """Nest elements so deep, behind so many siblings, and fill the part up to this length."""
    body = b"<a>" + b"<b/>" * beside + b"<a>" * (levels - 1) + b"{}" + b"</a>" * levels
    return body.replace(b"{}", b"x" * (length - len(body) + 2))


def sound(xml: bytes) -> bool:
    """Tell whether a part is taken."""
    try:
        check_xml(xml, "表")
    except RefusalError:
        return False
    return True


@pytest.mark.parametrize("beside", [0, 1, 300])
def test_a_large_part_may_nest_256_levels_and_no_more(beside: int) -> None:
    """Siblings do not count; the parser keeps what is open only."""
    assert sound(nested(256, MIB + 1, beside))
    assert not sound(nested(257, MIB + 1, beside))


def test_a_part_of_a_mebibyte_may_nest_as_it_likes() -> None:
    """It takes no memory to speak of."""
    assert sound(nested(257, MIB))
    assert sound(nested(100_000, MIB))


@pytest.mark.parametrize("length", [100, 1 << 16, (1 << 16) + 1, MIB, MIB + 1])
def test_a_part_is_proven_whatever_its_size_and_each_time(length: int) -> None:
    """What was proven is remembered, not what was not."""
    whole = nested(2, length)
    for _ in range(2):
        check_frame(whole, "表")
        with pytest.raises(RefusalError):
            check_frame(whole[:-1], "表")
        assert elements(whole, "表", frozenset({"a"})) == (("a", {}), ("a", {}))
        with pytest.raises(RefusalError):
            elements(whole[:-1], "表", frozenset({"a"}))


def test_elements_are_told_by_their_local_names_in_order() -> None:
    """With their attributes; others are left out."""
    xml = b'<x:book xmlns:x="u"><x:sheet name="2"/><sheets><sheet name="1"/></sheets><y:sheet xmlns:y="v"/></x:book>'
    wanted = (("sheet", {"name": "2"}), ("sheet", {"name": "1"}), ("sheet", {"xmlns:y": "v"}))
    assert elements(xml, "表", frozenset({"sheet"})) == wanted
