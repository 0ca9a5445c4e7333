"""The index (index.html): every workbook with results in the output folder, those of this run first."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from pipeline.model.text import printable
from pipeline.outputs import files
from pipeline.outputs.deliver import RESULT_PAGE
from pipeline.outputs.names import RESULT_JSON
from pipeline.outputs.page import IndexEntry, index_page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pipeline.outputs.deliver import Delivered

INDEX_PAGE = "index.html"
