"""Every bad input gives one clear line with a code; nothing stops the batch."""

from __future__ import annotations

import gzip
import io
import ipaddress
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from acquire_samples import PAGE, PARAGRAPHS

from dragoman.acquire import Acquired, Limits, read_articles
from dragoman.acquire.fetch import is_public

TEXT = "\n\n".join(PARAGRAPHS)
SMALL = Limits(text_bytes=200_000, download_bytes=2_000_000, timeout_seconds=20, download_seconds=20, redirects=5)
# Only where running out of time is what is tested: a busy machine must not fail the others.
IMPATIENT = Limits(text_bytes=200_000, download_bytes=2_000_000, timeout_seconds=0.5, download_seconds=0.8, redirects=5)


def build_row(text: str, name: str = "a") -> bytes:
    return json.dumps({"id": name, "text": text}).encode() + b"\n"


def build_record(address: str, page: str) -> bytes:
    body = page.encode()
    http = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n"
    payload = http.encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2024-05-14T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def code_of(item: Acquired) -> str | None:
    return item.issue.code if item.issue else None


DEEP = "<html><body>" + "<div>" * 450_000 + f"<p>{PARAGRAPHS[0]}</p>" + "</div>" * 450_000 + "</body></html>"
NOISE = os.urandom(500).hex()
MAIL = b"From: a <a@post.example>\nSubject: Talks\nDate: Mon, 12 Apr 1999 10:00:00 +0200\n"
NESTED = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(1500))
WARC = build_record("https://post.example/1", PAGE) + build_record("https://post.example/2", PAGE)
PACKED_WARC = b"".join(gzip.compress(build_record(f"https://post.example/{n}", PAGE), mtime=0) for n in range(2))

# name of the file, its bytes, the codes of what comes out in order (None: an article without a doubt)
FILES: list[tuple[str, bytes, list[str | None]]] = [
    ("good.txt", TEXT.encode(), [None]),
    ("empty.txt", b"", ["empty"]),
    ("blank.html", b" \n\n ", ["empty"]),
    ("chrome.txt", b"Back To Top\nMOST POPULAR\nLATEST NEWS\n", ["no-article"]),
    ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, ["binary"]),
    ("random.html", bytes(range(256)) * 20, ["binary"]),
    ("report.pdf", b"%PDF-1.7\n" + b"text " * 50, ["binary"]),
    ("report.rtf", b"{\\rtf1\\ansi " + TEXT.encode() + b"\\par}", ["binary"]),
    ("feed.txt", b'<?xml version="1.0"?>\n<rss><channel><title>Post</title></channel></rss>', ["not-a-report"]),
    ("comments.html", b"<!-- a -->\n" * 200 + PAGE.encode(), [None]),
    ("nested.eml", MAIL + NESTED + b"Content-Type: text/plain\n\n" + TEXT.encode(), ["no-article"]),
    ("nameless.eml", MAIL + b"Content-Type: text/plain; charset=x-none\n\n" + TEXT.encode(), [None]),
    ("endless.eml", MAIL.replace(b"1999", b"9" * 30) + b"\n" + TEXT.encode(), [None]),
    ("list.json", b'[\n {"text": "The ministers met."}\n]', ["not-a-report"]),
    ("one.json", build_row(TEXT), ["not-a-report"]),
    ("list.txt", b'[{"text": "The ministers met."}]', ["not-a-report"]),
    ("table.csv", b"id,text\n1,The ministers met.\n", ["not-a-report"]),
    ("aside.txt", b"[Reyl, {a \"draft\"}] " + TEXT.encode(), [None]),
    ("huge.txt", b"word " * 60_000, ["too-large"]),
    ("bomb.txt.gz", gzip.compress(b"word " * 60_000), ["too-large"]),
    ("latin.txt", TEXT.replace("Reyl", "Réyl").encode("cp1252"), [None]),
    ("utf16.txt", TEXT.encode("utf-16"), [None]),
    ("mixed.txt", TEXT.encode() + "\n\nRéyl agreed, Müller said.".encode("cp1252"), ["encoding-mixed"]),
    ("nul.txt", TEXT.replace("port", "po\0rt").encode(), ["nul-characters"]),
    ("marks.txt", TEXT.replace("port", "\u202eport").encode(), ["direction-marks"]),
    ("form.html", b"<html><body><form><input></form></body></html>", ["no-article"]),
    ("deep.html", DEEP.encode(), ["html-too-deep"]),
    ("broken.jsonl", build_row(TEXT) + b'{"id": "b", "text"\n' + build_row(TEXT, "c"), [None, "row-broken", None]),
    ("lists.jsonl", b"[1]\n" + build_row(TEXT), ["row-broken", None]),
    ("numbers.jsonl", b'{"id": "a", "text": 7}\n' + build_row(TEXT), ["row-invalid", None]),
    ("nested.jsonl", b"[" * 100_000 + b"\n" + build_row(TEXT), ["row-broken", None]),
    ("silent.jsonl", build_row(" ") + build_row(TEXT), ["empty", None]),
    ("long.jsonl", build_row("word " * 60_000) + build_row(TEXT), ["too-large", None]),
    ("surrogate.jsonl", b'{"id": "a", "text": "He said \\ud800 to the port."}\n', ["surrogates"]),
    ("bytes.jsonl", b'{"id": "a", "text": "The port of \xe9tat was closed."}\n', ["encoding-mixed"]),
    ("dateless.jsonl", b'{"id": "a", "text": "A report.", "published_at": "soon"}', ["date-unreadable"]),
    ("none.jsonl", b"\n\n", ["empty"]),
    ("cut.txt.gz", gzip.compress(os.urandom(3000))[:-900], ["gzip-truncated"]),
    ("bad.txt.gz", b"\x1f\x8b\x08" + b"\0" * 7 + b"\xff" * 90, ["gzip-broken"]),
    ("cut.jsonl.gz", gzip.compress(build_row(TEXT)) + gzip.compress(build_row(NOISE))[:-200],
     [None, "gzip-truncated"]),
    ("whole.warc", WARC, [None, None]),
    ("whole.warc.gz", PACKED_WARC, [None, None]),
    ("cut.warc", WARC[:-300], [None, "warc-truncated"]),
    ("cut.warc.gz", PACKED_WARC[:-60], [None, "warc-truncated"]),
    ("junk.warc", b"this is no archive " * 50, ["warc-broken"]),
    ("void.warc", b"", ["no-article"]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "body", "codes"), FILES, ids=[f[0] for f in FILES])
