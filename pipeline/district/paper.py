"""The summary as a Word file (汇总表.docx): the same subjects as the workbook, for people to read and sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from pipeline.district import facts, words
from pipeline.district.agree import what_blocks
from pipeline.district.tables import WEIGHT_WORDS, points
from pipeline.district.template import TABLES, TEMPLATE
from pipeline.model.findings import Severity
from pipeline.model.money import yuan_text
from pipeline.outputs.word.anchors import Anchors
from pipeline.outputs.word.finish import About, day_of, finish
from pipeline.outputs.word.layout import lay_out
from pipeline.outputs.word.readback import prove
from pipeline.outputs.word.template import render
from pipeline.outputs.word.wordml import clean, run_xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pipeline.district.nouns import District, Year

    Row = Mapping[str, str]
    Texts = Mapping[str, list[str] | list[Row] | str | Row]

LAYOUT = "国标"
TITLE = "项目支出绩效自评汇总表"
_MOST_NAMES = 12
_MOST_NOTICES = 8


def _office_rows(year: Year) -> list[Row]:
    ranked = zip(year.offices, facts.ranks([office.score for office in year.offices]), strict=True)
    in_order = sorted(ranked, key=lambda it: (it[1] is None, it[1] or 0, it[0].unit))
    return [
        {
            "rank": str(rank or "—"),
            "unit": office.unit,
            "projects": str(len(office.projects)),
            "budget": yuan_text(office.budget or 0),
            "spent": yuan_text(office.spent or 0),
            "rate": words.rate_text(office.spent, office.budget),
            "score": points(office.score) or "—",
            "grade": office.grade or "—",
            "critical": str(office.count(Severity.CRITICAL) or "—"),
        }
        for office, rank in in_order
    ]


def _office_total(year: Year) -> Row:
    values = {
        "unit": "合计",
        "projects": str(len(year.lines)),
        "budget": yuan_text(year.budget),
        "spent": yuan_text(year.spent),
        "rate": words.rate_text(year.spent, year.budget),
    }
    return {tag: values.get(tag, "") for _, tag, _, _ in TABLES["单位"]}


def _names(units: tuple[str, ...]) -> str:
    rest = f"等 {len(units)} 个单位" if len(units) > _MOST_NAMES else ""
    return "、".join(units[:_MOST_NAMES]) + rest


def _shared_rows(year: Year) -> list[Row]:
    return [
        {
            "title": item.rule.title,
            "weight": WEIGHT_WORDS[item.severity],
            "units": str(len(item.units)),
            "times": str(item.times),
            "names": _names(item.units),
        }
        for item in facts.shared_findings(year)
    ]


def _repeated_row(group: list[facts.Line]) -> Row:
    units = tuple(dict.fromkeys(office.unit for office, _ in group))
    budget, spent = (sum(getattr(project, key) or 0 for _, project in group) for key in ("budget", "spent"))
    return {
        "name": group[0][1].name,
        "units": str(len(units)),
        "budget": yuan_text(budget),
        "spent": yuan_text(spent),
        "rate": words.rate_text(spent, budget),
        "names": _names(units),
    }


def _repeated_rows(year: Year) -> list[Row]:
    return [_repeated_row(group) for group in facts.repeated_projects(year)]


def _late_rows(year: Year) -> list[Row]:
    return [
        {
            "unit": item.office.unit,
            "projects": str(item.projects),
            "budget": yuan_text(item.budget),
            "share": words.rate_text(item.budget, item.office.budget),
            "spent": yuan_text(item.spent),
        }
        for item in facts.late_offices(year)
    ]


def _year(year: Year) -> Texts:
    return {
        "名称": year.name,
        "总体": words.overall(year),
        "单位": _office_rows(year),
        "合计": _office_total(year),
        "问题说明": words.shared(year),
        "问题": _shared_rows(year),
        "同名说明": words.repeated(year),
        "同名": _repeated_rows(year),
        "年末说明": words.late(year),
        "年末": _late_rows(year),
        "核对说明": words.agreed(year),
    }


def _written(value: object) -> object:
    """Turn every text of a context into runs that Word shows character for character."""
    if isinstance(value, str):
        return run_xml(value) or Markup("<w:r/>")
    if isinstance(value, dict):
        return {key: _written(inner) for key, inner in value.items()}
    return [_written(inner) for inner in value] if isinstance(value, list) else value


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield clean(value)
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _title(district: District) -> str:
    years = [year.year for year in district.years if year.year]
    return f"{years[0]}年度{TITLE}" if len(district.years) == 1 and years else TITLE


def _notices(district: District) -> list[str]:
    """Say above everything what has to be settled; the workbook has the whole list."""
    every = what_blocks(district)
    rest = [f"还有 {len(every) - _MOST_NOTICES} 条，见汇总表.xlsx。"] if len(every) > _MOST_NOTICES else []
    return every[:_MOST_NOTICES] + rest


def document_of(district: District) -> bytes:
    """Write the summary as .docx; the same district gives the same bytes. NotWritten where something is missing."""
    context = {
        "标题": _title(district),
        "提示": _notices(district),
        "年度": [_year(year) for year in district.years],
    }
    word = render(TEMPLATE.read_bytes(), {key: _written(value) for key, value in context.items()})
    lay_out(word, LAYOUT)
    newest = next((year.year for year in district.years if year.year), None)
    about = About(_title(district), "", newest, day_of(None, newest))
    package = finish(word, about, Anchors({}, lambda _: False))
    prove(package, (text for text in _texts([context["标题"], context["提示"], context["年度"]]) if text))
    return package
