"""Rows and blobs; what leaves here are domain values."""
