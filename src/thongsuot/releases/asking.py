"""A topic and its message house as what a question can find. Pure."""

from thongsuot.lib.text.ranking import Entry
from thongsuot.releases.houses import House


def entry(code: str, names: tuple[str, ...], keywords: str, house: House | None) -> Entry:
    """`keywords` one a line. Of the house whatever it holds: hand in only what may be seen; what
    is not to be said yet is never found by a question."""
    texts = [("name", name) for name in names if name]
    texts += [("keyword", line) for line in keywords.splitlines() if line.strip()]
    if house is None:
        return Entry(code, tuple(texts))
    texts += [("one_line", house.one_line)]
    texts += [("message", line.text) for line in house.messages]
    texts += [("answer", figure.words) for figure in house.figures]
    texts += [("answer", quote.text) for quote in house.quotes]
    texts += [("answer", document.title) for document in house.documents]
    answers = tuple((each.question, each.answer) for each in house.answers)
    return Entry(code, tuple((field, words) for field, words in texts if words), answers)
