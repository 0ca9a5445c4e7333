"""A policy file that cannot be used is named, with the place in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.policy import read_policy
from pipeline.model.setting import SettingFault

POLICY = Path(__file__).resolve().parents[2] / "expectations" / "policy.toml"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[intake]", "[intake", "行"),
        ("entries = 10000", "", "entries"),
        ("execution = 10\n", "execution = 11\n", "preset.mof-2020"),
        ('beyond = "linear"', 'beyond = "curved"', "preset.mof-2020"),
        ("tiers = [0.80, 0.60]", "tiers = [0.60, 0.80]", "preset.mof-2020"),
        ("execution = 10\n", 'execution = "ten"\n', "preset.mof-2020"),
        ("caps = []", "caps = [1]", "preset.mof-2020"),
        ('late_from = "10-01"', 'late_from = "13-01"', "policy"),
        ("'__+'", "'(__+'", "policy"),
        ("seconds = 10 ", 'seconds = "ten" ', "intake.seconds"),
        ("seconds = 10 ", "seconds = -1 ", "intake.seconds"),
        ("entries = 10000", "entries = true", "intake.entries"),
        ("cells = 1200000", "cells = 1.5", "intake.cells"),
        ('hints = ["此处填写"', 'hints = "此处填写" #', "text.hints"),
        ("split_share = 0.80", 'split_share = "many"', "checks.split_share"),
        ("change_share = 0.50", "change_share = -0.50", "years.change_share"),
        ("alike = 0.90", "alike = nan", "years.alike"),
        ("[preset.mof-2020]", "[preset.other]", "mof-2020"),
    ],
)
def test_a_policy_that_is_broken_is_named_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    """Its form, a missing entry, points that do not add up, a day that there is not, a pattern that is none."""
    text = POLICY.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "policy.toml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SettingFault, match=told) as raised:
        read_policy(broken)
    assert "policy.toml" in str(raised.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_policy_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    """It is gone, or no text."""
    broken = tmp_path / "policy.toml"
    if content is not None:
        broken.write_bytes(content)
    with pytest.raises(SettingFault, match=r"policy\.toml"):
        read_policy(broken)
