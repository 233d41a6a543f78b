"""Saved pages: what is furniture, what is title, byline and date, and what stays."""

from __future__ import annotations

import io
import re
import textwrap
from pathlib import Path

import pytest
from acquire_samples import PAGE, PARAGRAPHS

from dragoman.acquire import read_articles
from dragoman.acquire.chrome import find_byline, list_report_lines
from dragoman.acquire.dates import find_date_line, find_dateline, is_time_line
from dragoman.acquire.decoding import decode_bytes
from dragoman.acquire.mending import mend_text
from dragoman.acquire.saved import parse_saved
from dragoman.errors import TableError
from dragoman.records import Article

CAPTION = (
    "Norland's minister Ada Lindqvist (left) greets Tomas Reyl in the port of Aven on Tuesday. (City Press Office)"
)
SAVED = "\n".join(
    [
        "Back To Top", "", "Norland, Sudria agree to reopen border crossing", "", CAPTION, CAPTION, "",
        PARAGRAPHS[0] + " ", "", PARAGRAPHS[1], "", "Read more: Bridge repair to begin", "", PARAGRAPHS[2], "", "",
        "By Mara Lind-Voss (mara@post.example)", "MOST POPULAR", "Cat stuck in tree for a week", "LATEST NEWS",
        "subscribe", "국경 소식",
    ]
)  # fmt: skip


def read_saved(text: str, published: str | None = None) -> Article:
    (item,) = read_articles(["-"], stdin=io.BytesIO(text.encode()), published=published)
    assert item.article is not None
    return item.article


def test_saved_page_keeps_only_the_report() -> None:
    article = read_saved(SAVED)
    assert article.text == "\n\n".join([CAPTION, *PARAGRAPHS])
    assert article.title == "Norland, Sudria agree to reopen border crossing"
    assert article.byline == "Mara Lind-Voss"
    assert (article.language, article.published_at, article.source) == ("en", None, "-")


def test_given_date_is_used_only_where_the_page_has_none() -> None:
    assert read_saved(SAVED, "2024-05-15").published_basis == "given"
    dated = read_saved(SAVED.replace(CAPTION, "Published: 14 May 2024, 10:15 GMT", 1), "2024-05-15")
    assert (dated.published_at, dated.published_basis) == ("2024-05-14", "text")
    assert "Published" not in dated.text


def test_the_day_of_an_update_dates_a_report_without_another() -> None:
    """A line that is left out of the text tells its date all the same; the day of publication goes before it."""
    text = f"{CAPTION}\nLast updated: 19 June 2024, 09:12 GMT\n{PARAGRAPHS[0]}"
    assert read_saved(text).published_at == "2024-06-19"
    assert read_saved(f"{text}\nPosted on May 14, 2024").published_at == "2024-05-14"


def test_markdown_gives_its_front_matter_and_plain_words() -> None:
    text = (
        f"---\ntitle: A border opens\ndate: 2024-05-14\nauthor: Mara Voss\n---\n# A border opens\n\n**{PARAGRAPHS[0]}**"
    )
    article = parse_saved(text + "\n\nThe [bridge](https://post.example) is old.", source="x.md", markdown=True)
    assert (article.title, article.byline, article.published_at) == ("A border opens", "Mara Voss", "2024-05-14")
    assert article.text == f"{PARAGRAPHS[0]}\n\nThe bridge is old."


def test_hard_wrapped_paragraphs_are_joined() -> None:
    wrapped = (
        "The ministers of Norland and Sudria met in the port of Aven on\nTuesday and agreed to reopen the crossing.\n"
    )
    article = read_saved(f"{wrapped}\n{wrapped.replace('met', 'ate')}")
    assert article.text.split("\n\n")[0] == wrapped.strip().replace("\n", " ")


