"""Start the command line: python -m pipeline."""

import os
import signal
import sys


def _in_utf8() -> None:
    """Start anew in UTF-8 where this computer's settings know no Chinese file names."""
    try:
        os.fsencode("校验结果")
    except UnicodeEncodeError:
        os.environ["PYTHONUTF8"] = "1"  # for the processes that a run starts
        os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606  (our own words again)


if __name__ == "__main__":
    _in_utf8()

try:
    from pipeline.cli import main
except ImportError as error:  # a library is gone: nothing that shows sentences can be trusted to be there
    sys.stderr.write(f"组件 {error.name or ''} 不能用。请重新安装（双击“安装”，或运行 make setup），再运行一次。\n")
    sys.exit(2)

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a computer that shuts down stops a run as Ctrl+C does
    sys.exit(main())
