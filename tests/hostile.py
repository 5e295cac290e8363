"""Files that mean harm or were badly made, written by code: what each is called, its bytes, and what must come of it.

``CASES`` maps a file's name to its bytes, the number of articles that must be read from it, and the reasons that
``problems`` must give. Nothing here is kept on disk; the largest are built when asked for.
"""

from __future__ import annotations

import gzip
import io
import json
import pickle
import stat
import struct
import warnings
import zipfile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = (
    "Fourteen houses burned down in Lindenau on Sunday night, the mayor said. Nobody was hurt.\n\n"
    "A spokeswoman for the fire service said 60 people had been taken to a school hall."
)
ACCENTED = "The café on the Šárka road lost its roof — “a total loss”, said its owner, Zoë Müller. Damage: 20 000 €."
MB = 2**20


class Case(NamedTuple):
    """Bytes of a file, articles that must be read from it, reasons that problems must give."""

    data: Callable[[], bytes]
    articles: int
    reasons: frozenset[str] = frozenset()


def case(data: bytes | Callable[[], bytes], articles: int, *reasons: str) -> Case:
    return Case(data if callable(data) else lambda: data, articles, frozenset(reasons))


def record(**more: object) -> str:
    return json.dumps({"title": "Fire in Lindenau", "text": TEXT, **more})


def table(*rows: str, head: str = "title,date,text") -> bytes:
    return "\n".join([head, *rows, ""]).encode()


ROW = 'Fire,2024-05-01,"Fourteen houses burned down in Lindenau, the mayor said."'


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED, links: tuple[str, ...] = ()) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            if name in links:
                info.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(info, data)
    return out.getvalue()


def twice_named() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr("a.txt", TEXT)
        archive.writestr("a.txt", TEXT + " More later.")
    return out.getvalue()


