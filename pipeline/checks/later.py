"""Libraries (库) that another one names at its head and hardly anybody asks for: loaded when asked, not before."""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType


class _Later(ModuleType):
    """Stands for a library until something of it is asked for; LazyLoader's stand-ins load at any `import` of them."""

    def __getattr__(self, name: str) -> object:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def load_later(*names: str) -> None:
    """Put off loading these, unless they are loaded already or are not there at all."""
    for name in names:
        spec = None if name in sys.modules else find_spec(name)
        if spec:
            stand_in = _Later(name)
            stand_in.__spec__, stand_in.__file__ = spec, spec.origin
            sys.modules[name] = stand_in
