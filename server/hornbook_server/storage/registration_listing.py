"""Registrations as they are listed."""

from sqlalchemy import select

from hornbook_server.storage.listing import Listing
from hornbook_server.storage.parents import Parents
from hornbook_server.storage.registration_tables import registration_tags, registrations
from hornbook_server.storage.tables import courses

_ITS_COURSE = courses.c.id == registrations.c.course

REGISTRATIONS = Listing(
    table=registrations,
    tags=registration_tags,
    columns=(),
    orders={
        "created": registrations.c.created,
        "updated": registrations.c.updated,
        "course_title": select(courses.c.title_order).where(_ITS_COURSE).correlate(registrations).scalar_subquery(),
        "learner_first_name": registrations.c.first_name_order,
        "learner_last_name": registrations.c.last_name_order,
    },
    fields={
        "registration_id": registrations.c.registration_id_fold,
        "course_title": select(courses.c.title_fold).where(_ITS_COURSE).correlate(registrations).scalar_subquery(),
        "learner_first_name": registrations.c.first_name_fold,
        "learner_last_name": registrations.c.last_name_fold,
    },
    selective=frozenset(("learner_id",)),
    parents={"course_title": Parents(courses.c.id, courses.c.title_order, registrations.c.course)},
)