def encrypted() -> bytes:
    """A member marked as encrypted: its flag is set in both headers."""
    data = bytearray(zipped({"a.txt": TEXT.encode()}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(mark) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def nested(levels: int) -> bytes:
    data = zipped({"a.txt": TEXT.encode()})
    for _ in range(levels - 1):
        data = zipped({"inner.zip": data})
    return data


def understated() -> bytes:
    """A member that declares fewer bytes than it unpacks to."""
    data = bytearray(zipped({"a.txt": b"a" * 50 * MB}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(mark) + offset
        data[at : at + 4] = struct.pack("<I", 100)
    return bytes(data)


class Opened:
    """Unpickling this would create a file."""

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return (open, ("pwned", "w"))


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head><title>Fire</title>{head}</head><body>{body}</body></html>".encode()


ARTICLE = "<article><h1>Fire in Lindenau</h1>" + "".join(f"<p>{TEXT} Part {n}.</p>" for n in range(6)) + "</article>"
LAUGHS = "".join(
    f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}{"&l" + str(n - 1) + ";" if n else "ha"}">'
    for n in range(40)
)
MAIL = (
    "From: Example Wire <desk@example.org>\r\nSubject: Fire in Lindenau\r\nDate: Wed, 01 May 2024 10:00:00 +0000\r\n"
    'MIME-Version: 1.0\r\nContent-Type: text/plain; charset="utf-8"\r\n\r\n' + TEXT
)
MHTML = (
    "Snapshot-Content-Location: https://example.org/2024/05/01/fire\r\nSubject: Fire\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    + page(ARTICLE).decode()
    + "\r\n--b--\r\n"
)
DEEP_MAIL = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\r\n\r\n--b{n}\r\n' for n in range(5_000))

CASES: dict[str, Case] = {
    # JSON
    "deep-list.json": case(b"[" * 200_000, 0, "not_json"),
    "deep-object.json": case(b'{"a":' * 200_000, 0, "not_json"),
    "deep-inside.json": case(b'{"text": "' + TEXT[:40].encode() + b'", "x": ' + b"[" * 100_000, 0, "not_json"),
    "integer.json": case(record(id=0).replace('"id": 0', '"id": ' + "9" * 10_000).encode(), 1),
    "nan.json": case(record(x=0).replace('"x": 0', '"x": NaN, "y": -Infinity').encode(), 1),
    "duplicate-keys.json": case(b'{"text": "x", "text": ' + json.dumps(TEXT).encode() + b"}", 1),
    "surrogates.json": case(record(text="Lone \\ud800 here").replace("\\\\", "\\").encode(), 1),
    "cut-off.json": case(f"[{record()}, {record(n=1)}, {record()[:50]}".encode(), 2, "not_json"),
    "broken-row.json": case(f'[{record()}, {{"text": "He said "no"."}}, {record(n=1)}]'.encode(), 2, "not_json"),
    "two-lists.json": case(f"[{record()}] [{record(n=1)}]".encode(), 1, "not_json"),
    "strange-keys.json": case(b'{"\\ud800\\u001b[31m<b>": 1, "\\u202e": 2}', 0, "no_article"),
    "lines.json": case(f"{record()}\n{record(n=1)}\n".encode(), 2),
    "list.jsonl": case(f"[{record()},\n{record(n=1)}]".encode(), 2),
    "mixed.jsonl": case(f"{record()}\nnull\n[1]\n{{\n{record(n=1)}\n".encode(), 2, "not_a_record", "not_json"),
    "long-line.jsonl": case(
        lambda: f"{record()}\n".encode() + b'{"text": "' + b"a" * 30 * MB + f'"}}\n{record(n=1)}\n'.encode(),
        2,
        "not_json",
    ),
    "strange-values.json": case(
        b'{"text": {"a": {"b": {"c": {"d": 1}}}}, "title": [[[]]], "date": true}', 0, "no_article"
    ),
    "numbers.json": case(b"[" + b"1," * 500_000 + b"1]", 0, "not_a_record"),
    "many-values.json": case(lambda: b'{"articles": [' + b"{}," * 3_000_000 + b"{}]}", 0, "too_many_values"),
    "wrapped.json": case(f'{{"status": "ok", "data": {{"articles": [{record()}, {record(n=1)}]}}}}'.encode(), 2),
    "unclosed-tags.json": case(record(text=TEXT + "<p " * 20_000).encode(), 1),
    # tables
    "good.csv": case(table(ROW, ROW), 2),
    "unclosed.csv": case(table(ROW, 'Flood,2024-05-02,"never closed', ROW, ROW), 4),
    "unclosed-short.csv": case(table(ROW, 'Flood,"never closed', ROW, ROW), 3, "bad_quoting"),
    "all-unclosed.csv": case(table(*['x,"y'] * 3_000), 0, "bad_quoting"),
    "ragged.csv": case(table(ROW, "only one cell", ROW, "a,b,c", head="title,date,text,section"), 3, "no_text"),
    "surplus.csv": case(table(ROW, "Fire,2024-05-01,houses burned down, said the mayor, on Sunday"), 2),
    "misaligned.csv": case(table("the text,a,b,c,d", "the text,b", head="text,title"), 1, "row_misaligned"),
    "semicolons.csv": case(table("Fire;2024-05-01;Houses burned, the mayor said.", head="title;date;text"), 1),
    "sep.csv": case(b"sep=|\n" + table("Fire|2024-05-01|Houses burned.", head="title|date|text"), 1),
    "tabs.tsv": case(table("Fire\t2024-05-01\tHouses burned.", head="title\tdate\ttext"), 1),
    "headless.csv": case(table(f'1,"{TEXT}"', head=f'0,"{TEXT}"'), 2),
    "unnamed.csv": case(table(*[f'{n},"{TEXT} {TEXT}"' for n in range(3)], head="a,b"), 3),
    "carriage-returns.csv": case(table(ROW, ROW).replace(b"\n", b"\r"), 2),
    "nul.csv": case(table(ROW.replace("burned", "bur\0ned"), ROW), 2),
    "long-line.csv": case(lambda: table(ROW, 'Flood,2024-05-02,"' + "a" * 30 * MB, ROW), 2, "row_too_long"),
    "huge-cell.csv": case(
        lambda: table(ROW, 'Flood,2024-05-02,"' + "word " * 60_000 + '"', ROW), 2, "document_too_long"
    ),
    "many-columns.csv": case(",".join(["text"] * 50_000).encode() + b"\n" + ROW.encode(), 1),
    "formula.csv": case(table("=cmd|' /C calc'!A0,2024-05-01,=1+1 houses burned."), 1),
    "utf-16.csv": case("\ufefftitle,text\nBrand,Häuser in Lindenau\n".encode("utf-16-le"), 1),
    "one-bad-byte.csv": case(table(ROW, ROW) + b'Caf\xe9,2024-05-01,"The caf\xe9 closed."\n', 3),
    # text and encodings
    "utf-8-mark.txt": case(b"\xef\xbb\xbf" + ACCENTED.encode(), 1),
    "utf-16-mark.txt": case(ACCENTED.encode("utf-16"), 1),
    "utf-16-bare.txt": case(ACCENTED.encode("utf-16-be"), 1),
    "windows-1252.txt": case("The café — “a total loss”.".encode("cp1252"), 1),
    "mojibake.txt": case(ACCENTED.encode().decode("cp1252", "ignore").encode(), 1),
    "nul.txt": case(TEXT.replace("burned", "bur\0ned").encode(), 1),
    "controls.txt": case(TEXT.encode() + b"\x1b[31m\x07\x08\x7f", 1),
    "bidi.txt": case((TEXT + "\u202e)2024(\u202c").encode(), 1),
    "random.txt": case(bytes(range(256)) * 100, 0, "binary"),
    "random.tsv": case(bytes(range(256)) * 100, 0, "binary"),
    "wide-without-mark.txt": case(TEXT.encode("utf-16-be"), 1),
    "wide-cyrillic.txt": case("Пожар в Линденау. ".encode("utf-16") * 20, 1),
    "terminal.txt": case(("\x1b[1m" + TEXT.replace(" ", " \x1b[0m")).encode(), 1),
    "empty.txt": case(b"", 0, "no_text"),
    "blank.txt": case(b" \n\t\n" * 1000, 0, "no_text"),
    "numbers.txt": case(lambda: " ".join(map(str, range(1_000_000))).encode(), 0, "document_too_long"),
    "long-line.txt": case(lambda: b"word " * 6 * MB, 0, "document_too_long"),
    "headers.txt": case(b"Title: x\n" * 15_000, 1),
    "colons.txt": case(b"a: " * 60_000, 0, "document_too_long"),
    "fewer-colons.txt": case(b"a: " * 20_000, 1),
    "spaces.txt": case(b"Title" + b" " * 150_000 + b"x", 1),
    # Markdown
    "laughs.md": case(
        (
            "---\na: &a [x, x]\n"
            + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24))
            + f"title: *y\n---\n{TEXT}"
        ).encode(),
        1,
    ),
    "python-object.md": case(f"---\ntitle: !!python/object/apply:os.system ['touch pwned']\n---\n{TEXT}".encode(), 1),
    "unclosed-front.md": case(f"---\ntitle: x\n{TEXT}".encode(), 1),
    "broken-front.md": case(f"---\ntitle: 'x: [}}\ndate: 2024-05-01\n---\n{TEXT}".encode(), 1),
    "deep-front.md": case(f"---\ntitle: {'[' * 30_000}\n---\n{TEXT}".encode(), 0, "unbroken_text"),
    "brackets.txt": case(TEXT.encode() + b"[" * 50_000, 0, "unbroken_text"),
    # pages
    "good.html": case(page(ARTICLE), 1),
    "deep.html": case(page("<div>" * 50_000 + ARTICLE), 0, "no_text"),
    "attributes.html": case(page(f"<p {'a=1 ' * 200_000}>x</p>" + ARTICLE), 1),
    "unclosed-script.html": case(page(ARTICLE + "<script>" + "x" * 100_000), 1),
    "angles.html": case(b"<" * 2_000_000, 0, "document_too_long"),
    "too-large.html": case(lambda: page("<p>x</p>" * 1_500_000), 0, "too_large"),
    "laughs.xhtml": case(f"<!DOCTYPE x [{LAUGHS}]><html><body><p>&l39;</p>{ARTICLE}</body></html>".encode(), 1),
    "external.xhtml": case(
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><html><body>&e;' + ARTICLE.encode(), 1
    ),
    "lying-charset.html": case(
        page(f"<article><p>{ACCENTED} {TEXT}</p></article>", '<meta charset="windows-1251">'), 1
    ),
    "deep-data.html": case(page(ARTICLE, f'<script type="application/ld+json">{"[" * 100_000}</script>'), 1),
    "script-title.html": case(
        page(ARTICLE, '<meta property="og:title" content="&lt;script&gt;alert(1)&lt;/script&gt;">'), 1
    ),
    "empty.html": case(b"", 0, "no_text"),
    # mail
    "good.eml": case(MAIL.encode(), 1),
    "page.mhtml": case(MHTML.encode(), 1),
    "deep.eml": case(DEEP_MAIL.encode(), 0),
    "no-boundary.eml": case(b"Subject: x\r\nContent-Type: multipart/mixed\r\n\r\nhello", 0),
    # archives
    "good.txt.gz": case(gzip.compress(TEXT.encode()), 1),
    "rows.csv.gz": case(gzip.compress(table(ROW, ROW)), 2),
    "bomb.txt.gz": case(lambda: gzip.compress(b"a" * 100 * MB), 0, "too_large"),
    "cut-off.txt.gz": case(gzip.compress(TEXT.encode())[:-20], 0, "broken_archive"),
    "not-packed.txt.gz": case(TEXT.encode(), 0, "broken_archive"),
    "thrice.txt.gz.gz.gz": case(gzip.compress(gzip.compress(gzip.compress(TEXT.encode()))), 0, "archive_too_deep"),
    "good.zip": case(zipped({"a.txt": TEXT.encode(), "in/b.csv": table(ROW, ROW)}), 3),
    "slip.zip": case(zipped({"../../pwned.txt": b"x", "/abs.txt": b"x", "a.txt": TEXT.encode()}), 1, "unsafe_name"),
    "link.zip": case(zipped({"l.txt": b"/etc/passwd", "a.txt": TEXT.encode()}, links=("l.txt",)), 1, "link"),
    "bomb.zip": case(lambda: zipped({"a.txt": b"a" * 100 * MB, "b.txt": TEXT.encode()}), 1, "archive_bomb"),
    "understated.zip": case(understated, 0, "broken_archive"),
    "nested.zip": case(nested(2), 1),
    "too-deep.zip": case(nested(5), 0, "archive_too_deep"),
    "crowd.zip": case(lambda: zipped({f"{n}.txt": b"" for n in range(21_000)}), 0, "too_many_members"),
    "no-members.zip": case(zipped({}), 0, "empty"),
    "cut-off.zip": case(zipped({"a.txt": TEXT.encode()})[:-10], 0, "broken_archive"),
    "damaged.zip": case(
        zipped({"a.txt": TEXT.encode()}, method=zipfile.ZIP_STORED).replace(b"mayor", b"mayoR"), 0, "broken_archive"
    ),
    "encrypted.zip": case(encrypted, 0, "encrypted"),
    "same-name.zip": case(twice_named, 2),
    # other
    "not.parquet": case(b"PAR1" + b"\0" * 100 + b"PAR1", 0, "not_parquet"),
    "pickled.pkl": case(pickle.dumps(Opened()), 0, "unknown_format"),
    "pickled.txt": case(pickle.dumps([TEXT]), 1),
    "picture.txt": case(b"\x89PNG\r\n\x1a\n" + bytes(500), 0, "binary"),
    "document.txt": case(b"%PDF-1.7\n" + bytes(500), 0, "binary"),
    "page-without-extension": case(page(ARTICLE), 1),
    "data-without-extension": case(record().encode(), 1),
    "text-without-extension": case(TEXT.encode(), 1),
    "line\nbreak\u202e.txt": case(TEXT.encode(), 1),
    "-rf.txt": case(TEXT.encode(), 1),
    "<script>alert(1)<script>.txt": case(TEXT.encode(), 1),
}
