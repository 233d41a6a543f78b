"""Files of news databases and mail: every report with its own title, day and publisher, without head lines."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pytest

from dragoman.acquire import read_articles
from dragoman.acquire.exports import split_export
from dragoman.errors import TableError
from dragoman.records import Article

FIRST = "NORLAND - The ministers of Norland and Sudria met in the port of Aven on Tuesday, a spokesman said."
SECOND = "Sudria recalled its envoy on Wednesday. It called the talks in the port of Aven a waste of time."
LABELLED = f"""
                      1 of 2 DOCUMENTS

                        The Aven Post

                April 12, 1999, Monday, Final Edition

Ministers of both meet in Aven

BYLINE: By Mara Voss; Staff

SECTION: WORLD; Pg. 4

LENGTH: 87 words

 BODY:
{FIRST}

TITLE: this is a line of the report and no head line.

LOAD-DATE: April 13, 1999

                      2 of 2 DOCUMENTS

                        The Aven Post

                April 15, 1999, Thursday

LENGTH: 20 words

HEADLINE: Sudria recalls envoy

BODY:
{SECOND}

GRAPHIC: photo of an envoy
"""
TITLE_FIRST = f"""Ministers of both meet in Aven
The Aven Post
April 12, 1999 Monday

Copyright 1999 The Aven Post All Rights Reserved
Length: 87 words
Byline: Mara Voss

Body

{FIRST}

TITLE: this is a line of the report and no head line.

Load-Date: April 13, 1999
End of Document
Sudria recalls envoy
The Aven Post
April 15, 1999 Thursday

Length: 20 words
Section: WORLD

Body

{SECOND}

End of Document
"""
RULED = f"""____________________
Ministers of both meet in Aven

Author: Voss, Mara

Full text: {FIRST}

TITLE: this is a line of the report and no head line.

Publication title: The Aven Post

Publication date: Apr 12, 1999

____________________
Sudria recalls envoy

Author: Ek, Jon

Full text: {SECOND}

Subject: Diplomacy

Publication title: The Aven Post

Publication date: Apr 15, 1999
"""
CODED = f"""HD
Ministers of both meet in Aven
BY
By Mara Voss
PD
12 April 1999
SN
The Aven Post
LP
{FIRST}
TD
TITLE: this is a line of the report and no head line.

NS
gdip : International Relations
HD  Sudria recalls envoy
PD  15 April 1999
SN  The Aven Post
LP  {SECOND}
AN  Document AVEN000019990415dz3i004k2
"""
NO_CODES = f"""Ministers of both meet in Aven
By Mara Voss
87 words
12 April 1999
11:42
The Aven Post
AVEN
English
(c) 1999 The Aven Post

{FIRST}

TITLE: this is a line of the report and no head line.

Document AVEN000019990412dz3i004k2

Sudria recalls envoy
20 words
15 April 1999
The Aven Post
(c) 1999 The Aven Post

{SECOND}

Document AVEN000019990415dz3i004k2

Search Summary
"""


def read(text: str | bytes) -> list[Article]:
    body = text if isinstance(text, bytes) else text.encode()
    items = list(read_articles(["-"], stdin=io.BytesIO(body), published="2031-01-01"))
    assert all(x.issue is None for x in items)
    return [x.article for x in items if x.article]


@pytest.mark.parametrize("text", [LABELLED, LABELLED.replace("\n", "\r\n"), TITLE_FIRST, RULED, CODED, NO_CODES])
def test_reports_of_a_database_file_are_taken_apart(text: str) -> None:
    one, two = read(text)
    assert one.text.split("\n\n") == [FIRST, "TITLE: this is a line of the report and no head line."]
    assert (one.title, one.published_at, one.publisher) == (
        "Ministers of both meet in Aven",
        "1999-04-12",
        "The Aven Post",
    )
    assert "Mara" in (one.byline or "")
    assert (two.text, two.title, two.published_at) == (SECOND, "Sudria recalls envoy", "1999-04-15")
    assert (one.source, two.source, two.published_basis) == ("-:1", "-:2", "metadata")


def test_a_report_without_head_lines_of_its_own_is_not_lost() -> None:
    assert [a.text for a in read(f"{TITLE_FIRST}\n{FIRST}")] == [read(TITLE_FIRST)[0].text, SECOND, FIRST]


@pytest.mark.parametrize(
    "text",
    [
        f"MR. PRICE: {FIRST}\n\nQUESTION: What of Sudria?\n\nSUBJECT: none.",
        f"Title: On trade\nSubject: Norland\n\n{FIRST}",
        f"{FIRST}\n====================\n{SECOND}",
        f"IN AVEN\n{FIRST}\nBY TUESDAY\n{SECOND}",
    ],
)
def test_other_texts_are_no_database_file(text: str) -> None:
    assert split_export(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"HD{' ' * 100_000}\xa0",
        f"{'1,' * 500_000}\nLENGTH: 3\nHEADLINE: Talks\nBODY: {FIRST}",
        "QUESTION: what?\nANSWER: yes.\n" * 1000,
        f"From: a\nDate: b\nSubject: c\n{' ' * 100_000}",
        f"{FIRST}\n{'SHIP ' * 20_000}",
    ],
    ids=["blanks", "commas", "transcript", "folded", "capitals"],
)
def test_long_and_awkward_texts_are_read_in_seconds(text: str) -> None:
    """Each would take minutes or years by a pattern that tries every way to cut it."""
    start = time.process_time()
    list(read_articles(["-"], stdin=io.BytesIO(text.encode())))
    assert time.process_time() - start < 20


MAIL = """From: The Aven Post <desk@post.example>
To: readers@post.example
Subject: =?utf-8?Q?Ministers_of_both_meet_in_?=
 =?utf-8?Q?Aven?=
