"""A row of a sheet against the network: what it would change, or why it cannot. Pure.

`lines` reads cells, `bodies` finds the body a row names, `people` finds the person and says what
the row makes of them. Nothing here writes or asks a database: whoever calls gives what is known.
"""
