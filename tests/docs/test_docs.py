"""What people read is true: generated texts are current, pictures exist and show the program as it is."""

from __future__ import annotations

import json
import re
import struct
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.docs.build import GENERATED
from tests.docs.catalogue import CATALOGUE, remedy
from tests.docs.gallery import shown
from tests.docs.manual import MANUAL
from tests.docs.pictures import ALL, LARGEST, PICTURES, RECORD, sources
from tests.docs.products import make_products
from tests.docs.rule_list import LINES, cited
from tests.docs.rule_list import RECORD as RULE_LIST
from tests.docs.subjects import HOME, LABELS, rules
from tests.docs.variants import VARIANTS
from tests.many import each_is

if TYPE_CHECKING:
    from pipeline.model.findings import Finding, Rule

README = HOME / "README.md"
READ_BY_PEOPLE = (README, *GENERATED)
PROGRAMMERS_WORDS = re.compile(
    r"Traceback|None\b|NaN|nan\b|null|True\b|False\b|Error\b|Exception|KeyError|\bdict\b|\blist\b|\[\]|\{[a-z]|<NA>|0\.30000|e\+\d"
)


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_the_generated_text_is_current(path: Path) -> None:
    """Where this fails, run `make docs` and look at what changed."""
    assert path.read_text(encoding="utf-8") == GENERATED[path](), f"{path.name} is stale: run `make docs`"


def test_the_pictures_show_the_program_as_it_is(tmp_path: Path) -> None:
    """Every picture was taken of what the program makes now; where this fails, run `make pictures`."""
    recorded = json.loads(RECORD.read_text(encoding="utf-8"))
    made = sources(make_products(tmp_path))
    stale = sorted(name for name in made.keys() | recorded.keys() if made.get(name) != recorded.get(name))
    assert not stale, f"pictures are stale, run `make pictures`: {stale}"


def test_there_are_few_pictures_and_each_is_small_and_used() -> None:
    """No picture is missing, left over, larger than 150 KB or nowhere shown."""
    files = {path.stem: path for path in PICTURES.glob("*.png")}
    assert set(files) == {picture.name for picture in ALL}
    assert {name for name, path in files.items() if path.stat().st_size > LARGEST} == set()
    text = MANUAL.read_text(encoding="utf-8") + README.read_text(encoding="utf-8")
    assert {name for name in files if f"图/{name}.png" not in text} == set()


@pytest.mark.parametrize("name", [picture.name for picture in ALL])
def test_a_picture_is_a_picture(name: str) -> None:
    """Its first bytes say PNG, and it is large enough to be read."""
    head = (PICTURES / f"{name}.png").read_bytes()[:24]
    assert head.startswith(b"\x89PNG")
    width, height = struct.unpack(">2I", head[16:])
    assert min(width, height) >= 280


@pytest.mark.parametrize("path", READ_BY_PEOPLE, ids=lambda path: path.name)
def test_every_link_leads_somewhere(path: Path) -> None:
    """Pictures, documents and folders named in links are there."""
    links = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert [link for link in links if not link.startswith("http") and not (path.parent / link).exists()] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_speaks_to_an_accountant(rule: Rule) -> None:
    """Its sentence and its remedy are Chinese, whole and polite."""
    assert rule.notes.endswith("。")
    assert rule.fix.endswith("。")
    assert rule.fix.startswith(("请", "如", "不用", "不改", "不必", "有条件")), rule.fix
    assert not PROGRAMMERS_WORDS.search(rule.notes + remedy(rule))
    assert f"`{rule.id}` | {LABELS[rule.severity]} |" in CATALOGUE.read_text(encoding="utf-8")


def test_a_message_speaks_to_an_accountant() -> None:
    """One sentence what is wrong, one what to do, nothing left to fill in, no word of a programmer."""
    each_is(sorted(shown()), lambda _: [], lambda rule_id: awkward(shown()[rule_id].finding))


def awkward(finding: Finding) -> list[str]:
    """Give the sentences of a message that no accountant should read; an empty one, where it names nothing found."""
    whole, parts = (finding.message, finding.fix), (finding.found, finding.expected)
    cut = [text for text in whole if not text.endswith("。")]
    strange = [text for text in (*whole, *parts) if PROGRAMMERS_WORDS.search(text) or "  " in text]
    return [*cut, *strange, *([] if finding.found else [""])]


def test_a_variant_shows_what_it_is_there_for() -> None:
    """No variant has stopped breaking its rule."""
    each_is([variant.shows for variant in VARIANTS], lambda _: set(), lambda shows: set(shows.split()) - set(shown()))


def test_the_record_of_the_rule_list_names_every_line_and_only_rules_that_exist() -> None:
    """Lines 1 to 55, each with rules or with a reason."""
    text = RULE_LIST.read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) \|$", text, re.MULTILINE)
    assert [int(number) for number, *_ in rows] == LINES
    assert [number for number, _, named, why in rows if named == "—" and not why] == []
    assert cited(text) <= {rule.id for rule in rules()}


def test_every_rule_of_the_rule_list_is_in_its_record() -> None:
    """A rule that says it comes from a numbered line is named beside that line."""
    text = RULE_LIST.read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| (.*) \|$", text, re.MULTILINE))
    claimed = [
        (number, rule.id) for rule in rules() if "rules" in rule.source for number in re.findall(r"\d+", rule.source)
    ]
    assert [(number, rule_id) for number, rule_id in claimed if f"`{rule_id}`" not in rows.get(number, "")] == []
