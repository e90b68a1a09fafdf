"""Compiled layer: is every published table and generated file what the evidence yields?

The compiler itself says so: the evidence is compiled in memory and compared with the disk, cell by cell.
"""
