"""How a rule says no: a code and its parameters, without words. Doors put it into words."""


class Refused(Exception):
    """An act the rules do not allow, or input they cannot accept.

    `code` is dotted, `room.reason` (for instance ``releases.own_text``); `params` are what the
    words need. The words, Vietnamese and English, are in ``thongsuot.look.refusals``.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}({shown})"
