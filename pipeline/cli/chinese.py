"""Chinese help (帮助): what --help prints, in the language of the people who type it."""

from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

ORDER = ("template", "report", "validate", "verify", "rollover", "summary", "night", "schedule", "doctor")


def _help_lines(command: TyperCommand | TyperGroup) -> list[str]:
    lines = [command.help or "", ""]
    if isinstance(command, TyperGroup):
        lines += [f"  python -m pipeline {name:<10}{sub.help or ''}" for name, sub in _in_order(command)]
    for option in command.params:
        lines.append(f"  {', '.join(option.opts):<14}{getattr(option, 'help', None) or ''}")
    return lines


def _in_order(group: TyperGroup) -> list[tuple[str, Any]]:
    return sorted(group.commands.items(), key=lambda it: ORDER.index(it[0]) if it[0] in ORDER else len(ORDER))


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002, ANN401  (typer's own untyped context)
        """Print the command's sentence and its options."""
        typer.echo("\n".join(_help_lines(self)))


class ChineseGroup(TyperGroup):
    """The commands together, with Chinese help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002, ANN401  (typer's own untyped context)
        """Print what the program is for and its commands."""
        typer.echo("\n".join(_help_lines(self)))
