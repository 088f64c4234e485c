"""What happened to the network after 2023: one file a day of acts, each with its sources."""

from importlib.resources import files

from thongsuot.lib.refused import Refused

TITLES = {
    "2025-01-01-hue": "Thừa Thiên Huế thành thành phố Huế (1/1/2025)",
    "2025-03-01-bo-va-so": "Bộ TT&TT chia về các Bộ, Sở TT&TT sáp nhập (1/3/2025)",
    "2025-07-01-34-tinh": "63 tỉnh thành còn 34 (1/7/2025)",
    "2025-07-01-bao-chi": "Báo và đài hợp nhất (2025)",
}


def title(name: str) -> str:
    """What a batch is called on screen; one that is not shipped, by its own name."""
    return TITLES.get(name, name)


def names() -> list[str]:
    """The shipped batches, in the order in which they happened."""
    data = files(__package__) / "data"
    return sorted(f.name.removesuffix(".csv") for f in data.iterdir() if f.name.endswith(".csv"))


def text(name: str) -> str:
    """The file. Raises `Refused("network.no_batch_file")`."""
    if name not in names():
        raise Refused("network.no_batch_file", asked=name, known=", ".join(names()))
    return (files(__package__) / "data" / f"{name}.csv").read_text("utf-8")
