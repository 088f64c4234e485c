"""Acts of reorganisation as a file: its format, and what really happened, shipped as data.

Knows no database. `reading.read` turns a table into acts or into a list of all that is wrong
with it; `shipped` names the files that come with the product.
"""
