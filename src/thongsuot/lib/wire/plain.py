"""Plain text: short for Zalo groups, which have no posting interface, and whole."""

from thongsuot.lib.text import to_text
from thongsuot.lib.text.inline import one_line
from thongsuot.lib.text.sentences import gist, shortened

from .banners import Banner, banners
from .document import Contact, EditionDocument
from .words import place_and_date, words

ZALO_MOST = 1000  # characters that a phone shows of a message before folding it


def for_zalo(doc: EditionDocument) -> str:
    """At most 1,000 characters (more only if addresses alone are longer): banners, the title in
    capitals, two to four sentences, the link, a contact."""
    said = words(doc.language)
    first = [shortened(_line(banner), 240) for banner in banners(doc)]
    title = shortened(one_line(doc.title).upper(), 240)
    last = [said.read_on.format(doc.url), *(shortened(_person(c), 160) for c in doc.contacts[:1])]
    by = " · ".join((shortened(one_line(doc.unit_name), 120), one_line(doc.number)))
    room = ZALO_MOST - len("\n\n".join(["\n".join(first), title, by, "\n".join(last)])) - 4
    story = "" if _is_gone(doc) else gist(_opening(doc), most=max(room, 0))
    parts = ["\n".join(first), title, story, "\n".join([*last, by])]
    return "\n\n".join(part for part in parts if part)


def lines_for_zalo(title: str, lines: list[str], last: list[str]) -> str:
    """At most 1,000 characters: the title in capitals, as many lines as fit, then `last` whole."""
    head, foot = shortened(one_line(title).upper(), 120), "\n".join(map(one_line, last))
    room = ZALO_MOST - len(head) - len(foot) - 4
    kept: list[str] = []
    for line in (shortened(one_line(each), 400) for each in lines if each):
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return "\n\n".join(part for part in (head, "\n".join(kept), foot) if part)


def full_text(doc: EditionDocument) -> str:
    """The whole edition as plain text, as it stands in a mail or in `bodies` of ninjs."""
    said = words(doc.language)
    head = "\n".join(
        [one_line(doc.unit_name), said.number.format(one_line(doc.number)), _dateline(doc)]
    )
    parts = [
        "\n".join(
            _line(banner) + (f"\n{banner.url}" if banner.url else "") for banner in banners(doc)
        ),
        head,
        one_line(doc.kind_label).upper(),
        one_line(doc.title).upper(),
        one_line(doc.summary),
        to_text(doc.body_html),
        *_ends(doc),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _ends(doc: EditionDocument) -> list[str]:
    said = words(doc.language)
    contacts = [_whole_contact(contact) for contact in doc.contacts]
    files = [f"{one_line(each.name)}: {each.url}" for each in doc.files]
    ends = [f"{said.contact}:\n" + "\n".join(contacts)] if contacts else []
    ends += [f"{said.attachments}:\n" + "\n".join(files)] if files else []
    return [*ends, said.source.format(doc.url) + "\n" + said.verify.format(doc.verify_url)]


def _is_gone(doc: EditionDocument) -> bool:
    return any(banner.kind == "withdrawn" for banner in banners(doc))


def _opening(doc: EditionDocument) -> str:
    """The summary, or else the first paragraph that is more than a line."""
    body = to_text(doc.body_html).split("\n\n")
    paragraph = next((part for part in body if len(part) > 60), body[0])
    return one_line(doc.summary) or paragraph


def _line(banner: Banner) -> str:
    if banner.kind == "embargo":
        return banner.text
    return f"{banner.label.upper()}: {' '.join(banner.text.split())}".rstrip(": ")


def _person(contact: Contact) -> str:
    known = [one_line(contact.name), one_line(contact.phone) or one_line(contact.email)]
    return ", ".join(part for part in known if part)


def _whole_contact(contact: Contact) -> str:
    known = (contact.name, contact.role, contact.phone, contact.email)
    return ", ".join(one_line(part) for part in known if part)


def _dateline(doc: EditionDocument) -> str:
    return place_and_date(one_line(doc.place), doc.issued_at, doc.language)
