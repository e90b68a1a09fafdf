"""The tables of a release in formats other than CSV, one module a format."""
