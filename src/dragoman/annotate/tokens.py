"""Words and punctuation with offsets, tags and lemmas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from dragoman.annotate.doubted import give_doubting_adjective
from dragoman.annotate.headlines import give_verb
from dragoman.annotate.lacking_verbs import give_lacking_verbs
from dragoman.annotate.lemmas import find_lemma
from dragoman.annotate.modals import give_left_verb, give_modal_verb
from dragoman.annotate.plural_people import give_people
from dragoman.annotate.speech_tags import give_speech_tags
from dragoman.annotate.tags import find_tags, read_scores
from dragoman.records import Token
from dragoman.tables import read_table

_TOKEN = re.compile(
    r"""https?://[^\s<>"”]*[\w/]
    | [\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]+)+
    | \d+(?:[.,:]\d+)+
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?(?:-[^\W_]+)*
    | [^\W_]+(?:['’&\-‑][^\W_]+|(?<=[a-z])\.(?:com|org|net|gov|co)\b)*
    | ['’](?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)(?![^\W_])
    | ``|''|--+|\.{2,}|[?!]+
    | \S""",
    re.VERBOSE,
)
_CLITICS = frozenset(("s", "re", "ve", "ll", "d", "m"))
_AUXILIARIES = frozenset(
    [
        "be",
        "have",
        "do",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "ought",
        "get",
        "need",
        "dare",
        "let",
    ]
)
_PARTICLE = 3  # letters of a name's small words: "bin", "van"
_HAVE = frozenset(("have", "be", "'ve", "get"))


@lru_cache(maxsize=8)
def _abbreviations(overlay: Path | None) -> frozenset[str]:
    return frozenset(r["word"] for r in read_table("abbreviations", overlay))


# Words of reports that write IS for Islamic State, and a longer name for it, which no verb looks like.
_TELLS_OF_IS = re.compile(
    r"Islamic State|[Jj]ihadi|[Mm]ilitant|[Ee]xtremist|[Cc]aliphate|[Ff]ighters|Daesh|Mosul|Raqqa"
)
_LONGER = "ISIS"


def _is_group(words: Sequence[str], at: int) -> bool:
    """Whether "IS" is Islamic State and no verb: it stands in capitals, and the words beside it do not."""
    beside = (words[n] for n in (at - 1, at + 1) if 0 <= n < len(words))
    return words[at] == "IS" and not any(word.isupper() and len(word) > 1 for word in beside)


def find_tokens(text: str, sentences: Sequence[tuple[int, int]], overlay: Path | None = None) -> tuple[Token, ...]:
    """Tokens of all sentences in reading order, each with Universal POS tag, lemma and sentence number.

    Offsets are half-open code points into `text`. Clitics ('s, n't, 're) are tokens of their own; hyphenated words
    and abbreviations with their stop are one token.
    """
    return find_tagged(text, sentences, overlay)[0]


def find_tagged(
    text: str, sentences: Sequence[tuple[int, int]], overlay: Path | None = None
) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """As `find_tokens`, with a parallel tuple of Penn Treebank tags (VBD, VBN, NNS ...)."""
    tokens: list[Token] = []
    penn: list[str] = []
    short, scores = _abbreviations(overlay), read_scores(overlay)
    told = _TELLS_OF_IS.search(text) is not None
    for number, (begin, end) in enumerate(sentences):
        spans = split_words(text, begin, end, short)
        words = [text[a:b] for a, b in spans]
        read = [_LONGER if told and _is_group(words, n) else word for n, word in enumerate(words)]
        tags = give_modal_verb(words, give_verb(words, find_tags(read, scores)), scores.may_be_verb)
        tags = give_people(words, give_doubting_adjective(words, give_left_verb(words, tags)), overlay)
        tags = give_speech_tags(words, give_lacking_verbs(words, tags, overlay), overlay)
        for (a, b), word, tag in zip(spans, words, tags, strict=True):
            lemma, universal, fine = _read_word(word, tag, overlay)
            tokens.append(Token(a, b, word, lemma, universal, number))
            penn.append(fine)
    return tuple(tokens), tuple(penn)


@lru_cache(maxsize=32768)
def _read_word(word: str, tag: str, overlay: Path | None) -> tuple[str, str, str]:
    """Lemma, Universal and Penn tag of a word under the tagger's tag."""
    if tag.startswith("PROPN") and len(word) > _PARTICLE and word.islower() and word.isalpha():
        tag = "NOUN|NNS" if word.endswith("s") else "NOUN|NN"  # "Turkish jets"
    universal, _, fine = tag.partition("|")
    lemma = find_lemma(word, tag, overlay)
    if universal == "AUX" and lemma not in _AUXILIARIES and word.isalpha() and len(word) > 3:
        # the tagger guesses at words it has not seen
        return find_lemma(word, "VERB|VBD", overlay), "VERB", "VBD"
    return lemma, universal, fine


def split_words(text: str, begin: int, end: int, short: frozenset[str]) -> list[tuple[int, int]]:
    """Spans of the words and marks of text[begin:end]; `short` are abbreviations that keep their stop."""
    spans: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, begin, end):
        a, b = match.span()
        if spans and a < spans[-1][1]:
            continue
        word = match.group()
        if "'" in word or "’" in word:
            cut = _clitic(word)
            if cut:
                spans += [(a, a + cut), (a + cut, b)]
                continue
        elif b - a == 6 and word in ("cannot", "Cannot"):
            spans += [(a, a + 3), (a + 3, b)]
            continue
        if b + 1 < end and text[b] == "." and word[-1].isalpha() and text[b + 1] != ".":
            initial = len(word) == 1 and word.isupper() and word != "I"
            if initial or (word.lower() in short and word.lower() not in ("no", "in", "am", "pm", "art", "sun", "sat")):
                b += 1
        spans.append((a, b))
    return spans


def _clitic(word: str) -> int:
    """Where a clitic begins inside `word`; 0 when it holds none."""
    if len(word) > 3 and word[-1] in "tT" and word[-2] in "'’" and word[-3] in "nN":
        return len(word) - 3
    at = max(word.rfind("'"), word.rfind("’"))
    return at if at > 0 and word[at + 1 :].lower() in _CLITICS else 0


def verb_form(tokens: Sequence[Token], at: int) -> str:
    """Penn form (VB VBD VBG VBN VBP VBZ MD) of the verb or auxiliary at `tokens[at]`, "" for other words.

    Told from ending, lemma and the auxiliary before it, for callers that hold only tokens; `find_tagged` gives
    the tagger's own decision.
    """
    token = tokens[at]
    if token.tag not in ("VERB", "AUX"):
        return ""
    low, lemma = token.text.lower(), token.lemma
    if lemma in ("will", "would", "can", "could", "may", "might", "shall", "should", "must"):
        return "MD"
    if low.endswith("ing") and low != lemma:
        return "VBG"
    before = _auxiliary_before(tokens, at)
    if low == lemma:
        past = before in _HAVE and lemma not in _HAVE
        return "VBN" if past else "VB" if before else "VBP"
    if (low.endswith("s") and low not in ("was", "'s")) or low in ("is", "has", "does", "'s"):
        return "VBZ"
    if low in ("am", "are", "'m", "'re", "'ve"):
        return "VBP"
    if low in ("been", "done", "gone", "begun", "sung", "sunk", "slain", "borne") or low.endswith(("en", "wn", "rn")):
        return "VBN"
    return "VBN" if before in _HAVE else "VBD"


def _auxiliary_before(tokens: Sequence[Token], at: int) -> str:
    """Lemma of the auxiliary or "to" that governs the verb at `at`, over adverbs and "not"; "" when none."""
    sentence = tokens[at].sentence
    for back in range(at - 1, max(at - 5, -1), -1):
        token = tokens[back]
        if token.sentence != sentence:
            return ""
        if token.tag == "AUX" or token.lemma in ("have", "be"):
            return token.lemma
        if token.lemma == "to" and token.tag == "PART":
            return "to"
        if token.tag not in ("ADV", "PART"):
            return ""
    return ""
