"""Descriptors of a release, all from one record (`scripts.package.dataset`), one module or template a format."""
