"""Each format as raw items: what is taken for what, and the text to the letter."""

from __future__ import annotations

import datetime as dt
import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hostile import ARTICLE, MAIL, MHTML, TEXT, page, record, table
from newslab.drop import open_drop
from newslab.drop.encoding import clean, decode
from newslab.drop.fields import assign, meaning
from newslab.drop.readers.markup import is_markup, plain


@pytest.fixture
def read(tmp_path):
    """Read one file by name and content; give its only item, or all of them."""

    def reading(name: str, data: str | bytes, *, every: bool = False):
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        items = list(open_drop(tmp_path).items())
        if every:
            return items
        (item,) = items
        return item

    return reading


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Article_Content", "text"), ("content_original", "text"), ("articles", "text"), ("bodyText", "text"),
        ("headlines", "title"), ("article_title", "title"), ("Headline", "title"), ("og:title", "title"),
        ("Link", "url"), ("source_url", "url"), ("web_url", "url"),
        ("pubDate", "published"), ("published_at", "published"), ("Publication Date", "published"),
        ("date", "published"), ("datePublished", "published"),
        ("Scraped at", "scraped"), ("crawl_date", "scraped"), ("event_date", "event_date"), ("timestamp", "when"),
        ("source", "outlet"), ("newspaper", "outlet"), ("siteName", "outlet"), ("source.name", "outlet"),
        ("byline", "authors"), ("dc.creator", "authors"), ("Authors", "authors"),
        ("bias", None), ("ID", None), ("word_count", None), ("topic", None), ("", None), ("Überschrift", None),
    ],
)  # fmt: skip
def test_names_by_meaning(name, field):
    assert (meaning(name) or (None,))[0] == field


@pytest.mark.parametrize(
    ("row", "field", "value", "source"),
    [
        ({"content": "It is n't so .", "content_original": "It isn't so."}, "text", "It isn't so.", "content_original"),
        ({"text": "", "body": "Words."}, "text", "Words.", "body"),
        ({"source": {"id": None, "name": "Example Times"}}, "outlet", "Example Times", "source.name"),
        ({"source": "https://example.org/a"}, "url", "https://example.org/a", "source"),
        ({"source": "example.org"}, "domain", "example.org", "source"),
        ({"source_url": "www.example.org"}, "domain", "www.example.org", "source_url"),
        ({"date": "unknown", "pub": 1}, "published", None, None),
        ({"authors": ["Ann Lee", "Bo Roe"]}, "authors", "Ann Lee; Bo Roe", "authors"),
        ({"authors": [{"name": "Ann Lee"}, {"first": "Bo", "last": "Roe"}]}, "authors", "Ann Lee; Bo Roe", "authors"),
        ({"authors": []}, "authors", None, None),
        ({"article": {"body": "Words."}}, "text", "Words.", "article.body"),
        ({"paragraphs": ["One.", "Two."]}, "text", "One.\n\nTwo.", "paragraphs"),
        ({"paragraphs": [{"text": "One."}, {"text": "Two."}]}, "text", "One.\n\nTwo.", "paragraphs"),
        ({"description": "A summary."}, "text", "A summary.", "description"),
        ({"timestamp": "2024-05-01T10:00"}, "published", "2024-05-01T10:00", "timestamp"),
        ({"date": "4 days ago", "timestamp": "2024-05-01"}, "scraped", "2024-05-01", "timestamp"),
        ({"date": "2024-05-01", "time": "14:30"}, "published_at", "2024-05-01 14:30", "date, time"),
        ({"time": "14:30"}, "published", None, None),
    ],
)
def test_values_decide_where_names_leave_it_open(row, field, value, source):
    found = assign(row)
    assert found.fields.get(field) == value
    assert found.found.get(field) == source


# --- text and Markdown ------------------------------------------------------------------------------------------------


def test_text_with_header_lines(read):
    item = read("a.txt", f"Title: Fire: a night\nSource: Example Times\nDate: 2024-05-01\nAuthor:\n\n{TEXT}\n")
    assert (item.get("title"), item.get("outlet"), item.get("published")) == (
        "Fire: a night", "Example Times", "2024-05-01"
    )  # fmt: skip
    assert item.found == {"title": "Title", "outlet": "Source", "published": "Date", "text": "file"}
    assert item.get("text") == f"{TEXT}\n"


@pytest.mark.parametrize("blank", ["", " ", "\t", "\u00a0"])
def test_a_line_of_spaces_ends_a_header_too(read, blank):
    item = read("a.txt", f"Title: Fire\nDate: 2024-05-01\n{blank}\nFirst paragraph.\n\nSecond one.")
    assert item.get("text") == "First paragraph.\n\nSecond one."


