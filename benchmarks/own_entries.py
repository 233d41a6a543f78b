"""How well a user's own codebook entry works that is nothing but a definition and a few example phrases.

    python benchmarks/own_entries.py [FOLDER ...]     # training/gate and training/corpus by default

`own_entries.tsv` has ten entries as a user would write them. Each stands for a mode that we have, under another name;
our own frames for those modes are taken out, so that only the entry can find it. The marked passages then say how
many of the marked acts are coded as the entry (recall), and how many so coded are such acts (precision). Beside it:
the same with our own frames in place of the entries, what somebody who writes frames by hand comes to. Acts that the
encoder reads without a frame or an example count for neither. It was trained on these modes in training/corpus, never
on training/gate: likeness to an example is worth less for acts that it never learned to tell.

With --frames-only the likeness to examples is left out, and only the frames made of them count.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from dragoman.acquire import parse_text
from dragoman.coding.codebook_tables import load_codebook
from dragoman.pipeline import code_article
from dragoman.tables import read_table
from training.corpus_format import CORPUS, Passage, read_corpus
from training.gate import GATE, join_sentences, list_acts

ENTRIES = Path(__file__).with_name("own_entries.tsv")
# The user's entry: the mode of ours that the passages mark.
STANDS_FOR = {
    ("ASSAULT", "hostage-taking"): "abduct", ("COERCE", "detention"): "arrest", ("RETREAT", "setting-free"): "release",
    ("RETREAT", "stepping-down"): "resign", ("PROTEST", "walkout"): "strike", ("CONSULT", "call"): "phone",
    ("MOBILIZE", "deployment"): "troops", ("ACCUSE", "censure"): "disapprove", ("SANCTION", "expulsion"): "expel",
    ("COERCE", "muzzling"): "censor",
}  # fmt: skip
Mode = tuple[str, str]


def main() -> None:
    """Measure with the entries and with our frames, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="*", type=Path, default=[GATE, CORPUS])
    parser.add_argument("--frames-only", action="store_true")
    args = parser.parse_args()
    skipped = ("encoder ", "example ") if args.frames_only else ("encoder ",)
    hidden = {(kind, mode) for (kind, _), mode in STANDS_FOR.items()}
    own = {entry: (entry[0], mode) for entry, mode in STANDS_FOR.items()}
    with tempfile.TemporaryDirectory() as name:
        overlay = Path(name)
        (overlay / "codebook.tsv").write_text(ENTRIES.read_text(encoding="utf-8"), encoding="utf-8")
        gone = [r["frame"] for r in read_table("frames") if (r["event_type"], r["mode"]) in hidden]
        (overlay / "frames.tsv").write_text("frame\ttriggers\n" + "".join(f"{f}\t-\n" for f in gone), encoding="utf-8")
        frames = load_codebook(overlay).triggers.values()
        print(f"{len(own)} entries, {len({t for ts in frames for t in ts if t.frame.own})} wordings out of them")
        for folder in args.folder:
            passages = list(read_corpus(folder))
            counts = _measure(passages, overlay, own, skipped)
            print(f"\n{folder.name}: with the entries")
            for mode in sorted(hidden):
                print(f"  {' '.join(mode):22} {_line(counts, mode)}")
            print(f"  {'all':22} {_line(counts, ('all', ''))}")
            counts = _measure(passages, None, {mode: mode for mode in hidden}, skipped)
            print(f"{folder.name}: with our own frames\n  {'all':22} {_line(counts, ('all', ''))}")


def _measure(
    passages: Iterable[Passage], overlay: Path | None, means: dict[Mode, Mode], skipped: tuple[str, ...]
) -> Counter[tuple[Mode, str]]:
    """Marked, found and right acts of each mode; acts by a rule that begins like `skipped` are not counted."""
    counts: Counter[tuple[Mode, str]] = Counter()
    for passage in passages:
        text, starts = join_sentences(passage)
        article = parse_text(text, source=passage.id, published_at=None)
        marked = [((row.event_type, row.mode or ""), spans) for row, spans in list_acts(passage, starts)]
        found = [
            (means[e.event_type, e.mode or ""], e.trigger)
            for e in code_article(article, overlay=overlay).events
            if (e.event_type, e.mode or "") in means and not e.rule.startswith(skipped)
        ]
        for mode, _ in marked:
            counts.update({(m, "marked"): mode in means.values() for m in (mode, ("all", ""))})
        for mode, trigger in found:
            at = [x for x in marked if x[0] == mode and any(a < trigger.end and trigger.start < b for a, b in x[1])]
            for one in at[:1]:
                marked.remove(one)
            for m in (mode, ("all", "")):
                counts.update({(m, "found"): 1, (m, "right"): len(at[:1])})
    return counts


def _line(counts: Counter[tuple[Mode, str]], mode: Mode) -> str:
    marked, found, right = (counts[mode, x] for x in ("marked", "found", "right"))
    recall, precision = right / max(marked, 1), right / max(found, 1)
    f1 = 2 * right / max(marked + found, 1)
    return f"{marked:4} marked, {found:4} found: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}"


if __name__ == "__main__":
    main()