WIRE = """AM-Border 05-14 0210
^Norland, Sudria agree to reopen crossing<
By Mara Voss
   AVEN, May 14 (Post) - The ministers of Norland and Sudria met in
the port of Aven on Tuesday and agreed to reopen the crossing that a
flood had closed.
   "We have waited two years for this day," said Tomas Reyl, who led
the talks for Sudria.
(MORE)
   The bridge, which both had wanted to mend, will carry trucks again
from June. They named a joint cease-
fire commission:
- two officers of Norland, who take turns in the chair with the
others;
- two of Sudria.
ENDIT
"""


@pytest.mark.parametrize("capitals", [False, True])
def test_paragraphs_of_wire_copy_are_told_by_their_indent(capitals: bool) -> None:
    """Without blank lines too; slugs and the marks of takes are no part of the text."""
    article = read_saved(WIRE.upper() if capitals else WIRE)
    assert (article.title or "").capitalize() == "Norland, sudria agree to reopen crossing"
    assert (article.byline or "").title() == "Mara Voss"
    assert [p.split()[0].lower() + " " + p.split()[-1].lower() for p in article.text.split("\n\n")] == [
        "aven, closed.",
        '"we sudria.',
        "the commission:",
        "- others;",
        "- sudria.",
    ]
    assert "cease-fire commission" in article.text.lower()


def test_lines_that_are_not_full_stand_apart() -> None:
    """A paragraph a line, short ones too, is not wrapped."""
    lines = ["Norland closed its border with Sudria on Monday", "Sudria called that an unfriendly act.", "Talks go on."]
    assert read_saved("\n".join([*lines, PARAGRAPHS[0]])).text.split("\n\n")[-3:] == [*lines[1:], PARAGRAPHS[0]]


def test_single_line_is_the_text_not_the_title() -> None:
    article = read_saved("Norland and Sudria agreed to reopen the crossing")
    assert article.title is None
    assert article.text == "Norland and Sudria agreed to reopen the crossing"


def test_prose_after_a_list_of_stories_is_kept() -> None:
    lines = [PARAGRAPHS[0], "Related stories", "Cat stuck in tree", "Bridge to be painted", PARAGRAPHS[1]]
    assert list_report_lines(lines).lines == [PARAGRAPHS[0], PARAGRAPHS[1]]


def test_the_path_to_a_page_and_its_buttons_are_furniture() -> None:
    lines = ["Home > Press > Readouts", "【Print】 【Close】", "Norland > Sudria: trucks cross again", PARAGRAPHS[0]]
    assert list_report_lines(lines).lines == lines[2:]


def test_a_sentence_set_large_beside_its_paragraph_is_told_once() -> None:
    """A line that a longer one holds goes; the same line under other marks stays once said and once quoted."""
    pulled = "“The crossing will stay open for good”"
    lines = [PARAGRAPHS[0], pulled, '"The crossing will stay open for good," the minister said on Tuesday.']
    assert list_report_lines(lines).lines == [lines[0], lines[2]]
    assert list_report_lines([pulled, PARAGRAPHS[0]]).lines == [pulled, PARAGRAPHS[0]]


