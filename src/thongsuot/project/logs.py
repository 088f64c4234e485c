"""Structured logs without personal data or tokens: one JSON object a line, cleaned as a whole."""

import logging
import re

from pythonjsonlogger.json import JsonFormatter

TOKENS = re.compile(r"(/(?:xac-nhan|giu-tin|thoi-nhan|thu-nghiem|nguon)/)[^/\s\"\\]+")
SECRETS = re.compile(
    r"(?i)(bearer|basic|token=|code=|key=|password=|csrfmiddlewaretoken=)[\s:]*[^\s\"&\\]+"
)
ADDRESSES = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NUMBERS = re.compile(r"(?<![\w.-])(?:\+84|0)\d{8,10}(?![\w-])")


class CleanFormatter(JsonFormatter):
    """Formats as JSON, then removes what must not be kept: also from tracebacks."""

    def format(self, record: logging.LogRecord) -> str:
        return clean(super().format(record))


def clean(line: str) -> str:
    """The line without tokens of mailed links, credentials, e-mail addresses, phone numbers."""
    line = TOKENS.sub(r"\1…", line)
    line = SECRETS.sub(r"\1…", line)
    line = ADDRESSES.sub("…@…", line)
    return NUMBERS.sub("…", line)
