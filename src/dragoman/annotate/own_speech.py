"""Words with which a state or body speaks of itself: "Peru said on Monday that *it* would leave"."""

from __future__ import annotations

from bisect import bisect_left
from calendar import day_name, month_name
from collections.abc import Sequence
from pathlib import Path

from dragoman.annotate.actor_names import load_words
from dragoman.annotate.cues import read_cues
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
    for token in (t for t in tokens if t.text == "it"):
        reached = find_before_relative(tokens, token.start, overlay)
        aside = reached is not None
        speaker = max((m for m in named if m.end <= (reached or token.start)), key=lambda m: m.end, default=None)
        if speaker is None or speaker.form in _NOT_ONE or _is_plural(speaker) or (aside and speaker.end != reached):
            continue
        if aside or _says_of_itself(tokens, speaker.end, token.start, overlay):
            found.append(Mention(token.start, token.end, token.text, "actor", "pronoun", OWN))
    return found


def find_before_relative(tokens: Sequence[Token], it: int, overlay: Path | None = None) -> int | None:
    """Where who says of himself what the "it" at offset `it` begins is named up to, before a relative clause between
    commas ("*Peru*, which left in May, said it"); None where none stands there."""
    at = bisect_left(tokens, it, key=lambda t: t.start)
    verb = at - 1 - (tokens[at - 1].text == "that")
    says = verb > 1 and tokens[verb].tag == "VERB" and tokens[verb].lemma in read_cues(overlay).clausal
    if not says or tokens[verb - 1].text != "," or not _acts(tokens[at : at + _MOST_BEHIND], overlay):
        return None
    inside = (i for i in range(verb - 2, 0, -1) if tokens[i].text == "," and tokens[i].sentence == tokens[at].sentence)
    comma = next((i for i in inside if tokens[i + 1].text in ("which", "who")), 0)
    return tokens[comma - 1].end if comma else None


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
