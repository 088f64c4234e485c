"""What Word and PDF draw alike: which picture stands where, how it is captioned, who to ask."""

from thongsuot.lib.text.blocks import Block, Figure, Run, plain
from thongsuot.lib.text.inline import href_of, one_line

from .document import Contact, EditionDocument, Picture
from .words import words


def in_gallery(doc: EditionDocument, blocks: tuple[Block, ...]) -> list[Picture]:
    """The pictures that the body does not place itself."""
    placed = {block.file_id for block in blocks if isinstance(block, Figure)}
    return [picture for picture in doc.pictures if picture.id not in placed]


def caption(
    doc: EditionDocument, picture: Picture, figure: Figure | None = None
) -> tuple[Run, ...]:
    """«*The body's caption, or else the picture's.* Ảnh: who took it», either part may lack."""
    own = figure.caption if figure else ()
    told = own or (Run(one_line(picture.caption)),)
    runs = [Run(run.text, run.marks | {"em"}, run.href) for run in told if run.text]
    name = one_line(picture.credit)
    if not name:
        return tuple(runs)
    by = Run(words(doc.language).photo_by.format(name))
    ended = not runs or plain(tuple(runs)).endswith((".", "!", "?", "…"))
    return (*runs, *([Run(" " if ended else ". ")] if runs else []), by)


def alt(picture: Picture, figure: Figure | None = None) -> str:
    """What one who cannot see the picture reads; never empty."""
    told = one_line(figure.alt or plain(figure.caption)) if figure else ""
    return told or one_line(picture.caption) or one_line(picture.name) or "–"


def contact_line(contact: Contact) -> tuple[Run, ...]:
    """«**Name**, role, phone, address», phone and address as links where they are valid."""
    name, role = one_line(contact.name), one_line(contact.role)
    phone, email = one_line(contact.phone), one_line(contact.email)
    dialled = "".join(char for char in phone if char.isdigit() or char == "+")
    parts = [
        Run(name, frozenset({"strong"})),
        Run(role),
        Run(phone, href=href_of(f"tel:{dialled}")),
        Run(email, href=href_of(f"mailto:{email}")),
    ]
    known = [run for run in parts if run.text]
    return tuple(each for run in known for each in (Run(", "), run))[1:]


def line_share(picture: Picture) -> float:
    """How much of the line's width a picture takes, 0 to 1: upright and small ones take less."""
    if picture.width <= 0 or picture.height <= 0:
        return 0.9
    share = min(0.9, 0.62 * picture.width / picture.height, picture.width / 1100)
    return round(max(share, 0.12), 3)
