"""The command line: python -m bundling --platform win-amd64 --python 3.13 (make bundle PLATFORM=… PY=…)."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bundling.build import build, pack
from bundling.fetch import FetchError
from bundling.platforms import PLATFORMS, PYTHONS, Target


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bundling", description="打一个离线安装包，用 U 盘带走。")
    parser.add_argument("--platform", choices=sorted(PLATFORMS), default="win-amd64", help="哪一种电脑")
    parser.add_argument("--python", choices=PYTHONS, help="Python 版本，默认 Windows 用 3.13，Linux 用 3.11")
    parser.add_argument("--interpreter", type=Path, help="随包带上的 Python：文件夹、.zip 或 .tar.gz")
    parser.add_argument("--output", type=Path, default=Path("dist"), help="打在哪个文件夹，默认 dist")
    parser.add_argument("--no-zip", action="store_true", help="只要文件夹，不要 .zip")
    return parser.parse_args()


def main() -> int:
    """Build one bundle and say what is in it."""
    wish = _arguments()
    platform = PLATFORMS[wish.platform]
    target = Target(platform, wish.python or platform.usual)
    try:
        bundle = build(target, wish.output, wish.interpreter)
    except FetchError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    inside = (
        f"自带 Python {target.python}" if bundle.interpreter else f"不带 Python，对方要先装好 Python {target.python}"
    )
    lines = [
        f"安装包在：{bundle.folder}",
        f"给：{target.platform.called}；{inside}；{bundle.wheels} 个组件，共 {bundle.size / 1e6:.0f} MB。",
    ]
    if not wish.no_zip:
        lines.append(f"压缩成一个文件：{pack(bundle)}")
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
