"""Values and rules of courses, packages and jobs; imports nothing of the layers above."""
