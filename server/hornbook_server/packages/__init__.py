"""Reading packages of every standard into one value.

A library of its own: it needs neither database nor service. `check_package` says all that is to be said of a file.

    from hornbook_server.packages import check_package

    with open("course.zip", "rb") as file:
        report = check_package(file, filename="course.zip")
"""

from hornbook_server.domain.package import Finding, Member, Package, PackageError, Severity
from hornbook_server.packages.archive import Archive, open_archive
from hornbook_server.packages.catalogue import CATALOGUE, Explanation
from hornbook_server.packages.limits import Limits, limits_of
from hornbook_server.packages.media import reference as media_reference
from hornbook_server.packages.reading import Report, check_package, read_members, read_package

__all__ = [
    "CATALOGUE",
    "Archive",
    "Explanation",
    "Finding",
    "Limits",
    "Member",
    "Package",
    "PackageError",
    "Report",
    "Severity",
    "check_package",
    "limits_of",
    "media_reference",
    "open_archive",
    "read_members",
    "read_package",
]
