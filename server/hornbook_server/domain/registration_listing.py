"""What a caller may ask of the list of registrations."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from hornbook_server.domain.listing import Cursor, DateField
from hornbook_server.domain.registration import Registration


class RegistrationField(StrEnum):
    REGISTRATION_ID = "registration_id"
    COURSE_TITLE = "course_title"
    FIRST_NAME = "learner_first_name"
    LAST_NAME = "learner_last_name"
    TAGS = "tags"


class RegistrationOrder(StrEnum):
    CREATED_ASC = "created_asc"
    CREATED_DESC = "created_desc"
    UPDATED_ASC = "updated_asc"
    UPDATED_DESC = "updated_desc"
    COURSE_TITLE_ASC = "course_title_asc"
    COURSE_TITLE_DESC = "course_title_desc"
    FIRST_NAME_ASC = "learner_first_name_asc"
    FIRST_NAME_DESC = "learner_first_name_desc"
    LAST_NAME_ASC = "learner_last_name_asc"
    LAST_NAME_DESC = "learner_last_name_desc"


class Detail(Struct, frozen=True, array_like=True):
    """How much of the progress is shown."""

    children: bool = False
    interactions: bool = False
    runtime: bool = False


class RegistrationQuery(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Filters and order of one listing; `since` and `until` are inclusive, `tags` matches any of them.

    `filter` is a case-insensitive substring of the field that `filter_by` names; ids are matched whole.
    """

    course_id: str | None = None
    learner_id: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    date_field: DateField = DateField.CREATED
    filter: str = ""
    filter_by: RegistrationField = RegistrationField.REGISTRATION_ID
    order: RegistrationOrder = RegistrationOrder.CREATED_DESC
    tags: tuple[str, ...] = ()


class RegistrationMore(Struct, frozen=True, array_like=True):
    """What a list of registrations goes on with: its query, where it is, and what its entries carry."""

    query: RegistrationQuery
    after: Cursor
    detail: Detail


class RegistrationPage(Struct, frozen=True):
    """`next` is None on the last page."""

    registrations: list[Registration]
    next: Cursor | None


class InstancesMore(Struct, frozen=True, array_like=True):
    """What a list of instances goes on with; `after` is the number of the last one already seen."""

    since: datetime | None
    until: datetime | None
    after: int | None
    detail: Detail
