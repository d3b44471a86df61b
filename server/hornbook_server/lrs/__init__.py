"""A learning record store: the resources of xAPI 1.0.3 and 2.0 over HTTP."""
