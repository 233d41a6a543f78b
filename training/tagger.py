"""Makes data/tagger.json.gz and data/lemmas.tsv from Universal Dependencies EWT (CC BY-SA 4.0).

    python training/tagger.py TRAIN.conllu.gz [DEV.conllu.gz]

TRAIN and DEV are `en_ewt-ud-{train,dev}.conllu(.gz)` of github.com/UniversalDependencies/UD_English-EWT.
Deterministic: the same input gives the same bytes. Takes about two minutes on one core.
"""

from __future__ import annotations

import gzip
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

import msgspec

from dragoman.annotate.lemmas import inflected_base
from dragoman.annotate.tags import (
    END,
    START,
    TEMPLATES,
    Row,
    Scores,
    Tagger,
    context_parts,
    find_tags,
    plain,
    punctuation_tag,
    shape,
    word_class,
    word_parts,
)

DATA = Path(__file__).parents[1] / "src/dragoman/data"
EPOCHS = 8
SEEN = 4  # a word is trusted to have no other tags when met at least this often
DROP = 0.6  # share of rare words whose own form is hidden, so that ending and context learn to decide
WORD_TEMPLATES = frozenset((0, 6, 7, 8))
SCALE = 100
SMALLEST = 50  # averaged weights under this (in hundredths) are dropped


# Verbs of news reports whose base form ends in -e and which the treebank shows too seldom.
_OUR_VERBS_LIST = """
abate abolish accelerate accommodate achieve acquire adhere advance advocate aggravate alienate allege
alleviate allocate ambush annihilate announce antagonize appease apologize arrange assemble assure
authorise authorize balance bargain barricade battle behave besiege blame blockade bridge broadcast
bungle caution cease censure challenge change charge chastise circumvent coerce collaborate collapse
commemorate commence compensate compete compile complete compromise concede conclude condone confiscate
consolidate contribute convene convince cooperate criticise criticize curtail damage debate declare
decline decrease decree dedicate defuse degrade delegate denounce denuclearize deplore deprive describe
designate destabilise destabilize detonate devastate devise dictate disarm disclose dislodge dismantle
dispatch disperse displace dispute dissolve divide divorce dominate donate downgrade ease elaborate
elevate eliminate embrace emerge emphasise emphasize encircle encourage endorse enforce engage enhance
ensure escalate evacuate evade examine exchange exclude execute exercise exile expedite explode explore
expose facilitate file finalise finalize finance force forge formulate fortify fuse generate guarantee
guide handle hijack hope house ignite illuminate impede implicate impose improve incite include increase
indicate inflate infiltrate infuriate initiate inspire institute insure interfere interrogate intervene
intimate intimidate invade invite invoke involve isolate issue jeopardise jeopardize launch leave
legalize legitimize liberalize liberate line lodge manage massacre measure mediate merge mobilise
mobilize move name nationalise nationalize negotiate normalise normalize notice nominate nudge oblige
observe operate oppose organise organize orchestrate oscillate outline overthrow overtake paralyze
participate perceive persecute persuade place plague pledge postpone praise precede prejudice prepare
preside presume produce promise promote propose prosecute provide provoke purchase purge pursue raise
ratchet reassure rebuke receive recognise recognize recommence reconcile reconsider reduce refuse
regulate reinforce reinstate reiterate release relocate remove renounce replace repudiate require rescue
resettle resolve resonate restore restructure resume retaliate retrieve reunite reverse revise revive
revoke rouse sabotage sacrifice salvage schedule seize separate serve settle shake shape share shelve
siege square stabilise stabilize stage starve state strike struggle subdue subside substantiate suffice
supervise suppose surge surprise surrogate survive suspense table terminate tolerate torture trade
translate traverse treasure triple trouble undercut undermine underline underscore undertake unite
unleash update upgrade urge usurp utilize vaccinate validate violate vote wage welcome wrestle stress
discuss express address harass suppress possess process press pass witness
"""
OUR_VERBS = _OUR_VERBS_LIST.split()


class Word(NamedTuple):
    text: str
    tag: str
    lemma: str
    glued: bool  # no blank behind it


Sentence = list[Word]


def read_sentences(path: str) -> list[Sentence]:
    """Sentences of a CoNLL-U file; words with an empty or multi-word id are skipped."""
    out: list[Sentence] = [[]]
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 10 and cells[0].isdigit():
                out[-1].append(Word(cells[1], f"{cells[3]}|{cells[4]}", cells[2], "SpaceAfter=No" in cells[9]))
            elif line == "\n":
                out.append([])
    return [s for s in out if s]


def join_hyphens(sentence: Sentence) -> Sentence:
    """The sentence with `long - term` made `long-term`, as our tokens have it; a modifier of a noun becomes ADJ."""
    out: Sentence = []
    i = 0
    while i < len(sentence):
        word = sentence[i]
        i += 1
        while i + 1 < len(sentence) and word.glued and sentence[i].tag == "PUNCT|HYPH" and sentence[i].glued:
            last = sentence[i + 1]
            after = sentence[i + 2].tag if i + 2 < len(sentence) else ""
            modifier = after.startswith(("NOUN", "PROPN")) and not last.tag.startswith(("PROPN", "NUM"))
            word = Word(f"{word.text}-{last.text}", "ADJ|JJ" if modifier else last.tag, last.lemma, last.glued)
            i += 2
        out.append(word)
    return out


