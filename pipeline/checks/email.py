"""The e-mail address (电子邮箱): the night writes to one address, and to no other text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.checks.facts import explains_nothing, folded
from pipeline.model.addresses import address_parts
from pipeline.model.findings import Finding, rule

if TYPE_CHECKING:
    from pipeline.model.book import Book


@rule(
    "电子邮箱不是一个地址",
    "warning",
    source="contract",
    fix="请写成 name@example.cn 这样的一个地址；不用收信的，请清空这一格。",
)
def email_not_one_address(book: Book) -> Iterator[Finding]:
    """夜间核对只给一个地址发信，电子邮箱只写一个完整的地址。"""
    typed = book.info.email
    if explains_nothing(typed) or not typed or address_parts(typed):
        return
    several = folded(typed).count("@")
    told = f"写了 {several} 个地址" if several > 1 else f"写的“{typed}”不是完整的地址"
    yield email_not_one_address.at(
        book.info_cell("email"),
        found=f"{several} 个地址" if several > 1 else typed,
        expected="一个地址",
        message=f"电子邮箱{told}，夜间核对的信只能发给一个地址，现在发不出去。",
        fix="请只留一个地址；要几个人都收到的，请填一个大家共用的邮箱。" if several > 1 else "",
    )
