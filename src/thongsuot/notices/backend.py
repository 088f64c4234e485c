"""Django's way of sending mail, for the libraries that use it (accounts): notices, at once."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from thongsuot.lib.refused import Refused
from thongsuot.notices import actions


class Backend(BaseEmailBackend):
    """Each recipient of each message gets a notice of its own, as plain words; no attachments."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many messages were accepted for all their recipients."""
        return sum(self._send(message) for message in email_messages)

    def _send(self, message: EmailMessage) -> bool:
        try:
            for address in message.recipients():
                actions.send(address, str(message.subject), str(message.body), at_once=True)
        except Refused:
            if not self.fail_silently:
                raise
            return False
        return True
