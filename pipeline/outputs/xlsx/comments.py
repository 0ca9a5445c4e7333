"""Comments (批注) of one sheet: ours added to what people wrote, and taken out again without touching theirs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.model.findings import Severity
from pipeline.outputs.xlsx.cells import place_of_ref
from pipeline.outputs.xlsx.nodes import Element, add, cell_text, child, children, local, namespace

AUTHOR = "校验"
LABELS = {Severity.CRITICAL: "必须修改", Severity.WARNING: "提醒", Severity.INFO: "说明"}
REMEDY = "怎么办："
MOST_TEXT = 8_000
_MORE = f"【{LABELS[Severity.INFO]}】这里还有别的问题，{REMEDY}请看“校验结果”表。"
_RULE_LINE = f"—— {AUTHOR} ——"
_LINE = re.compile(rf"【(?:{'|'.join(LABELS.values())})】.+{REMEDY}.*")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def line_of(severity: Severity, title: str, message: str, fix: str) -> str:
    """Write one finding as one line of a comment; that form is how we know our lines again."""
    text = f"【{LABELS[severity]}】{title}：{message} {REMEDY}{fix}"
    return " ".join(text.split())


def _joined(lines: list[str]) -> str:
    kept: list[str] = []
    for line in lines:
        if sum(map(len, kept)) + len(line) > MOST_TEXT:
            return "\n".join([*kept, _MORE])
        kept.append(line)
    return "\n".join(kept)


def reply_of(lines: list[str]) -> str:
    """Write our lines as a reply in a thread; Excel copies it into the comment beside, where it is known again."""
    return f"{_RULE_LINE}\n{_joined(lines)}"


def _text_of(text: Element) -> str:
    return "".join(part.text or "" for part in text.iter(f"{{{namespace(text)}}}t"))


def empty_comments(main: str) -> bytes:
    """Write a comments part without comments."""
    return f'<comments xmlns="{main}"><authors/><commentList/></comments>'.encode()


class Comments:
    """The comments part of one sheet, open for editing; keyed by cell as written (H18)."""

    def __init__(self, root: Element) -> None:
        """Take the root of a comments part."""
        self.root = root
        authors, entries = child(root, "authors"), child(root, "commentList")
        self.authors = authors if authors is not None else add(root, "authors")
        self.list = entries if entries is not None else add(root, "commentList")
        self.unchanged = True

    def __len__(self) -> int:
        """Count the comments."""
        return len(children(self.list, "comment"))

    def _our_author(self) -> str:
        names = [author.text for author in children(self.authors, "author")]
        if AUTHOR not in names:
            add(self.authors, "author", AUTHOR)
            names.append(AUTHOR)
        return str(names.index(AUTHOR))

    def _ours_from(self, comment: Element) -> int | None:
        """Offset in a comment's text at which our part begins; None where nothing in it is ours."""
        text = child(comment, "text")
        whole = "" if text is None else _text_of(text)
        at = whole.rfind(_RULE_LINE)
        if at >= 0 and _LINE.match(whole[at + len(_RULE_LINE) :].lstrip("\n")):
            return at
        head = whole.removeprefix(f"{AUTHOR}:").lstrip("\n")
        return 0 if _LINE.match(head) else None

    def drop_ours(self) -> list[tuple[int, int]]:
        """Take our lines out; comments left without a word go, and their places are returned."""
        gone = []
        for comment in children(self.list, "comment"):
            start = self._ours_from(comment)
            text = child(comment, "text")
            if start is None or text is None:
                continue
            self.unchanged = False
            theirs = _theirs(_text_of(text)[start:])
            _cut(text, start)
            if theirs:
                _append(text, f"\n{theirs}" if start else theirs, bold=False)
            if not start and not theirs:
                self.list.remove(comment)
                gone.append(place_of_ref(comment.get("ref", "")))
        return [place for place in gone if place]

    def texts(self) -> dict[str, str]:
        """Whole text of each comment by cell."""
        parts = {comment.get("ref", ""): child(comment, "text") for comment in children(self.list, "comment")}
        return {ref: "" if text is None else _text_of(text) for ref, text in parts.items()}

    def put(self, lines: Mapping[str, list[str]]) -> None:
        """Add our lines to the comments of these cells."""
        there = {comment.get("ref", ""): comment for comment in children(self.list, "comment")}
        for ref, own in lines.items():
            text = child(there[ref], "text") if ref in there else self._new(ref)
            if text is None:
                text = add(there[ref], "text")
            if _text_of(text):
                _as_runs(text)
                _append(text, f"\n{_RULE_LINE}\n", bold=True)
            _append(text, cell_text(_joined(own)), bold=False)

    def _new(self, ref: str) -> Element:
        return add(add(self.list, "comment", ref=ref, authorId=self._our_author()), "text")


def _theirs(ours: str) -> str:
    """Return what a person added below our lines."""
    lines = ours.removeprefix(_RULE_LINE).removeprefix(f"{AUTHOR}:").split("\n")
    return "\n".join(line for line in lines if not _LINE.fullmatch(line.strip())).strip("\n")


def _as_runs(text: Element) -> None:
    """Turn plain text into a run, so that a run can follow it."""
    for plain in children(text, "t"):
        run = add(text, "r")
        text.insert(0, run)
        run.append(plain)


def _as_plain(text: Element) -> None:
    """Undo `_as_runs`: a run alone and without looks is plain text."""
    runs = children(text, "r")
    if len(runs) == len(text) == 1 and [local(it) for it in runs[0]] == ["t"]:
        text.replace(runs[0], runs[0][0])


def _append(text: Element, words: str, *, bold: bool) -> None:
    run = add(text, "r")
    properties = add(run, "rPr")
    if bold:
        add(properties, "b")
    add(properties, "sz", val="10")
    add(properties, "rFont", val="宋体")
    add(properties, "charset", val="134")
    add(run, "t", words).set(_SPACE, "preserve")


def _cut(text: Element, length: int) -> None:
    """Keep the first `length` characters of a comment and the looks they have."""
    left = length
    for run in [*children(text, "t"), *children(text, "r")]:
        part = run if child(run, "t") is None else child(run, "t")
        if part is None:
            continue
        words = (part.text or "")[: max(left, 0)]
        left -= len(part.text or "")
        part.text = words.rstrip("\n") if left <= 0 else words
        if not part.text:
            text.remove(run)
    _as_plain(text)
