"""How fast mail goes out, beside what others send with; one sink, one machine, one run."""
