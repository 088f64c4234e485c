"""The commands, one file a subject. Django is set up inside a command, after its settings are."""

import click


def register(cli: click.Group) -> None:
    """Hang every command on the group."""
    from thongsuot.project.commands import (
        bench,
        bench_circulation,  # noqa: F401 - hangs its command on `bench`
        bench_clarity,  # noqa: F401 - as does this one
        bench_editor,  # noqa: F401 - as does this one
        bench_peers,  # noqa: F401 - and this one
        bench_seeding,  # noqa: F401 - and this one
        channel,
        circulation,
        clarity,
        demo,
        init,
        journal,
        keeping,
        network,
        person,
        ready,
        running,
    )

    subjects = (init, running, demo, journal, network, person, ready, clarity, bench, keeping)
    for module in (*subjects, channel, circulation):
        for command in module.COMMANDS:
            cli.add_command(command)


def set_up_django() -> None:
    """Settings are read and checked here. Raises Misconfigured."""
    import django

    django.setup()
