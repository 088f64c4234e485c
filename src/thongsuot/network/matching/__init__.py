"""A row of a sheet against the network: what it would change, or why it cannot. Pure.

`lines` reads cells, `bodies` finds the body a row names, `people` the person, `settling` says how
they would be after it, and `known` is what all of that is asked of. Nothing here writes or asks a
database: whoever calls gives what is known.
"""