@pytest.mark.parametrize(
    "text",
    [
        f"Source: a fire brigade spokeswoman\n\n{TEXT}",
        f"Fire in Lindenau\nSource: Example Times\n\n{TEXT}",
        f"Details: {TEXT}",
        "Title: no blank line\nFollows this to the end",
        f"14:30 Fire in Lindenau\n\n{TEXT}",
    ],
)
def test_text_that_only_looks_like_a_header_stays_whole(read, text):
    item = read("a.txt", text)
    assert item.get("text") == text
    assert set(item.found) == {"text"}


def test_windows_line_ends_and_nothing_else_change(read):
    assert read("a.txt", "One  line.\r\n\tTwo\u00a0lines. \r\n").get("text") == "One  line.\n\tTwo\u00a0lines. \n"


@pytest.mark.parametrize(
    "front",
    [
        '---\ntitle: "Fire: a night"\ndate: 2024-05-01\nauthor: [Ann Lee, Bo Roe]\n---\n',
        '+++\ntitle = "Fire: a night"\ndate = 2024-05-01\nauthor = ["Ann Lee", "Bo Roe"]\n+++\n',
        '--- \ntitle: "Fire: a night"\ndate: 2024-05-01\nauthor: [Ann Lee, Bo Roe]\nnote: "----"\n---\t\n',
        "Title: Fire: a night\nDate: 2024-05-01\nAuthor: Ann Lee; Bo Roe\n",
    ],
    ids=["yaml", "toml", "spaces", "lines"],
)
def test_front_matter(read, front):
    item = read("a.md", f"{front}\n{TEXT}")
    assert [item.get(name) for name in ("title", "published", "authors")] == [
        "Fire: a night", "2024-05-01", "Ann Lee; Bo Roe"
    ]  # fmt: skip
    assert item.get("text") == TEXT


def test_metadata_section_of_a_crawler(read):
    item = read(
        "a.md",
        "# example.org\n\n## Metadata\n\n- **URL**: https://example.org/a\n- **Scraped at**: 2024-05-02T01:00:00\n"
        f"- **timestamp**: 2024-05-01T01:00:00\n\n## Page Structure\n\n- # Fire in Lindenau\n  - ## Share\n\n"
        f"## Content\n\n{TEXT}\n## Not a section of the crawler\nMore.\n\n## Links\n\n- [Home](https://example.org)\n",
    )
    assert (item.get("url"), item.get("title"), item.get("published")) == (
        "https://example.org/a", "Fire in Lindenau", None
    )  # fmt: skip
    assert item.get("scraped") == "2024-05-02T01:00:00"
    assert item.get("text") == f"{TEXT}\n## Not a section of the crawler\nMore."


# --- JSON and tables --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (record(), [None]),
        (f"[{record()}, {record(n=1)}]", [0, 1]),
        (f'{{"status": "ok", "articles": [{record()}, {record()}]}}', [0, 1]),
        (f'{{"response": {{"docs": [{record()}]}}}}', [0]),
        (f'{{"title": "A feed", "description": "All of it", "items": [{record()}]}}', [0]),
        (f'{{"a1": {record()}, "a2": {record()}}}', [0, 1]),
        (json.dumps({"text": {"0": TEXT, "1": TEXT}, "title": {"0": "A", "1": "B"}}), [0, 1]),
        (json.dumps({"text": [TEXT, TEXT], "title": ["A", "B"]}), [0, 1]),
        (record(related=[{"title": "Other", "text": "Other words."}], authors=[{"name": "Ann Lee"}]), [None]),
        (json.dumps([TEXT, TEXT]), [0, 1]),
    ],
)
def test_shapes_of_json(read, data, rows):
    items = read("a.json", data, every=True)
    assert [item.row for item in items] == rows
    assert {item.get("text") for item in items} == {TEXT}


def test_markup_in_a_value_is_removed_and_said(read):
    item = read("a.json", json.dumps({"title": "A", "content": {"rendered": "<p>One &amp; two.</p>\n<p>Three.</p>"}}))
    assert item.get("text") == "One & two.\n\nThree."
    assert item.found["text"] == "content.rendered (markup removed)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Casualties < 20 and > 10 </b>", False),
        ("He wrote <p> once.", False),
        ("<p>One<br/>two</p>", True),
        ("<div><script>if (a<b) {}</script><p>One</p></div>", True),
    ],
)
def test_markup_is_told_from_words(text, expected):
    assert is_markup(text) is expected


def test_scripts_go_and_blocks_become_lines():
    assert plain("<div>A<script>x()</script> b<br>c</div><ul><li>d</li></ul>&lt;e&gt;") == "A b\nc\n\nd\n\n<e>"


def test_rows_of_a_table_keep_lines_commas_and_quotes(read):
    items = read("a.csv", table('A,2024-05-01,"One, ""two"".\n\nThree."', "B,,Four."), every=True)
    assert [(i.row, i.get("title"), i.get("published"), i.get("text")) for i in items] == [
        (0, "A", "2024-05-01", 'One, "two".\n\nThree.'),
        (1, "B", None, "Four."),
    ]


