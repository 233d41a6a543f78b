"""WHERE it runs: in this process, or in several; the order of the inputs is kept.

Processes are spawned, not forked: an onnxruntime session hangs after a fork.
"""

from __future__ import annotations

import traceback
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from dragoman.pipeline import code_article
from dragoman.records import Article, Coded, Issue

# Articles a task: large enough to hide the cost of sending (about 0.2 ms), small enough to keep order cheap.
BATCH = 8


def code_articles(
    articles: Iterable[Article], *, overlay: Path | None = None, processes: int = 1
) -> Iterator[Coded]:
    """Code articles in order, lazily; memory is bounded by a few batches a process."""
    if processes <= 1:
        for article in articles:
            yield _code_or_tell(article, overlay)
        return
    batches = _batched(iter(articles))
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[list[Coded]]] = deque()
        for batch in islice(batches, 2 * processes):
            waiting.append(pool.submit(_code_batch, batch, overlay))
        while waiting:
            done = waiting.popleft().result()
            waiting.extend(pool.submit(_code_batch, b, overlay) for b in islice(batches, 1))
            yield from done


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
