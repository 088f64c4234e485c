"""`thongsuot …`: the command line. Each command stands in `commands/`, one file a subject."""

import os
import sys

import click

from thongsuot.lib.refused import Refused
from thongsuot.project.config import Misconfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thongsuot.project.settings")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="thongsuot")
def cli() -> None:
    """Mạng lưới truyền thông của một bộ, ngành: tin sẵn sàng, luân chuyển thông suốt, rõ ràng."""


def main() -> None:
    """Run a command; what a person can mend ends with a sentence and exit code 2, not a trace."""
    from thongsuot.project.commands import register

    register(cli)
    try:
        cli(standalone_mode=True)
    except Misconfigured as error:
        _stop(str(error))
    except Refused as refused:
        from thongsuot.look.refusals import words

        _stop(words(refused))


def _stop(sentence: str) -> None:
    click.secho(f"thongsuot: {sentence}", fg="red", err=True)
    sys.exit(2)


if __name__ == "__main__":
    main()
