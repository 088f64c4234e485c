"""The only writer of files."""

from collections.abc import Set

from django.conf import settings
from django.db import transaction

from thongsuot.files import contents, rules, vault
from thongsuot.files.models import File
from thongsuot.files.terms import EVERY_TYPE


@transaction.atomic
def store(subject: str, name: str, content: bytes, *, allowed: Set[str] = EVERY_TYPE) -> File:
    """Keep an uploaded file for an opaque subject; what it is, is decided by its bytes.

    Part of an upper room's command, whose journal entry tells of it; it writes none itself.
    Raises Refused, `files.*`. If the transaction is rolled back the row goes; the bytes may stay.
    """
    rules.check_size(content, settings.CONFIG.upload_megabytes)
    found = contents.look(content, name)
    rules.check_type(found, allowed)
    return File.objects.create(
        subject=subject,
        name=rules.safe_name(name, found.content_type),
        content_type=found.content_type,
        size=len(content),
        sha256=vault.keep(content),
        width=found.width,
        height=found.height,
    )
