"""Kinds and topics by the name they have in the language of the page."""

from django.utils.translation import get_language


def kind_of(row: object) -> str:
    """The name of the kind of an edition or a release (a view with `kind_name`, `kind_name_en`)."""
    return either(getattr(row, "kind_name", ""), getattr(row, "kind_name_en", ""))


def topic_of(row: object) -> str:
    """The name of the topic of an edition (a view with `topic_name`, `topic_name_en`)."""
    return either(getattr(row, "topic_name", ""), getattr(row, "topic_name_en", ""))


def named(row: object) -> str:
    """The name of a kind or topic."""
    return either(getattr(row, "name", ""), getattr(row, "name_en", ""))


def either(vietnamese: str, english: str) -> str:
    """Whichever the page speaks; the Vietnamese where there is no English."""
    return str(english if english and (get_language() or "vi").startswith("en") else vietnamese)
