"""Jobs of the room: idempotent, they take ids."""
