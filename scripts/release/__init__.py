"""Releases: one archive that can be cited, made the same anywhere, and its verification."""