def test_address_inside_prose_is_cut_out() -> None:
    line = "Readers who saw the crossing open may write to desk@post.example before Friday."
    assert list_report_lines([line]).lines == ["Readers who saw the crossing open may write to before Friday."]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("By Mara Voss", "Mara Voss"),
        ("By Mara Voss and Jon Ek, The Aven Post", "Mara Voss and Jon Ek"),
        ("By Mara Lind-Voss (mara@post.example)", "Mara Lind-Voss"),
        ("Mara Voss (mara@post.example)", "Mara Voss"),
        ("By Tuesday, the ministers had agreed on a plan.", None),
        ("By then the bridge was open", None),
        ("Tomas Reyl said that trucks would cross.", None),
    ],
)
def test_byline(line: str, name: str | None) -> None:
    assert find_byline(line) == name


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2024-05-14", "2024-05-14"),
        ("Tuesday, May 14, 2024", "2024-05-14"),
        ("Updated: 3 Sept. 2024 at 9:05 a.m.", "2024-09-03"),
        ("April 12, 1999, Monday", "1999-04-12"),
        ("26-FEB-1987 15:01:01.79", "1987-02-26"),
        ("JANUARY 9, 1991 1852GMT", "1991-01-09"),
        ("First published on Tue 4 Mar 2025 13.20 CAT", "2025-03-04"),
        ("2024/05/14 10:30", "2024-05-14"),
        ("Issued on: 14/05/2024 - 10:30", "2024-05-14"),
        ("05/14/2024", "2024-05-14"),
        ("05/06/2024", None),
        ("31 February 2024", None),
        ("2024-99-99", None),
        ("(Xinhua)    14:22, July 14, 2023", "2023-07-14"),
        ("AP-NY-07-03-93 2012EDT", "1993-07-03"),
        ("২০২০-০৮-২৯", "2020-08-29"),
        ("May 2024", None),
        ("On 14 May 2024 the crossing opened", None),
    ],
)
def test_date_line(line: str, date: str | None) -> None:
    assert find_date_line(line) == date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Brussels, 13 September 2023 (Europe Wire)", "2023-09-13"),
        ("LIMA, March 2, 1995 (Andes Press) -- Peru said", "1995-03-02"),
        ("Kigali, 4 May 2001", "2001-05-04"),
        ("LIMA, 2 MAR 95 (ANDES) -- [TEXT] PERU SAID", "1995-03-02"),
        ("COBAN (GUATEMALA), 2 MAR 05 -- PERU SAID", "2005-03-02"),
        ("PUNO, Peru, May 3 2020 (Andes)-The port", "2020-05-03"),
        ("LIMA – 3 May 2020: The port", "2020-05-03"),
        ("LIMA-3 May 2020: The port", "2020-05-03"),
        ("Jan Berg, Clerk, 3 May 1890 - 4 June 1965, sailed", None),
        ("He met them in Puno, Peru, May 3 2020 - a bad day", None),
        ("Lima – 3 May 2020 was a bad day", None),
        ("Lima, 2 Mar 95 ships left the port - as", None),
        ("LIMA, March 2 (Andes Press) -- Peru said", None),
        ("Born in Oslo, May 5, 1950, she was", None),
        ("In Geneva, 21 November 1985 saw the talks", None),
    ],
)
def test_dateline_with_a_year(line: str, date: str | None) -> None:
    """A place and a full date at the beginning date the report; a date inside a sentence does not."""
    assert find_dateline(line) == date


def test_a_dateline_dates_the_report_and_stays_in_it() -> None:
    """The report's first line says where and when it was written."""
    article = read_saved(
        "EU calls for calm\n\nBrussels, 13 September 2023 (Wire)\n\nThe EU urged both to talk.\n", "2031-01-01"
    )
    assert (article.published_at, article.published_basis) == ("2023-09-13", "text")
    assert article.text.startswith("Brussels, 13 September 2023")


@pytest.mark.parametrize("line", ["14.05.2024 | 19:49 Uhr", "3:59 PM", "14 May 2024"])
def test_time_line(line: str) -> None:
    assert is_time_line(line)


@pytest.mark.parametrize("line", ["A 3:2 win", "1945", "12 trucks"])
def test_line_that_is_no_time(line: str) -> None:
    assert not is_time_line(line)


@pytest.mark.parametrize(("kind", "text"), [("lines", "our app"), ("pattern", "(our app")])
def test_a_row_of_furniture_that_cannot_be_used_is_named(tmp_path: Path, kind: str, text: str) -> None:
    (tmp_path / "acquire_chrome.tsv").write_text(f"text\tkind\treason\n{text}\t{kind}\tour paper\n")
    with pytest.raises(TableError, match=re.escape(repr(text))):
        list_report_lines([PARAGRAPHS[0]], overlay=tmp_path)


def test_users_table_adds_furniture(tmp_path: Path) -> None:
    (tmp_path / "acquire_chrome.tsv").write_text("text\tkind\treason\nthe aven post app\tline\tour paper\n")
    assert list_report_lines(["The Aven Post App", PARAGRAPHS[0]], overlay=tmp_path).lines == [PARAGRAPHS[0]]


