"""The workers that carry import jobs to their end."""
