"""What people open in a browser to take a course."""
