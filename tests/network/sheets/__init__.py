"""Sheets made like those that offices keep. Everybody in them is made up."""
