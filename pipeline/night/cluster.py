"""The cluster (集群): the same work on the workers of a Dask scheduler; an optional extra of the installation."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.night.crew import CrewError
from pipeline.night.ruleset import ruleset_version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import Executor

SECONDS = 20
PORT = 8786  # a scheduler's own, where the address names none
NOT_INSTALLED = "没有安装集群组件：请让维护人员运行 pip install distributed，或者去掉 --scheduler，用本机处理。"
NO_WORKERS = "Dask 集群上没有工作进程：请先启动 dask worker。"
MARK = "在场"
FEW = 5  # workbooks that a worker looks for: one may go away meanwhile


def _look(given: str, some: Sequence[str], mark: str) -> tuple[str, bool, bool]:
    """Tell, on a worker, its rule set and whether it sees the workbooks and the place for results.

    A share that is not mounted is an empty folder: the worker has to see one of the workbooks, too.
    """
    sees_given = Path(given).exists() and (not some or any(Path(one).exists() for one in some))
    return ruleset_version(), sees_given, Path(mark).exists()


class Cluster:
    """The workers of a scheduler; each does one task at a time, in a process of its own.

    One that hangs ends itself where a nanny replaces it; the scheduler gives what else it had to do to others.
    """

    def __init__(self, address: str) -> None:
        """Reach the scheduler; CrewError where that is impossible."""
        try:
            import distributed  # noqa: PLC0415  (an optional extra)
            from distributed.comm import addressing  # noqa: PLC0415  (as above)
        except ImportError as error:
            raise CrewError(NOT_INSTALLED) from error
        connect: Any = distributed.Client
        try:
            _knock(address, addressing)
            self._client = connect(address, timeout=SECONDS, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            message = f"连不上 Dask 集群“{address}”：请检查地址，以及调度程序是否在运行。"
            raise CrewError(message) from error
        self.size = len(self._client.nthreads())
        self.watched = _have_nannies(self._client.scheduler_info(n_workers=-1))
        if not self.size:
            self.close()
            raise CrewError(NO_WORKERS)

    def close(self) -> None:
        """Leave the scheduler; its workers go on for others."""
        self._client.close()

    def show_around(self, given: Path, workbooks: Iterable[Path], spool: Path) -> None:
        """Have every worker look at both folders; CrewError names the one that does not see them."""
        some = [str(path) for path in islice((path for path in workbooks if path.is_file()), FEW)]
        mark = spool / MARK
        mark.write_bytes(b"")
        told = self._client.run(_look, str(given), some, str(mark), on_error="return")
        for worker, answer in told.items():
            if problem := _problem(answer, given, spool.parent):
                message = f"工作机“{worker}”{problem}"
                raise CrewError(message)

    @contextmanager
    def shift(self, most: int) -> Iterator[Executor]:  # noqa: ARG002  (the scheduler knows its workers)
        """Hand out work to whoever is there; workers that died are replaced by their nannies."""
        executor = self._client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


def _knock(address: str, addressing: Any) -> None:  # noqa: ANN401  (an optional extra)
    """Reach the scheduler's door; OSError or ValueError where nobody is there, which a client would say in English."""
    kind, place = addressing.parse_address(address)
    if kind in {"tcp", "tls"}:
        socket.create_connection(addressing.parse_host_port(place, PORT), SECONDS).close()
    else:
        addressing.registry.get_backend(kind)  # ValueError where no such kind of address is known


def _have_nannies(scheduler: Any) -> bool:  # noqa: ANN401  (an optional extra)
    """Tell whether every worker would be replaced if it died."""
    return all(worker.get("nanny") for worker in scheduler["workers"].values())


def _problem(answer: object, given: Path, output: Path) -> str:
    """Say what keeps a worker from working; nothing where all is well."""
    if not isinstance(answer, tuple):
        return "上没有装好本程序，或者装的是别的版本：请在每台工作机上装好同一版本的程序。"
    version, sees_given, sees_output = answer
    if version != ruleset_version():
        return "上的程序或校验规则与本机版本不同：请换成同一版本，否则结果会不一致。"
    if not sees_given:
        return f"看不到“{given}”：工作簿要放在每台工作机都能用同一路径打开的共享文件夹里。"
    return "" if sees_output else f"看不到“{output}”：结果要写在每台工作机都能用同一路径打开的共享文件夹里。"
