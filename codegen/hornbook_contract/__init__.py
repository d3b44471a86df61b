"""Generated from openapi/: the bundled document and its models."""
