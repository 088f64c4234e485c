"""What happened to the network after 2023: one file a day of acts, each with its sources."""

from importlib.resources import files

from thongsuot.lib.refused import Refused


def names() -> list[str]:
    """The shipped batches, in the order in which they happened."""
    data = files(__package__) / "data"
    return sorted(f.name.removesuffix(".csv") for f in data.iterdir() if f.name.endswith(".csv"))


def text(name: str) -> str:
    """The file. Raises `Refused("network.no_batch_file")`."""
    if name not in names():
        raise Refused("network.no_batch_file", asked=name, known=", ".join(names()))
    return (files(__package__) / "data" / f"{name}.csv").read_text("utf-8")
