"""Plausibility layer: what the columns look like as a whole."""
