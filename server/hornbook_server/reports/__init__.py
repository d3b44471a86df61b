"""What was found in packages, in the forms in which people and programs read it."""

from msgspec import Struct

from hornbook_server.packages import Report


class Checked(Struct, frozen=True, kw_only=True):
    """A report and what it is about: `path` as it was given, a zip, a bare descriptor or a folder; `-` is stdin."""

    path: str
    report: Report
