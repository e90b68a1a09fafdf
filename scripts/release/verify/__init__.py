"""Verification: that a release is whole, safe to open, and says the same in every format."""
