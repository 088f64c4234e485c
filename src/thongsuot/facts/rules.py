"""Rules of the room. Pure: knows no database."""
