"""Structure layer: one cell, row, key or file at a time: is it legal by its schema?"""
