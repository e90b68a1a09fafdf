"""Reconciliation: what contested figures can mean, tested by computation."""