Date: Mon, 12 Apr 1999 10:00:00 +0200
"""
PLAIN = f"""{MAIL}Content-Transfer-Encoding: quoted-printable

NORLAND - The ministers of Norland and Sudria met in the port of Aven on Tu=
esday, a spokesman said.

--=20
The Aven Post
"""
HTML = f"{MAIL}Content-Type: text/html\n\n<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>\n"
ODD_HEAD = f"x-sent-by: 7\nX-Lang:\n{MAIL}Content-Type: text/plain; charset=x-none\n\n{FIRST}\n"
PASTED = f"From: The Aven Post\nSent: Monday, 12 April 1999 10:00\nSubject: Ministers of both meet in Aven\n\n{FIRST}"


@pytest.mark.parametrize("text", [PLAIN, HTML, PASTED, f"\ufeff{PASTED}", ODD_HEAD])
def test_mail_is_read_without_its_head_lines(text: str) -> None:
    (article,) = read(text)
    assert article.text.split("\n\n") == [FIRST, SECOND][: text.count("</p>") or 1]
    assert (article.title, article.publisher) == ("Ministers of both meet in Aven", "The Aven Post")
    assert (article.published_at or "")[:10] == "1999-04-12"


def test_a_mailbox_is_read_message_by_message() -> None:
    box = "".join(f"From desk@post.example Mon Apr 12 08:00:00 1999\n{x}\n" for x in (PLAIN, HTML))
    assert [a.text for a in read(box)] == [FIRST, f"{FIRST}\n\n{SECOND}"]


def test_prose_that_begins_like_a_head_line_is_no_mail() -> None:
    assert read(f"From: Aven, with love\n\nDate: unknown\n\n{FIRST}")[0].publisher is None


def test_a_mail_without_a_day_has_the_one_that_is_given() -> None:
    """So for plain text as for HTML."""
    for text in (PLAIN, HTML):
        (article,) = read(text.replace("Mon, 12 Apr 1999 10:00:00 +0200", "soon"))
        assert (article.published_at, article.published_basis) == ("2031-01-01", "given")


def test_a_mail_ends_before_its_signature_whatever_ends_its_lines() -> None:
    assert read(PLAIN.replace("\n", "\r\n"))[0].text == FIRST


def test_html_of_a_mail_has_the_charset_that_the_mail_says() -> None:
    """What the page declares was true before it was sent."""
    name = "Дмитрий Козак"
    page = f'<html><head><meta charset="gb2312"></head><body><p>{FIRST}</p><p>{SECOND} {name}</p></body></html>'
    mail = f"{MAIL}Content-Type: text/html; charset=utf-8\n\n{page}\n"
    assert read(mail)[0].text.endswith(name)


def test_a_head_line_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    (tmp_path / "acquire_fields.tsv").write_text("label\tfield\thouse\treason\nHEADING\ttitel\tlabelled\tours\n")
    with pytest.raises(TableError, match=r"'HEADING'.*'titel'"):
        split_export(LABELLED.replace("1 of 2 DOCUMENTS", "Norland"), overlay=tmp_path)
