"""Choices that are known only when a form is made."""

from collections.abc import Iterable
from typing import Any

from django.forms import ChoiceField, Form


def give_choices(form: Form, name: str, choices: Iterable[Any]) -> None:
    """The field `name` of the form offers these. Raises TypeError for a field without choices."""
    field = form.fields[name]
    if not isinstance(field, ChoiceField):
        raise TypeError(f"{name} offers no choices")
    field.choices = list(choices)