def test_parquet(read):
    out = pa.BufferOutputStream()
    columns = {
        "headline": ["A", "B"],
        "body": pa.array([TEXT, TEXT + "!"]).dictionary_encode(),
        "published": [dt.datetime(2024, 5, 1, 10, tzinfo=dt.UTC), None],
        "authors": [["Ann Lee", "Bo Roe"], []],
        "embedding": [[0.1], [0.2]],
    }
    pq.write_table(pa.table(columns), out)
    first, second = read("a.parquet", out.getvalue().to_pybytes(), every=True)
    assert (first.row, first.get("title"), first.get("authors")) == (0, "A", "Ann Lee; Bo Roe")
    assert (first.get("published") or "").startswith("2024-05-01T10:00:00")
    assert (second.row, second.get("text"), second.get("published")) == (1, TEXT + "!", None)


def test_one_text_of_bad_bytes_costs_a_parquet_file_nothing_else(read):
    out = pa.BufferOutputStream()
    pq.write_table(pa.table({"text": [TEXT, "Lindenau, caf#", TEXT]}), out, compression="none", use_dictionary=False)
    items = read("a.parquet", out.getvalue().to_pybytes().replace(b"caf#", b"caf\xe9"), every=True)
    assert [item.get("text") for item in items] == [TEXT, "Lindenau, caf\ufffd", TEXT]


def test_mail_and_its_attachments(read):
    item = read("a.eml", MAIL)
    assert (item.get("title"), item.get("outlet")) == ("Fire in Lindenau", "Example Wire")
    assert item.get("published") == "2024-05-01T10:00:00+00:00"
    assert item.get("text") == TEXT


def test_a_saved_web_archive(read):
    item = read("a.mhtml", MHTML)
    assert item.get("url") == "https://example.org/2024/05/01/fire"
    assert item.get("title") == "Fire in Lindenau"
    assert "Part 5." in (item.get("text") or "")


# --- pages ------------------------------------------------------------------------------------------------------------

DATA = json.dumps({
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Example Times Online"},
        {"@type": ["NewsArticle"], "headline": "Fire in Lindenau", "datePublished": "2024-05-01T08:00:00Z",
         "dateModified": "2024-06-01", "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Roe"}],
         "publisher": {"@type": "Organization", "name": "Example Times"}, "inLanguage": "en-GB"},
    ],
})  # fmt: skip


def test_what_a_page_states(read):
    head = (
        f'<link rel="canonical" href="https://exampletimes.org/fire"><script type="application/ld+json">{DATA}</script>'
    )
    item = read("a.html", page(ARTICLE, head))
    stated = ("title", "published", "authors", "site_name", "language", "url")
    assert [item.get(name) for name in stated] == [
        "Fire in Lindenau", "2024-05-01T08:00:00Z", "Ann Lee; Bo Roe", "Example Times", "en-GB",
        "https://exampletimes.org/fire",
    ]  # fmt: skip
    assert item.found["published"] == "ld:datePublished"
    assert item.get("outlet") is None


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        ('<meta property="article:published_time" content="2024-05-01">', "", "meta:article:published_time"),
        ("", '<time datetime="2024-05-01" itemprop="datePublished">May</time>', "item:datePublished"),
        ("", "<span>Published on 1 May 2024</span>", "label:published"),
        ("", "<p>On 1 May 2024 a fire broke out.</p><footer>© 2024</footer>", None),
        ('<meta name="last-modified" content="2024-05-01">', "", None),
        ("", '<a href="/2024/05/01/other">Other</a><time datetime="2024-04-30">yesterday</time>', None),
    ],
)
def test_a_date_is_stated_or_missing_never_guessed(read, head, body, found):
    item = read("a.html", page(ARTICLE + body, head))
    assert item.found.get("published") == found


def test_two_headlines_alike_outvote_a_third(read):
    head = '<meta property="og:title" content="Fire in Lindenau"><script type="application/ld+json">' + json.dumps(
        {"@type": "NewsArticle", "headline": "Fire: what we know"}
    )
    assert read("a.html", page(ARTICLE, head + "</script>")).get("title") == "Fire in Lindenau"


def test_the_sites_name_is_the_one_its_address_bears_out(read):
    head = (
        '<link rel="canonical" href="https://www.exampletimes.org/fire"><meta property="og:site_name" content="World">'
        '<script type="application/ld+json">{"@type": "Article", "publisher": {"name": "Example Times"}}</script>'
    )
    assert read("a.html", page(ARTICLE, head)).get("site_name") == "Example Times"


