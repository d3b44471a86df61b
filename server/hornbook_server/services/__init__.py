"""Work that crosses stores; handlers and workers call it, and it knows no wire."""
