"""WHERE it runs: in this process, or in several; the order of the inputs is kept.

Processes are spawned, not forked: an onnxruntime session hangs after a fork.
"""

from __future__ import annotations

import os
import signal
import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from pathlib import Path

from dragoman.errors import EngineError
from dragoman.pipeline import code_article
from dragoman.records import Article, Coded, Issue

# Articles a task: large enough to hide the cost of sending (about 0.2 ms), small enough to keep order cheap.
BATCH = 8
# Up to so many articles one process codes them. CPU seconds of a run on 2 cores, one process and two (each of which
# imports and reads the tables first): 16 articles 3.9 and 6.4, 24 articles 5.7 and 7.3, 64 articles 11.4 and 15.4.
# Split over two idle cores that saves a sixth of the time at 16 and a third at 24.
FEW = 24
MOST_PROCESSES = 8  # unless the user asks for more: each holds about 0.3 GB


def code_articles(
    articles: Iterable[Article], *, overlay: Path | None = None, processes: int | None = 1
) -> Iterator[Coded]:
    """Code articles in order, lazily; memory is bounded by a few batches a process.

    `processes` None: one for up to FEW articles, else as many as there are cores. Raises EngineError when a
    process of several is killed.
    """
    coming = iter(articles)
    if processes is None:
        first = list(islice(coming, FEW + 1))
        processes = min(count_cores(), MOST_PROCESSES) if len(first) > FEW else 1
        coming = chain(first, coming)
    if processes <= 1:
        return (_code_or_tell(article, overlay) for article in coming)
    return _code_in_several(coming, overlay, processes)


def count_cores() -> int:
    """Cores that this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _code_in_several(articles: Iterator[Article], overlay: Path | None, processes: int) -> Iterator[Coded]:
    batches = _batched(articles)
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_end_quietly)
    try:
        waiting: deque[Future[list[Coded]]] = deque()
        for batch in islice(batches, 2 * processes):
            waiting.append(_submit(pool, batch, overlay))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(_submit(pool, b, overlay) for b in islice(batches, 1))
            yield from done
    except BrokenProcessPool as e:
        raise EngineError(
            f"one of {processes} processes was killed, most often for want of memory; what was written stays whole, "
            "run it again with --processes 1"
        ) from e
    finally:
        pool.shutdown(cancel_futures=True)  # where the reader of the output goes away, only batches in hand are done


def _submit(pool: ProcessPoolExecutor, batch: list[Article], overlay: Path | None) -> Future[list[Coded]]:
    """Hand over a batch. The pool may start a process here: it begins with Ctrl-C held back, see `_end_quietly`."""
    if not hasattr(signal, "pthread_sigmask"):
        return pool.submit(_code_batch, batch, overlay)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_code_batch, batch, overlay)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_quietly() -> None:
    """Ctrl-C reaches every process of the terminal: a worker ends at once and says nothing, the parent speaks."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _code_batch(articles: list[Article], overlay: Path | None) -> list[Coded]:
    return [_code_or_tell(a, overlay) for a in articles]


def _code_or_tell(article: Article, overlay: Path | None) -> Coded:
    """A fault of ours on one report is told with its place and never loses the others."""
    try:
        return code_article(article, overlay=overlay)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as e:
        frame = traceback.extract_tb(e.__traceback__)[-1]
        message = (
            f"{article.source}: the coder failed on this report ({type(e).__name__}: {e}; "
            f"{frame.name}, line {frame.lineno}); its text is kept, please report it"
        )
        return Coded(article, (), (), (), (), (Issue("pipeline", "coder-failed", message),))


def _batched(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, BATCH)):
        yield batch
