"""What others may ask of the room."""

__all__: list[str] = []
