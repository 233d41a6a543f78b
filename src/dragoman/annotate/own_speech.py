"""Words with which a state or body speaks of itself: "Peru said on Monday that *it* would leave"."""

from __future__ import annotations

from bisect import bisect_left
from calendar import day_name, month_name
from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.actor_names import load_words
from dragoman.annotate.cues import read_cues
from dragoman.annotate.same_clause import find_thinker
from dragoman.records import Mention, Token

OWN = "own speech"  # key of such an "it"
# Between who speaks and "it", beside the one verb of speech: when and where it was said, and what joins the clauses.
_LIGHT_TAGS = frozenset(("AUX", "ADV", "ADP", "DET", "NUM"))
_LIGHT_WORDS = frozenset((",", "which", "that", *day_name, *month_name))
_MOST_BETWEEN = 14  # tokens
_MOST_BEHIND = 5  # tokens in which the verb of "it" comes
_NOT_ONE = frozenset(("person", "office", "pronoun", "demonym"))


def find_own_it(tokens: Sequence[Token], named: Sequence[Mention], overlay: Path | None = None) -> list[Mention]:
    """Each "it" that is the subject of what the state or body named right before says of itself.

    Of some 110 such in our marked passages that the verbs of `actor_words` do not find, three mean something else.
    """
    found = []
    for at, token in ((n, t) for n, t in enumerate(tokens) if t.text == "it"):
        speaker = max((m for m in named if m.end <= token.start), key=lambda m: m.end, default=None)
        own = speaker is not None and _is_one(speaker) and _says_of_itself(tokens, speaker.end, token.start, overlay)
        if own or _is_thought_of_itself(tokens, at, named, overlay):
            found.append(Mention(token.start, token.end, token.text, "actor", "pronoun", OWN))
    return found


def _is_one(mention: Mention) -> bool:
    return mention.form not in _NOT_ONE and not _is_plural(mention)


def _is_thought_of_itself(
    tokens: Sequence[Token], at: int, named: Sequence[Mention], overlay: Path | None = None
) -> bool:
    """Whether a state or body says or thinks of itself what the "it" at token `at` begins, whatever stands between:
    "Peru, which has long maintained that it will stay"."""
    thinker = find_thinker(tokens, at, read_cues(overlay))
    if thinker is None or not _acts(tokens[at : at + _MOST_BEHIND], overlay):
        return False
    begin, end = tokens[thinker.first].start, tokens[thinker.last].end
    return any(m.end == end and begin <= m.start and _is_one(m) for m in named)


def _says_of_itself(tokens: Sequence[Token], end: int, it: int, overlay: Path | None = None) -> bool:
    """Whether who is named up to offset `end` says of himself what the "it" at offset `it` begins."""
    first, at = (bisect_left(tokens, offset, key=lambda t: t.start) for offset in (end, it))
    between = tokens[first:at]
    if not between or len(between) > _MOST_BETWEEN or between[0].sentence != tokens[at].sentence:
        return False
    verbs = [t for t in between if t.tag == "VERB"]
    around = load_words(overlay).kinds["said_in"]
    others = (t for t in between if t.tag != "VERB")
    light = all(t.tag in _LIGHT_TAGS or t.text in _LIGHT_WORDS or t.text in around for t in others)
    said = len(verbs) == 1 and verbs[0].lemma in read_cues(overlay).clausal
    return said and light and _acts(tokens[at : at + _MOST_BEHIND], overlay)


def _acts(tokens: Sequence[Token], overlay: Path | None) -> bool:
    """Whether "it", the first of `tokens`, has a verb that somebody may do: not "it was likely", "it is said that"."""
    behind = [t for t in tokens[1:] if t.sentence == tokens[0].sentence]
    verb = next((i for i, t in enumerate(behind) if t.tag not in ("AUX", "ADV", "PART")), None)
    if verb is None or behind[verb].tag != "VERB" or behind[0].text == "to":
        return False
    said = any(t.text == "that" for t in behind[verb + 1 : verb + 2]) and any(t.lemma == "be" for t in behind[:verb])
    return not said and behind[verb].lemma not in load_words(overlay).kinds["impersonal"]


def _is_plural(mention: Mention) -> bool:
    return mention.form == "group" and mention.text.endswith("s")