def test_seed_report() -> None:
    path = Path(__file__).parents[2].parent / "shared" / "seed-report.txt"
    if not path.exists():
        pytest.skip("the report the project began with is not distributed")
    (item,) = read_articles([str(path)], published="2021-10-27")
    article = item.article
    assert article is not None
    assert article.title is not None
    assert (article.byline, article.language, article.published_basis) == ("Ahn Sung-mi", "en", "given")
    assert not any(x in article.text for x in ("Back To Top", "MOST POPULAR", "LATEST", "subscribe", "소아", "@"))
    assert article.text.count("(left)") == 1


def test_page_gives_facts_and_text(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    (item,) = read_articles([str(path)], published="2020-01-01")
    article = item.article
    assert article is not None
    assert article.text == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.byline) == ("Ministers agree to reopen border", "Mara Voss")
    assert (article.publisher, article.url) == ("The Aven Post", "https://post.example/border")
    assert (article.published_at, article.published_basis) == ("2024-05-14", "metadata")
    assert article.language == "en"


def test_page_without_a_date_takes_the_given_one() -> None:
    undated = PAGE.replace("2024-05-14T09:30:00Z", "")
    (item,) = read_articles(["-"], stdin=io.BytesIO(undated.encode()), published="2024-05-15")
    assert item.article is not None
    assert (item.article.published_at, item.article.published_basis) == ("2024-05-15", "given")


def test_markdown_marks_are_no_part_of_the_text() -> None:
    last = "The `bridge` is *very* old: 2 * 3 * 4 years, snake_case_too."
    text = f"# A border opens\n\n*By **Mara Voss***\n\n{PARAGRAPHS[0]}\n\n{last}"
    article = parse_saved(text, source="x.md", markdown=True)
    assert article.byline == "Mara Voss"
    assert article.text.endswith("The bridge is very old: 2 * 3 * 4 years, snake_case_too.")


def test_date_in_visible_text_says_so() -> None:
    shown = PAGE.replace("2024-05-14T09:30:00Z", "").replace("<p>", '<p class="date">14 May 2024</p><p>', 1)
    (item,) = read_articles(["-"], stdin=io.BytesIO(shown.encode()))
    assert item.article is not None
    assert (item.article.published_at, item.article.published_basis) == ("2024-05-14", "text")


META = '<meta name="last-modified" content="2019-08-01">'
CELL = "<BR><BR>".join(
    ["<B>Ministers agree to reopen border</B>", "Tuesday, May 14, 2024", "By Mara Voss", *PARAGRAPHS]
)
OLD_PAGE = (
    "<HTML><HEAD><TITLE>The Aven Post - Ministers agree to reopen border</TITLE></HEAD><BODY><TABLE><TR>"
    f"<TD><A href=/>Home</A><BR><A href=/w>World</A></TD><TD>{CELL}</TD></TR></TABLE>"
    "<TABLE><TR><TD>Trucks</TD><TD>12</TD></TR></TABLE></BODY></HTML>"
)


def test_an_old_page_laid_out_by_tables_has_paragraphs() -> None:
    article = read_saved(OLD_PAGE)
    assert article.text.split("\n\n")[: len(PARAGRAPHS)] == [*PARAGRAPHS]
    assert (article.title, article.byline) == ("Ministers agree to reopen border", "Mara Voss")
    assert (article.published_at, article.published_basis) == ("2024-05-14", "text")


def test_prose_in_pre_is_no_listing() -> None:
    wrapped = "\n\n".join(textwrap.fill(p, 60) for p in PARAGRAPHS)
    article = read_saved(f"<html><body><h3>Press release 4</h3><pre>Aven, 14 May 2024\n\n{wrapped}</pre></body></html>")
    assert article.text.split("\n\n")[-len(PARAGRAPHS) :] == [*PARAGRAPHS]
    assert article.published_at == "2024-05-14"


