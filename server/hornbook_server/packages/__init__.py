"""Reading packages of every standard into one value."""

from hornbook_server.packages.archive import Archive, Member, open_archive
from hornbook_server.packages.limits import Limits
from hornbook_server.packages.media import reference as media_reference
from hornbook_server.packages.reading import read_package

__all__ = ["Archive", "Limits", "Member", "media_reference", "open_archive", "read_package"]