def test_data_that_is_not_valid_json_still_states_its_date(read):
    broken = '{"@type": "NewsArticle", "headline": "Fire in Lindenau", "datePublished": "2024-05-01T08:00:00Z", "x": }'
    item = read("a.html", page(ARTICLE, f'<script type="application/ld+json">{broken}</script>'))
    assert (item.get("published"), item.found["published"]) == ("2024-05-01T08:00:00Z", "ld:datePublished")


@pytest.mark.parametrize(
    ("comment", "url", "scraped"),
    [
        ("<!-- saved from url=(0024)https://example.org/fire -->", "https://example.org/fire", None),
        (
            "<!--\n Page saved with SingleFile \n url: https://example.org/fire \n saved date: Wed May 01 2024 \n-->",
            "https://example.org/fire",
            "Wed May 01 2024",
        ),
        ("<!-- FILE ARCHIVED ON 10:12:13 May 01, 2024 AND RETRIEVED -->", None, "10:12:13 May 01, 2024"),
    ],
)
def test_what_a_saving_browser_leaves(read, comment, url, scraped):
    item = read("a.html", page(ARTICLE).replace(b"<head>", f"<head>{comment}".encode()))
    assert ((item.get("url") or "").strip() or None, (item.get("scraped") or "").strip() or None) == (url, scraped)


@pytest.mark.parametrize("name", ["a.txt", "a", "index.php", "example.org_news_fire"])
def test_a_page_is_a_page_whatever_its_name(read, name):
    item = read(name, page(ARTICLE))
    assert (item.format, item.get("title")) == ("html", "Fire in Lindenau")


def test_a_text_in_the_pages_data_stands_in_for_a_body_that_is_not_there(read):
    data = json.dumps({"@type": "Article", "articleBody": f"{TEXT} {TEXT}"})
    item = read("a.html", page("<div id=app></div>", f'<script type="application/ld+json">{data}</script>'))
    assert (item.get("text"), item.found["text"]) == (f"{TEXT} {TEXT}", "ld:articleBody")


# --- encodings --------------------------------------------------------------------------------------------------------

WESTERN = "The café’s owner, Zoë Müller, spoke of “a total loss” — 20 000 €."
RUSSIAN = "В Линденау сгорели четырнадцать домов, сообщил мэр. Никто не пострадал. " * 5


@pytest.mark.parametrize(
    ("raw", "declared", "text"),
    [
        (WESTERN.encode(), None, WESTERN),
        (WESTERN.encode(), "windows-1251", WESTERN),
        (WESTERN.encode("utf-8-sig"), None, WESTERN),
        (WESTERN.encode("utf-16"), "utf-8", WESTERN),
        (WESTERN.encode("utf-16-le"), None, WESTERN),
        (WESTERN.encode("utf-16-be"), None, WESTERN),
        (WESTERN.encode("utf-32"), None, WESTERN),
        (WESTERN.encode("cp1252"), None, WESTERN),
        (WESTERN.encode("cp1252"), "utf-8", WESTERN),
        (WESTERN.encode("cp1252"), "iso-8859-1", WESTERN),
        (WESTERN.encode("cp1252"), "windows-1251", WESTERN),
        (WESTERN.encode("cp1252"), "no-such-thing", WESTERN),
        (WESTERN.encode("cp1252"), "rot13", WESTERN),
        (RUSSIAN.encode("cp1251"), "windows-1251", RUSSIAN),
        (RUSSIAN.encode("cp1251"), None, RUSSIAN),
        (RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN),
        (b"", None, ""),
        (b"\xff", None, "ÿ"),
    ],
)
def test_encodings(raw, declared, text):
    assert decode(raw, declared).text == text


def test_stray_bytes_in_utf8_are_read_as_windows():
    found = decode(WESTERN.encode() + b" caf\xe9 " + WESTERN.encode())
    assert found.text == f"{WESTERN} café {WESTERN}"
    assert found.flags == ("bytes_replaced",)


@pytest.mark.parametrize(
    ("text", "cleaned", "flags"),
    [
        ("a\r\nb\rc\n", "a\nb\nc\n", ()),
        ("a\0b\x1b[1mc\x7f", "a b [1mc ", ("controls_replaced",)),
        ("a\u2028b\x85c", "a\nb\nc", ("controls_replaced",)),
        ("\ufeffa\ud800", "a\ufffd", ("bytes_replaced",)),
        ("a\u202eb\u202c", "a\u202eb\u202c", ("bidi",)),
        ("a\tb \u00a0\u200b", "a\tb \u00a0\u200b", ()),
        ("The cafÃ© saidÂ â€œnoâ€\u009d.\nFine.", "The café said\u00a0“no”.\nFine.", ("mojibake_repaired",)),
        ("Naïve Ângela’s Ð is fine.", "Naïve Ângela’s Ð is fine.", ()),
    ],
)
def test_hygiene_keeps_every_place(text, cleaned, flags):
    assert clean(text) == (cleaned, flags)
