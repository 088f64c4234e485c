"""What the exchange tells others. The asking unit and coordinators see every answer to a request;
a body that was asked sees the request and its own answers."""

from thongsuot.exchange.queries.answers import (
    answer_history,
    answers_of,
    consolidations,
    file_for,
    files_of,
    moments,
)
from thongsuot.exchange.queries.freshness import freshness, freshness_by_unit
from thongsuot.exchange.queries.personal import personal_data
from thongsuot.exchange.queries.requests import (
    request_for,
    request_of_dispatch,
    requests_for,
    titles,
    to_answer,
    whom,
)
from thongsuot.exchange.queries.routines import routine_templates, routines

__all__ = [
    "answer_history",
    "answers_of",
    "consolidations",
    "file_for",
    "files_of",
    "freshness",
    "freshness_by_unit",
    "moments",
    "personal_data",
    "request_for",
    "request_of_dispatch",
    "requests_for",
    "routine_templates",
    "routines",
    "titles",
    "to_answer",
    "whom",
]