def count_words(sentences: list[Sentence]) -> tuple[list[str], dict[str, int], dict[str, list[int]]]:
    """Tag names, words with one tag, and the tags of frequent words with several."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for sentence in sentences:
        for word in sentence:
            if punctuation_tag(word.text) is None:
                counts[plain(word.text)][word.tag] += 1
    tags = sorted({w.tag for s in sentences for w in s})
    number = {t: n for n, t in enumerate(tags)}
    fixed: dict[str, int] = {}
    classes: dict[str, list[int]] = {}
    for form in sorted(counts):
        seen = counts[form]
        total = sum(seen.values())
        tag, most = seen.most_common(1)[0]
        sure = most == total if total < 25 else most >= 0.995 * total
        shifty = tag.endswith(("VBD", "VBN")) or (tag in ("NOUN|NN", "ADJ|JJ") and total < 12)
        if total >= SEEN and sure and not shifty:
            fixed[form] = number[tag]
            continue
        if total >= SEEN:
            common = [t for t, n in seen.most_common() if n >= 0.004 * total]
            if "VERB|VBD" in common or "VERB|VBN" in common:
                common += [t for t in ("VERB|VBD", "VERB|VBN") if t not in common]
            if total >= 8 or len(common) > 1:
                classes[form] = sorted(number[t] for t in common)
    return tags, fixed, classes


Key = tuple[str, str]  # word part and context part of a feature
HIDDEN = ("", "")


def features(
    forms: list[str], lows: list[str], shown: list[str], at: int, previous: str, before: str
) -> tuple[Key, ...]:
    """One key per template for the word at `at` of padded lists (two pads in front, two behind)."""
    contexts = context_parts(lows, shown, at, previous, before)
    parts = word_parts(lows[at], shown[at], shape(forms[at], at == 2))
    return tuple((part, contexts[kind]) for part, kind in zip(parts, TEMPLATES, strict=True))


class Trainer:
    """Averaged perceptron with lazy averaging: totals are brought up to date when a weight changes."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.weights: list[dict[Key, dict[int, int]]] = [defaultdict(dict) for _ in TEMPLATES]
        self.totals: dict[tuple[int, Key, int], int] = defaultdict(int)
        self.stamps: dict[tuple[int, Key, int], int] = defaultdict(int)
        self.steps = 0

    def scores(self, keys: tuple[Key, ...], allowed: list[int] | None) -> int:
        found: dict[int, int] = dict.fromkeys(allowed or range(self.size), 0)
        for table, key in zip(self.weights, keys, strict=True):
            if key in table:
                for tag, weight in table[key].items():
                    if tag in found:
                        found[tag] += weight
        return max(found, key=lambda t: (found[t], -t))

    def update(self, keys: tuple[Key, ...], truth: int, guess: int) -> None:
        self.steps += 1
        if truth == guess:
            return
        for template, key in enumerate(keys):
            if key == HIDDEN:
                continue
            row = self.weights[template][key]
            for tag, delta in ((truth, 1), (guess, -1)):
                at = (template, key, tag)
                now = row.get(tag, 0)
                self.totals[at] += (self.steps - self.stamps[at]) * now
                self.stamps[at] = self.steps
                row[tag] = now + delta

    def averaged(self) -> list[dict[str, dict[str, Row]]]:
        """Rows by template, word part and context part."""
        out: list[dict[str, dict[str, Row]]] = []
        for template, table in enumerate(self.weights):
            kept: dict[str, dict[str, Row]] = {}
            for key in sorted(table):
                row: Row = {}
                for tag in sorted(table[key]):
                    at = (template, key, tag)
                    total = self.totals[at] + (self.steps - self.stamps[at]) * table[key][tag]
                    value = round(SCALE * total / self.steps)
                    if abs(value) >= SMALLEST:
                        row[tag] = value
                if row:
                    kept.setdefault(key[0], {})[key[1]] = row
            out.append(kept)
        return out


