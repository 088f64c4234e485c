"""Measurements of the clarity checker on texts of the press. No text is kept: only places in it."""
