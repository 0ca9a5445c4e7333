"""Commands (命令): python -m pipeline; exit status 0 fine, 1 staff act, 2 unusable arguments or our own fault."""

from pipeline.cli.app import FAULT, SAMPLE, STAFF_ACT
from pipeline.cli.start import main

__all__ = ["FAULT", "SAMPLE", "STAFF_ACT", "main"]
