"""A launch: one opening of a link, by its id alone, until it expires."""

import secrets
import uuid
from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec import Struct

from hornbook_server.domain.registration import Learner, Registration

PREVIEWER = Learner(id="preview", first_name="Preview", last_name="Learner")


class LaunchKind(StrEnum):
    """`UNTRACKED` is a launch of a registration of which nothing is kept."""

    PREVIEW = "preview"
    REGISTRATION = "registration"
    UNTRACKED = "untracked"


class Manner(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a link opens a course. `redirect` is a URL, a word of `services.launching.REDIRECT_WORDS`, or empty."""

    redirect: str = ""
    start_sco: str = ""
    culture: str = ""
    css_url: str = ""
    additional_values: tuple[tuple[str, str], ...] = ()


class Preview(Manner, frozen=True, kw_only=True, omit_defaults=True):
    """What a link opens. `expires` is the link's own: a launch that it has opened lasts longer."""

    app_id: str
    course_id: str
    version: int
    expires: datetime
    nonce: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(16))


class RegistrationLink(Manner, frozen=True, kw_only=True, omit_defaults=True):
    """What a link of a registration opens, on the terms of Preview; nothing is kept unless it is `tracked`."""

    app_id: str
    registration_id: str
    expires: datetime
    tracked: bool = True
    nonce: str = msgspec.field(default_factory=lambda: secrets.token_urlsafe(16))

    def of_version(self, course_id: str, version: int) -> Preview:
        """For the version that the registration is on as the link is opened."""
        return Preview(
            app_id=self.app_id,
            course_id=course_id,
            version=version,
            expires=self.expires,
            redirect=self.redirect,
            start_sco=self.start_sco,
            culture=self.culture,
            css_url=self.css_url,
            additional_values=self.additional_values,
        )


class Launch(Struct, frozen=True, kw_only=True):
    """`id` is a secret: who knows it may use the launch. `blob` names the upload, empty for media kept elsewhere.

    `manner` is what has been opened, and how. `registration` comes with the instance that is launched, and is None
    for a preview.
    """

    id: str
    kind: LaunchKind
    app_id: str
    course_id: str
    version: int
    blob: str
    manner: Preview
    created: datetime
    expires: datetime
    registration: Registration | None = None

    @property
    def tracked(self) -> Registration | None:
        """The registration for which all is kept that the learner does."""
        return self.registration if self.kind is LaunchKind.REGISTRATION else None

    @property
    def run(self) -> str:
        """The id of the run: the instance's, or the launch's own."""
        return self.tracked.instance.run if self.tracked else self.id

    @property
    def learner(self) -> Learner:
        return self.registration.learner if self.registration else PREVIEWER

    @property
    def xapi_registration(self) -> str:
        return self.tracked.instance.xapi_registration_id if self.tracked else _uuid_of(self.id)

    @property
    def history_id(self) -> str:
        """Of the launch's entry in the launch history, which does not give its id away."""
        return _uuid_of(f"history of {self.id}")


def _uuid_of(text: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, text))
