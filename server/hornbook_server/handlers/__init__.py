"""One module a resource: wire in, one call, wire out."""
