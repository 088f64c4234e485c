"""The only writers of the room."""

__all__: list[str] = []
