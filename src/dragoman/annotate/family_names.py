"""What somebody's name leaves for a second mention, and how papers write the Arabic article in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

_ARTICLE = re.compile(r"\b[ae]l-")
_ARTICLES = ("al-", "el-", "Al-", "El-")
_JUNIOR = re.compile(r",? (?:[JS]r\.?|III)$")


def is_junior(words: str) -> bool:
    """Whether words only tell which of one name somebody is: "Jr." behind a comma is nobody."""
    return _JUNIOR.fullmatch(f" {words}") is not None


def find_family_name(name: str) -> str:
    """The last word of a name but "Jr." and the like; a king of one name ("Letsie III") keeps his number."""
    words = _JUNIOR.sub("", name).split()
    return words[-1] if len(words) > 1 else name.split()[-1]


def drop_article(name: str) -> str:
    """A name without the Arabic article that begins it: "al-Hashimi" and "Hashimi" are one."""
    found = _ARTICLE.match(name.lower())
    return name[found.end() :] or name if found else name


def list_family_names(name: str) -> tuple[str, ...]:
    """What somebody can be called on second mention: "Annan"; "Assad" and with either article, "al-Assad"."""
    last = find_family_name(name)
    bare = drop_article(last)
    return (last,) if last == bare else (bare, *(f"{article}{bare}" for article in _ARTICLES))


def list_spellings(names: Sequence[str]) -> Iterator[str]:
    """Each name, and as other papers write its Arabic article: al-Sabah, el-Sabah, Al-Sabah, al Sabah, Al Sabah."""
    for name in names:
        yield name
        if _ARTICLE.search(name):
            yield from (_ARTICLE.sub(article, name) for article in (*_ARTICLES, "al ", "Al "))


def may_share(given: Iterable[str], known: Iterable[str]) -> bool:
    """Whether one of the `given` names or initials may be one of the `known` ones of somebody: "Tom" of Thomas, "J." of
    John, "Youssef" of Yusuf; not "Elian" of Edmundo."""
    return any(_may_be(one.rstrip("."), other.rstrip(".")) for one in given for other in known)


_ALIKE = 0.5  # of the letters of two names, in their order


def _may_be(one: str, other: str) -> bool:
    if one[:1].lower() != other[:1].lower():
        return False
    short = min(len(one), len(other))
    if short < 2 or one[:3].lower() == other[:3].lower() or one.isupper():
        return True
    return SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _ALIKE
