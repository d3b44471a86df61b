"""What people open in a browser to learn about the service."""
