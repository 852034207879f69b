"""News as files: every dialect is read, none of it lost or doubled; what is broken is told; what is hostile refused."""

import time

import pytest

from ecomap.errors import InputError
from ecomap.io.feeds import FeedError, decoded, plain_text, read_feed
from newsfeeds import DIALECTS, News, atom, json_feed, rss_20, some_news

LAUGHS = (
    '<?xml version="1.0"{}?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>"
)
EXTERNAL = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    "<rss version='2.0'><channel><item><title>&e;</title></item></channel></rss>"
)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_says_the_same(dialect: str):
    """Title, link, day and summary come out alike; RSS 0.91 knows no days."""
    news = some_news(3)
    found = read_feed(DIALECTS[dialect](news))
    assert [(one.title, one.link, one.summary) for one in found.items] == [
        (one.title, one.link, one.summary) for one in news
    ]
    assert {one.date for one in found.items} == {"" if dialect == "rss-0.91" else "2026-03-02"}
    assert not found.problems
    assert all(one.source for one in found.items)


@pytest.mark.slow
@pytest.mark.parametrize("dialect", DIALECTS)
def test_ten_thousand_items_are_all_there_and_known_again(dialect: str):
    """As many items as were written, each with a key of its own, the same at a second reading: under 10 s in all."""
    content = DIALECTS[dialect](some_news(10_000))
    begun = time.process_time()
    first, second = read_feed(content), read_feed(content)
    assert time.process_time() - begun < 10
    assert len({one.key for one in first.items}) == 10_000
    assert first == second


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_item_keeps_its_key_when_its_neighbours_change(dialect: str):
    """Feeds are windows: what is still in the next reading is known again."""
    old, new = (read_feed(DIALECTS[dialect](some_news(4, start))) for start in (0, 2))
    assert [one.key for one in old.items[2:]] == [one.key for one in new.items[:2]]


def test_a_guid_that_is_no_address_is_one_of_its_feed_only():
    """Two papers may both have an item 7."""
    table = "title,guid\nOne,7\n"
    feeds = (json_feed(some_news(1)), json_feed(some_news(1)).replace(b'"Js"', b'"Other"'), table.encode())
    assert len({read_feed(feed).items[0].key for feed in feeds}) == 3


def test_a_link_that_several_items_share_names_none_of_them():
    """All of them are kept: some papers link every item to their front page."""
    news = [News(f"Day {n}", "https://paper.test/", f"2026-03-0{n}") for n in range(1, 4)]
    content = rss_20(news).replace(b"n-https", b"https")
    keys = [one.key for one in read_feed(content).items]
    assert len(set(keys)) == 3
    assert [one.key for one in read_feed(content).items] == keys


def test_the_same_item_twice_is_one_and_told():
    """Nothing is doubled, and nothing done in silence."""
    found = read_feed(rss_20([*some_news(2), *some_news(1)]))
    assert len(found.items) == 2
    assert found.problems == ("1 item stands in it twice.",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "cp1252"])