def test_bad_file_gives_its_code_and_names_itself(
    tmp_path: Path, name: str, body: bytes, codes: list[str | None]
) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    limits = Limits() if name == "deep.html" else SMALL
    found = list(read_articles([str(path)], limits=limits))
    assert [code_of(item) for item in found] == codes
    for item in found:
        assert item.article or item.issue
        if item.issue:
            assert item.issue.message.startswith(item.source if not item.article else str(path))
            assert "\n" not in item.issue.message
        if item.article:
            json.dumps(item.article.text, ensure_ascii=False).encode("utf-8")


def test_a_whole_folder_is_read_past_every_bad_file(tmp_path: Path) -> None:
    for name, body, _ in FILES:
        (tmp_path / name).write_bytes(body)
    found = list(read_articles([str(tmp_path), str(tmp_path / "good.txt")], limits=SMALL))
    assert found[-1].article is not None
    assert sum(item.article is not None for item in found) > 15


def test_broken_row_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(build_row(TEXT) + b"\n" + b"{oops\n")
    assert [item.source for item in read_articles([str(path)])] == ["a", f"{path}:3"]


def test_surrogates_and_nul_keep_offsets() -> None:
    row = b'{"id": "a", "text": "x\\ud800y\\u0000z \\ud83d\\ude00 end"}\n'
    (item,) = read_articles(["-"], stdin=io.BytesIO(row))
    assert item.article is not None
    assert item.article.text == "x�y\0z 😀 end"


def build_missing(folder: Path) -> Path:
    return folder / "nowhere.txt"


def build_empty_folder(folder: Path) -> Path:
    (folder / "notes.docx").write_bytes(b"x")
    return folder


def build_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.txt")
    return folder / "pipe.txt"


def build_loop(folder: Path) -> Path:
    (folder / "inner").mkdir()
    (folder / "inner" / "back").symlink_to(folder)
    return folder


def build_locked(folder: Path) -> Path:
    path = folder / "locked.txt"
    path.write_text(TEXT)
    path.chmod(0)
    return path


