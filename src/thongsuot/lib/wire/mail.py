"""The whole edition as a mail: plain text and HTML.

HTML for mail programs: one column, styles inline, no colours behind text (so dark mode may choose
them), nothing loaded from outside: pictures are links.
"""

from html import escape
from uuid import UUID

from thongsuot.lib.text import to_blocks, writing
from thongsuot.lib.text.blocks import Block, Figure, Paragraph, Run
from thongsuot.lib.text.figure_links import without_links
from thongsuot.lib.text.inline import one_line
from thongsuot.lib.text.sentences import shortened

from .banners import Banner, banners, marked_title
from .document import EditionDocument, Picture
from .drawing import caption, contact_line, in_gallery
from .plain import full_text
from .words import place_and_date, words

_LONGEST_SUBJECT = 180
_FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_STYLES = {
    "p": "margin:0 0 14px",
    "h2": "margin:24px 0 10px;font-size:19px;line-height:1.35",
    "h3": "margin:20px 0 8px;font-size:17px;line-height:1.35",
    "ul": "margin:0 0 14px;padding-left:24px",
    "ol": "margin:0 0 14px;padding-left:24px",
    "li": "margin:0 0 6px",
    "blockquote": "margin:0 0 14px;padding:2px 0 2px 14px;border-left:3px solid #8a8f98",
    "table": "margin:0 0 16px;border-collapse:collapse;width:100%",
    "th": "padding:6px 8px;border:1px solid #8a8f98;text-align:left;vertical-align:top",
    "td": "padding:6px 8px;border:1px solid #8a8f98;text-align:left;vertical-align:top",
    "hr": "margin:20px 0;border:0;border-top:1px solid #8a8f98",
}


def letter_parts(
    doc: EditionDocument, *, intro_text: str = "", intro_html: str = ""
) -> tuple[str, str, str]:
    """(subject, text, HTML) of the mail.

    The subject is one line with its marks, «[Đính chính]», «[Thu hồi]», «[Cấm đăng trước …]».
    `intro_text` and `intro_html` stand above the edition; `intro_html` is taken as it is, so it
    must be safe already.
    """
    subject = shortened(marked_title(doc), _LONGEST_SUBJECT)
    text = "\n\n---\n\n".join(part for part in (intro_text.strip(), full_text(doc)) if part)
    return subject, text, _page(doc, intro_html)


def _page(doc: EditionDocument, intro_html: str) -> str:
    language = "en" if doc.language.startswith("en") else "vi"
    line = '<hr style="margin:22px 0;border:0;border-top:1px solid #8a8f98">'
    return (
        f'<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="color-scheme" content="light dark">'
        '<meta name="supported-color-schemes" content="light dark">'
        f"<title>{_said(marked_title(doc))}</title></head>"
        f'<body style="margin:0;padding:0;{_FONT};font-size:16px;line-height:1.55">\n'
        '<div style="max-width:640px;margin:0 auto;padding:20px 16px">\n'
        f"{intro_html + line if intro_html else ''}"
        f"{''.join(map(_banner, banners(doc)))}{_head(doc)}\n{_body(doc)}\n{_end(doc)}\n"
        "</div></body></html>\n"
    )


def _banner(banner: Banner) -> str:
    colour = "#b26b00" if banner.kind == "embargo" else "#c62828"
    label = banner.text if banner.kind == "embargo" else banner.label.upper()
    text = f"<strong>{_said(label)}</strong>"
    if banner.kind != "embargo" and banner.text:
        text += f"<br>{_said(banner.text)}"
    if banner.url:
        text += f"<br>{_link(banner.url, banner.url)}"
    style = f"margin:0 0 14px;padding:10px 14px;border:2px solid {colour};border-left-width:8px"
    return f'<div role="note" style="{style}">{text}</div>\n'


def _head(doc: EditionDocument) -> str:
    said = words(doc.language)
    date = place_and_date(one_line(doc.place), doc.issued_at, doc.language)
    known = (doc.unit_name, said.number.format(one_line(doc.number)), date)
    label = f"{doc.kind_label} · " if one_line(doc.kind_label) else ""
    summary = f'<p style="{_STYLES["p"]}"><strong>{_said(doc.summary)}</strong></p>'
    return (
        f'<p style="margin:0 0 6px;font-size:14px">{_said(label + " · ".join(known))}</p>'
        f'<h1 style="margin:0 0 14px;font-size:24px;line-height:1.3">{_said(doc.title)}</h1>'
        f"{summary if one_line(doc.summary) else ''}"
    )


def _body(doc: EditionDocument) -> str:
    pictures = {picture.id: picture for picture in doc.pictures}
    blocks = without_links(to_blocks(doc.body_html))
    shown = [found for block in blocks if (found := _linked(doc, block, pictures))]
    return _styled(writing.html(shown))


def _linked(doc: EditionDocument, block: Block, pictures: dict[UUID, Picture]) -> Block | None:
    """A picture becomes a link to it: mail loads nothing from outside."""
    if not isinstance(block, Figure):
        return block
    picture = pictures.get(block.file_id)
    return Paragraph(_picture_line(doc, picture, block)) if picture else None


def _picture_line(
    doc: EditionDocument, picture: Picture, figure: Figure | None = None
) -> tuple[Run, ...]:
    said = caption(doc, picture, figure)
    name = Run(one_line(picture.name) or str(picture.id), href=picture.url)
    return (*said, Run(" – "), name) if said else (name,)


def _end(doc: EditionDocument) -> str:
    said = words(doc.language)
    gallery = in_gallery(doc, to_blocks(doc.body_html))
    photos = [_bare(_picture_line(doc, picture)) for picture in gallery]
    names = [(one_line(each.name) or str(each.id), each.url) for each in doc.attachments]
    files = [_link(url, name) for name, url in names]
    people = [_bare(contact_line(contact)) for contact in doc.contacts]
    source = said.source.format(_link(doc.url, doc.url))
    verify = said.verify.format(_link(doc.verify_url, doc.verify_url))
    return (
        _section(said.pictures, photos)
        + _section(said.attachments, files)
        + _section(said.contact, people)
        + f'<p style="margin:22px 0 0;font-size:14px">{source}<br>{verify}</p>'
    )


def _section(title: str, lines: list[str]) -> str:
    items = "".join(f'<li style="{_STYLES["li"]}">{line}</li>' for line in lines)
    head = f'<h2 style="{_STYLES["h2"]}">{_said(title)}</h2>'
    return f'{head}<ul style="{_STYLES["ul"]}">{items}</ul>' if lines else ""


def _bare(runs: tuple[Run, ...]) -> str:
    return writing.html([Paragraph(runs)]).removeprefix("<p>").removesuffix("</p>")


def _styled(html: str) -> str:
    """Styles put into our own canonical HTML, where a tag is always written in one way."""
    for tag, style in _STYLES.items():
        html = html.replace(f"<{tag}>", f'<{tag} style="{style}">')
        html = html.replace(f"<{tag} colspan", f'<{tag} style="{style}" colspan')
        html = html.replace(f"<{tag} rowspan", f'<{tag} style="{style}" rowspan')
    return html


def _link(url: str, text: str) -> str:
    return f'<a href="{escape(url)}">{_said(text)}</a>'


def _said(text: str) -> str:
    return escape(one_line(text), quote=False)