def test_umlauts_in_every_encoding(encoding: str):
    """By mark, declaration or bytes; what is declared wrongly is read as the UTF-8 that it is."""
    news = rss_20([News("Bücher für Läden", "https://x.test/1")]).decode()
    text = f'<?xml version="1.0" encoding="{encoding}"?>{news}'
    assert read_feed(text.encode(encoding)).items[0].title == "Bücher für Läden"
    wrong = text.replace(f'"{encoding}"', '"latin-1"', 1)
    assert read_feed(wrong.encode()).items[0].title == "Bücher für Läden"
    assert decoded("ü".encode("cp1252")) == "ü"


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS.format(""), EXTERNAL, LAUGHS.format("").replace("ENTITY a", "ENTITY % a"),
        LAUGHS.format("").replace("<!DOCTYPE", "<?x <!-- ?><!DOCTYPE").replace("]>", "]><?x --> ?>"),
        LAUGHS.format("").replace("<!DOCTYPE", "<<!DOCTYPE"), EXTERNAL.lower().replace("!doctype", "!DOCTYPE"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"])
def test_declared_entities_are_refused_in_every_encoding(text: str, encoding: str):
    """Before they are used, whatever hides them; UTF-7 is no encoding of ours, so that what it hides is no markup."""
    with pytest.raises(FeedError, match=r"declares entities|no RSS and no Atom|no column"):
        read_feed(text.encode(encoding))


def test_the_words_of_a_declaration_within_an_item_are_news():
    """A paper on attacks may quote one."""
    told = rss_20([News("On entities", "https://x.test/1")]).replace(b"A few words.", b"<![CDATA[<!ENTITY a]]>", 1)
    assert len(read_feed(told).items) == 1


@pytest.mark.parametrize(
    ("content", "kept"),
    [
        (rss_20(some_news(5)).replace(b"</channel></rss>", b""), 5),
        (rss_20(some_news(5)).replace(b"&amp; more", b"& more"), 5),
        (rss_20(some_news(5)).replace(b"News 3", b"News \x07 3"), 5),
        (b"\n\n" + atom(some_news(5)), 5),
        (atom(some_news(5)).replace(b"</summary>", b"", 1), 5),
        (rss_20(some_news(5)).replace(b"Mon, 02 Mar 2026", b"someday", 1), 5),
    ],
)
def test_what_can_be_read_of_a_broken_feed_is_read(content: bytes, kept: int):
    """An end missing, a bare ampersand, control characters, an open element, a day that is none."""
    assert len(read_feed(content).items) == kept


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Tue, 03 Nov 2026 10:00:00 GMT", "2026-11-03"), ("Tue, 03 Nov 26 10:00:00 GMT", "2026-11-03"),
        ("2026-11-03T10:00:00Z", "2026-11-03"), ("20261103", "2026-11-03"), ("3.11.2026", "2026-11-03"),
        ("Di, 03 Nov 2026 10:00:00 +0100", "2026-11-03"), ("03-11-2026", ""), ("1762164000", ""), ("yesterday", ""),
        ("03/11/2026", ""),
    ],
)  # fmt: skip
def test_a_day_of_a_feed_is_the_one_that_it_says_or_told(written: str, day: str):
    """The parser made of 03-11-2026 a day in 2003, and of what it cannot read none, without a word."""
    item = f"<item><title>A</title><pubDate>{written}</pubDate></item>"
    found = read_feed(f'<rss version="2.0"><channel>{item}</channel></rss>'.encode())
    assert [one.date for one in found.items] == [day]
    assert [f'"{written}" is no day' in problem for problem in found.problems] == [True] * (not day)


def test_broken_parts_are_told_with_their_place():
    """Items that say nothing, days that are none, objects that are none, cells that are missing."""
    table = "date;title;link\nsoon;One;https://x.test/1\n2026-03-01;;\n02.03.2026;Three"
    found = read_feed(table.encode())
    assert [(one.title, one.date) for one in found.items] == [("One", ""), ("Three", "2026-03-02")]
    assert found.problems == ('row 1: "soon" is no day like 2026-03-01; kept without one.', "item 2: says nothing.")
    broken = json_feed(some_news(1)).replace(b'"items": [', b'"items": [7, ')
    assert read_feed(broken).problems == ("item 1: not an object.",)


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b"<html><p>No</p></html>", b"{}", b'{"version": 1}', b"{" * 100_000, b"a,b\n1,2\n", b"\x00\x01"],
)
def test_what_is_no_news_is_refused_in_a_sentence(content: bytes):
    """Never with a traceback."""
    with pytest.raises((FeedError, InputError)):
        read_feed(content)


def test_summaries_are_plain_text():
    """No markup, no scripts, no line breaks, nothing that writes to a terminal."""
    assert plain_text("<p>a &amp; b</p><script>x()</script>\n<b>c\x1b[31m</b> 1 < 2") == "a & b c[31m 1 < 2"


def test_json_that_is_no_feed_is_told_as_json():
    """A list of news as programs keep it was told that it has no column."""
    with pytest.raises(FeedError, match="JSON, but no JSON feed"):
        read_feed(b'[{"title": "x", "date": "2026-11-01"}]')
