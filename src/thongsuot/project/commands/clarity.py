"""`thongsuot clarity FILE…`: what the checker says of texts, for people, CI and editors.

It needs no installation: no settings, no database, no Django.
"""

import sys

import click

from thongsuot.lib.clarity import Severity, check
from thongsuot.lib.clarity.files import read, source
from thongsuot.lib.clarity.printing import FORMATS, Looked
from thongsuot.lib.clarity.rewriting import propose
from thongsuot.lib.refused import Refused

LOUDER = {"error": 0, "warning": 1, "hint": 2}
_UNREADABLE = {
    "vi": "không đọc được tệp ({reason})",
    "en": "the file cannot be read ({reason})",
}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|-…")
@click.option(
    "--format",
    "shape",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="Dạng kết quả.",
)
@click.option(
    "--lang",
    type=click.Choice(["vi", "en"]),
    default="vi",
    show_default=True,
    help="Ngôn ngữ của lời nhắc; văn bản được xem luôn là tiếng Việt.",
)
@click.option(
    "--fail-on",
    type=click.Choice(list(LOUDER)),
    default="error",
    show_default=True,
    help="Mã thoát 1 nếu có gợi ý từ mức này trở lên.",
)
@click.option("--rewrite", is_flag=True, help="Đề xuất cách viết khác: tách câu, lập danh sách.")
def clarity(files: tuple[str, ...], shape: str, lang: str, fail_on: str, rewrite: bool) -> None:
    """Xem văn bản (.txt, .md, .docx, .html, .pdf; - là đầu vào chuẩn) có rõ ràng, dễ hiểu không.

    Mã thoát: 0 không có gì đáng kể, 1 có gợi ý từ mức --fail-on, 2 có tệp không đọc được.
    """
    looked, unread = [], False
    for name in files:
        try:
            looked.append(_looked(name, lang, rewrite))
        except (OSError, Refused) as error:
            unread = True
            click.secho(f"{name}: {_reason(error, lang)}", fg="red", err=True)
    if looked:
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        click.echo(FORMATS[shape](looked, lang), nl=False)
    if unread:
        sys.exit(2)
    found = {finding.severity for each in looked for finding in each.report.findings}
    sys.exit(int(any(LOUDER[each] <= LOUDER[fail_on] for each in found)))


def _looked(name: str, language: str, rewrite: bool) -> Looked:
    document = read(sys.stdin.buffer.read()) if name == "-" else read(name)
    report = check(document, language=language)
    proposals = propose(document, findings=report.findings) if rewrite else ()
    return Looked(name, document, report, proposals, source(name))


def _reason(error: OSError | Refused, language: str) -> str:
    if isinstance(error, Refused):
        from thongsuot.look.refusals import words

        return words(error, language)
    return _UNREADABLE[language].format(reason=error.strerror or error)


assert set(LOUDER) == set(Severity)
COMMANDS = [clarity]
