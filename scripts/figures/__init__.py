"""Figures as sources write them, exact and one at a time, without pandas.

`scan` finds them in a text, with the help of `spell` (number words) and `vocabulary` (words around
figures, as data); `read` says which values they may have; `interval` what a figure as printed says
of the true value. `period` and `units` are the dates and units that figures come with.
"""
