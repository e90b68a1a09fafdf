"""Descriptors of a release, all from one record, one module a format."""
