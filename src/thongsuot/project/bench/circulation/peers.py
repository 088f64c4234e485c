"""What one would send with instead, each as its own documentation says, over one connection where
it can hold one open."""

import asyncio
import smtplib
from email.message import EmailMessage

from thongsuot.project.bench.circulation import material

CONNECTIONS = 8  # of the asynchronous one


def django(port: int, count: int) -> int:
    """`EmailBackend.send_messages` with one mail a person, in lists of 500 (all at once would hold
    every mail in memory)."""
    from itertools import islice

    from django.conf import settings
    from django.core.mail import EmailMultiAlternatives, get_connection

    if not settings.configured:
        settings.configure(USE_TZ=True)
    told = "django.core.mail.backends.smtp.EmailBackend"
    connection = get_connection(told, host="127.0.0.1", port=port)
    text, html = material.text(), material.html()
    everybody = material.people(count)
    taken = 0
    connection.open()
    while some := list(islice(everybody, 500)):
        mails = []
        for id, name, address in some:
            own = {"name": name, "link": material.link(id)}
            mail = EmailMultiAlternatives(
                material.subject(), text % own, material.SENDER, [address], connection=connection
            )
            mail.attach_alternative(html % own, "text/html")
            mails.append(mail)
        taken += connection.send_messages(mails)
    connection.close()
    return taken


def spliced(port: int, count: int) -> int:
    """smtplib with our spliced MIME: what is left of the cost is smtplib's own."""
    letter = material.letter()
    with smtplib.SMTP("127.0.0.1", port) as relay:
        for id, name, address in material.people(count):
            message = letter.for_recipient(material.values(id, name, address))
            relay.sendmail(material.SENDER, [address], message)
    return count


def rebuilt(port: int, count: int) -> int:
    """smtplib and the standard library's EmailMessage, made anew for each person."""
    text, html = material.text(), material.html()
    with smtplib.SMTP("127.0.0.1", port) as relay:
        for id, name, address in material.people(count):
            own = {"name": name, "link": material.link(id)}
            mail = EmailMessage()
            mail["From"], mail["To"] = material.SENDER, address
            mail["Subject"], mail["Message-ID"] = material.subject(), f"<{id}@mang-luoi.example>"
            mail.set_content(text % own)
            mail.add_alternative(html % own, subtype="html")
            relay.send_message(mail)
    return count


def aiosmtplib(port: int, count: int) -> int:
    """aiosmtplib with our spliced MIME over eight connections at once."""
    return asyncio.run(_asynchronously(port, count))


async def _asynchronously(port: int, count: int) -> int:
    from aiosmtplib import SMTP

    letter = material.letter()
    everybody = material.people(count)

    async def one() -> int:
        taken = 0
        async with SMTP(hostname="127.0.0.1", port=port) as relay:
            for id, name, address in everybody:
                message = letter.for_recipient(material.values(id, name, address))
                await relay.sendmail(material.SENDER, [address], bytes(message))
                taken += 1
        return taken

    return sum(await asyncio.gather(*(one() for _ in range(CONNECTIONS))))
