"""Start the command line: python -m pipeline."""

import sys

try:
    from pipeline.cli import main
except ImportError as error:  # a library is gone: nothing that shows sentences can be trusted to be there
    sys.stderr.write(f"组件 {error.name or ''} 不能用。请重新安装（双击“安装”，或运行 make setup），再运行一次。\n")
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main())