def train(sentences: list[Sentence]) -> Tagger:
    """Trains on gold words with predicted history, words in a shuffled but fixed order of sentences."""
    tags, fixed, classes = count_words(sentences)
    number = {t: n for n, t in enumerate(tags)}
    bare = Tagger(tags, fixed, classes, [], [])
    trainer = Trainer(len(tags))
    order = random.Random(7)
    prepared = []
    for sentence in sentences:
        forms = [START, START, *(plain(w.text) for w in sentence), END, END]
        shown = [START, START, *(word_class(bare, f) for f in forms[2:-2]), END, END]
        prepared.append((forms, [f.lower() for f in forms], shown, sentence))
    counts = Counter(plain(w.text).lower() for s in sentences for w in s)
    rare = {form for form, n in counts.items() if n <= 3}
    for epoch in range(EPOCHS):
        began, wrong, seen = time.time(), 0, 0
        order.shuffle(prepared)
        for forms, lows, shown, sentence in prepared:
            previous = before = START
            for at, word in enumerate(sentence, 2):
                tag = punctuation_tag(word.text)
                if tag is None:
                    known = fixed.get(forms[at])
                    if known is None:
                        keys = features(forms, lows, shown, at, previous, before)
                        allowed = classes.get(forms[at])
                        truth = number[word.tag]
                        if lows[at] in rare and order.random() < DROP:
                            keys = tuple(HIDDEN if n in WORD_TEMPLATES else k for n, k in enumerate(keys))
                        known = trainer.scores(keys, allowed)
                        if allowed is None or truth in allowed:
                            trainer.update(keys, truth, known)
                            wrong += known != truth
                            seen += 1
                    tag = tags[known]
                previous, before = tag, previous
        print(f"epoch {epoch + 1}: {wrong / seen:.4f} wrong of {seen}, {time.time() - began:.0f} s", flush=True)
    return _finish(bare, trainer.averaged())


def _finish(bare: Tagger, weights: list[dict[str, dict[str, Row]]]) -> Tagger:
    """The tagger with its weights, and the order of its tags by how many weights they have."""
    used = Counter(tag for table in weights for rows in table.values() for row in rows.values() for tag in row)
    order = sorted(range(len(bare.tags)), key=lambda tag: (-used[tag], tag))
    raw = [{part: msgspec.Raw(msgspec.json.encode(rows)) for part, rows in table.items()} for table in weights]
    return Tagger(bare.tags, bare.fixed, bare.classes, order, raw)


def write_lemmas(sentences: list[Sentence], path: Path) -> None:
    """Writes the forms whose base form the rules would miss, and every verb's base form (it guides the rules)."""
    seen: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    verbs: Counter[str] = Counter()
    for word in (w for s in sentences for w in s):
        universal, penn = word.tag.split("|")
        form, lemma = word.text.lower().replace("’", "'"), word.lemma.lower().replace("’", "'")
        if universal in ("PROPN", "PUNCT", "SYM", "X", "NUM") or not form[-1].isalpha() or penn == "GW":
            continue
        seen[form, universal][lemma, penn] += 1
        if universal == "VERB":
            verbs[lemma] += 1
    bases = frozenset(v for v, n in verbs.items() if n > 1 and v.isalpha())
    bases |= frozenset(OUR_VERBS)
    forms = {f: n.most_common(1)[0][0][0] for (f, tag), n in seen.items() if tag == "VERB"}
    bases = frozenset(v for v in bases if forms.get(v, v) == v)
    rows = {(v, "VERB", v) for v in bases}
    for (form, universal), lemmas in seen.items():
        (lemma, penn), times = lemmas.most_common(1)[0]
        closed = universal not in ("NOUN", "VERB", "ADJ", "ADV")
        if inflected_base(form, penn, bases) != lemma and (times > 1 or closed or len(form) > 4):
            rows.add((form, universal, lemma))
    head = "# Irregular forms, and base forms of verbs (form = lemma). Source: UD English EWT, CC BY-SA 4.0.\n"
    ours = frozenset(OUR_VERBS) - frozenset(verbs)
    lines = ["\t".join((*row, "ours" if row[2] in ours else "UD EWT")) for row in sorted(rows)]
    path.write_text(head + "form\ttag\tlemma\tsource\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{path}: {len(rows):,} rows")


def report(tagger: Tagger, path: str) -> None:
    """Prints accuracy and speed on a CoNLL-U file."""
    sentences = read_sentences(path)
    scores = Scores(tagger)
    began = time.time()
    found = [find_tags([w.text for w in s], scores) for s in sentences]
    spent = time.time() - began
    pairs = [(t, w) for tags, s in zip(found, sentences, strict=True) for t, w in zip(tags, s, strict=True)]
    universal = sum(t.split("|")[0] == w.tag.split("|")[0] for t, w in pairs) / len(pairs)
    penn = sum(t.split("|")[1] == w.tag.split("|")[1] for t, w in pairs) / len(pairs)
    print(f"{path}: UPOS {universal:.4f} Penn {penn:.4f}, {len(pairs) / spent:,.0f} tokens/s")
    confusion = Counter((w.tag, t) for t, w in pairs if t.split("|")[0] != w.tag.split("|")[0])
    print(confusion.most_common(20))


def main() -> None:
    """Trains, writes the model, reports on the development part when it is given."""
    sentences = [s for path in sys.argv[1:2] for s in read_sentences(path)]
    write_lemmas(sentences, DATA / "lemmas.tsv")
    if "--lemmas" in sys.argv:
        return
    joined = [j for s in sentences if len(j := join_hyphens(s)) != len(s)]
    tagger = train(sentences + joined)
    target = DATA / "tagger.json.gz"
    target.write_bytes(gzip.compress(msgspec.json.encode(tagger), 9, mtime=0))
    print(f"{target}: {target.stat().st_size:,} bytes, {sum(map(len, tagger.weights)):,} word parts")
    for path in sys.argv[2:]:
        report(tagger, path)


if __name__ == "__main__":
    main()