@pytest.mark.parametrize(
    ("build", "code"),
    [
        (build_missing, "missing"),
        (build_empty_folder, "no-inputs"),
        (build_pipe, "not-a-file"),
        (build_loop, "folder-loop"),
        pytest.param(
            build_locked, "unreadable", marks=pytest.mark.skipif(os.getuid() == 0, reason="root may read every file")
        ),
    ],
)
def test_unusable_path_gives_one_issue(tmp_path: Path, build: Callable[[Path], Path], code: str) -> None:
    (item,) = read_articles([str(build(tmp_path))])
    assert code_of(item) == code
    assert item.article is None


@pytest.mark.parametrize(
    ("names", "issue", "failed"),
    [
        (["a.html", "b/two.txt", "notes.docx"], "left out: 1 .docx (notes.docx); save", True),
        (["a.html", "b/two.txt", "x.pdf", "b/y.pdf", "notes"],
         "left out: 2 .pdf (as b/y.pdf), 1 without an extension (notes); save", True),
        (["a.html", "b/two.txt", "a_files/flag.png", "a_files/look.css"],
         "left out: 1 .css (a_files/look.css), 1 .png (a_files/flag.png); save", False),
        (["a.html", "b/two.txt", ".draft.txt", ".old/three.txt", ".DS_Store", ".git/config"],
         "left out: 2 hidden (as .draft.txt); save", False),
        (["a.html", "b/two.txt", *(f"{x}.{x}" for x in ("pdf", "odt", "rtf", "msg", "xml", "zip", "doc"))],
         "1 .rtf (rtf.rtf) and 2 of other kinds; save", True),
        (["a.html", "b/two.txt", ".DS_Store"], None, False),
    ],
)  # fmt: skip
def test_what_a_folder_leaves_out_is_said_in_one_line(
    tmp_path: Path, names: list[str], issue: str | None, failed: bool
) -> None:
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE if name == "a.html" else TEXT)
    found = list(read_articles([str(tmp_path)]))
    assert [Path(item.source).name for item in found if item.article] == ["a.html", "two.txt"]
    notes = [item for item in found if not item.article]
    assert len(notes) == (issue is not None)
    for note in notes:
        assert note.issue is not None
        assert note.issue.message.startswith(str(tmp_path))
        assert issue is not None
        assert issue in note.issue.message
        assert note.failed is failed


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("page", None),
        ("moved", None),
        ("missing", "http-status"),
        ("slow", "timeout"),
        ("drip", "timeout"),
        ("loop", "too-many-redirects"),
        ("inside", "url-invalid"),
        ("huge", "too-large"),
        ("pdf", "not-a-page"),
    ],
)
def test_address_gives_an_article_or_its_code(server: str, path: str, code: str | None) -> None:
    limits = IMPATIENT if code == "timeout" else SMALL
    (item,) = read_articles([f"{server}/{path}"], allow_private=True, limits=limits)
    assert code_of(item) == code
    assert (item.article is None) == (code is not None)
    assert item.source == f"{server}/{path}"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://127.0.0.1:1/x", "private-address"),
        ("http://localhost/x", "private-address"),
        ("http://[::1]/x", "private-address"),
        ("http://[::ffff:10.0.0.1]/x", "private-address"),
        ("http://169.254.169.254/latest/meta-data", "private-address"),
        ("http://192.168.1.1/", "private-address"),
        ("http://0.0.0.0/", "private-address"),
        ("http://[64:ff9b::a00:1]/", "private-address"),
        ("ftp://post.example/x", "url-invalid"),
        ("file:///etc/passwd", "url-invalid"),
        ("http://", "url-invalid"),
        ("http://post.example:port/", "url-invalid"),
        ("http://nowhere.invalid/x", "unresolved"),
    ],
)
def test_address_that_must_not_be_fetched_is_refused(address: str, code: str) -> None:
    (item,) = read_articles([address], limits=SMALL)
    assert code_of(item) == code


def test_server_that_is_not_there_is_named(closed_port: int) -> None:
    (item,) = read_articles([f"http://127.0.0.1:{closed_port}/"], allow_private=True, limits=SMALL)
    assert code_of(item) == "refused"


def test_private_server_is_refused_with_advice(server: str) -> None:
    (item,) = read_articles([f"{server}/page"], limits=SMALL)
    assert code_of(item) == "private-address"
    assert item.issue is not None
    assert "--allow-private" in item.issue.message


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("10.1.2.3", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fe80::1", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_public_address(address: str, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public
