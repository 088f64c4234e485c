"""The body for readers elsewhere, to whom «/tep/…» and «/so-lieu/…» say nothing."""

from html import escape

from thongsuot.lib.text import to_blocks, writing
from thongsuot.lib.text.blocks import Figure
from thongsuot.lib.text.figure_links import without_links

from .document import EditionDocument


def absolute(doc: EditionDocument) -> str:
    """The body with whole addresses of its pictures; a picture the document lacks is left out."""
    urls = {picture.id: picture.url for picture in doc.pictures}
    kept = [
        block
        for block in without_links(to_blocks(doc.body_html))
        if not isinstance(block, Figure) or block.file_id in urls
    ]
    html = writing.html(kept)
    for file_id, url in urls.items():
        html = html.replace(f'<img src="/tep/{file_id}"', f'<img src="{escape(url)}"')
    return html
