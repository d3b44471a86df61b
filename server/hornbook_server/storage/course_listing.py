"""Courses as they are listed."""

from hornbook_server.storage.course_rows import LISTED_COLUMNS
from hornbook_server.storage.listing import Listing
from hornbook_server.storage.tables import course_tags, courses

COURSES = Listing(
    table=courses,
    tags=course_tags,
    columns=LISTED_COLUMNS,
    orders={"created": courses.c.created, "updated": courses.c.updated, "title": courses.c.title_order},
    fields={"course_id": courses.c.course_id_fold, "title": courses.c.title_fold},
)
