"""The site: static pages that show what the tables hold, for people who would never type `explain`.

`assembly` puts it together; `model` reads the tables once for all pages; each other module makes one kind of page.
What a value rests on comes from `tell.trace`, how it is cited from `tell.cite`, where it stands from `tell.address`.
"""