def test_the_day_of_a_change_is_only_used_where_no_other_is_told() -> None:
    changed = PAGE.replace("2024-05-14T09:30:00Z", "").replace("</head>", META + "</head>", 1)
    assert read_saved(changed).published_at == "2019-08-01"
    assert read_saved(changed.replace("<p>", '<p class="date">14 May 2024</p><p>', 1)).published_at == "2024-05-14"


def test_a_date_between_title_and_text_dates_a_page() -> None:
    """Whatever its element; the day above the title is that of reading."""
    undated = PAGE.replace("2024-05-14T09:30:00Z", "").replace("<body>", "<body><p>Saturday, 1 June 2030</p>", 1)
    assert "</h1>" in undated
    assert read_saved(undated).published_at is None
    article = read_saved(undated.replace("</h1>", "</h1><p>Press office</p><p>Published On 14 May 2024</p>", 1))
    assert (article.published_at, article.published_basis) == ("2024-05-14", "text")


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Peru\u2019s min\u00adis\u00adter met\u00a0Mr.\u200b Ek.", "Peru’s minister met Mr. Ek."),
        ("Peru&rsquo;s minister &amp; Mr. Ek met.", "Peru’s minister & Mr. Ek met."),
        ("Peruâ€™s minister CÃ©sar Ek spoke.", "Peru’s minister César Ek spoke."),
        ("Â£5 and the river Â were kept; R&D too.", "Â£5 and the river Â were kept; R&D too."),
    ],
)
def test_characters_of_saved_texts_are_mended(text: str, mended: str) -> None:
    assert mend_text(text, source="x")[0] == mended


def test_double_encoding_is_told() -> None:
    _, doubt = mend_text("Peruâ€™s minister CÃ©sar Ek spoke.", source="x")
    assert doubt is not None
    assert (doubt.code, "2 characters" in doubt.message) == ("encoding-twice", True)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "cp1251", "cp1252"])
def test_encodings_that_nothing_declares(encoding: str) -> None:
    """English text with a few letters of another alphabet, and UTF-16 without its mark."""
    name = "Министерство обороны" if encoding == "cp1251" else "Müller and Señor Núñez"
    text = f"{PARAGRAPHS[0]}\n\n{name} said “yes” – at last.\n" if encoding[:2] == "cp" else f"{PARAGRAPHS[0]}\n"
    assert decode_bytes(text.encode(encoding), source="x") == (text, None)


OPENED = "Bridge opened today"


@pytest.mark.parametrize(
    ("head", "publisher", "title"),
    [
        (f"OFFICE OF THE SPOKESPERSON\nMINISTRY OF TRADE\n\n{OPENED}", "MINISTRY OF TRADE", OPENED),
        (f"For Immediate Release: 14 May 2024\nThe White House\n{OPENED}", "The White House", OPENED),
        ("Ministry of Trade opens the bridge", None, "Ministry of Trade opens the bridge"),
        ("Ministry of Trade Opens Bridge", None, "Ministry of Trade Opens Bridge"),
    ],
)  # fmt: skip
def test_the_office_above_a_release_is_its_publisher(head: str, publisher: str | None, title: str) -> None:
    """A headline that begins with a ministry stays a headline."""
    article = read_saved(f"{head}\n\n{PARAGRAPHS[0]}")
    assert (article.publisher, article.title, article.text) == (publisher, title, PARAGRAPHS[0])


def test_the_head_and_the_end_of_a_transmission_are_left_out() -> None:
    """What stands above the slug, index terms and marks; the stamp below is the day."""
    head = "26-usa\nF G\nr i BC-Border 05-14 0210\n$adv15\nNorland reopens crossing\nBy Mara Voss\nAven Wire Writer\n"
    article = read_saved(f"{head}\t{PARAGRAPHS[0]} Enditem\n\t(CAT:International;)\n\t)\nAP-NY-05-14-93 2012EDT\n")
    assert (article.text, article.title) == (PARAGRAPHS[0], "Norland reopens crossing")
    assert (article.published_at, article.byline) == ("1993-05-14", "Mara Voss")
