"""Verification of a release archive or its unpacked directory."""
