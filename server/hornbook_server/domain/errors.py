"""Refusals that a caller can act on. They know no HTTP: the contract layer gives each its status."""


class DomainError(Exception):
    """A refusal with a sentence that may be shown to the caller."""


class Invalid(DomainError):
    """A value that cannot be accepted; the message names the field and the reason."""


class NotFound(DomainError):
    """Something that does not exist, or belongs to another application."""


class CourseExists(DomainError):
    """An import into a course that exists, without leave to create a new version."""

    def __init__(self, course_id: str) -> None:
        super().__init__(
            f"Course [{course_id}] already exists. Set mayCreateNewVersion=true to import a new version of it."
        )


class DeletionForbidden(DomainError):
    """A deletion in an application that forbids it."""

    def __init__(self, app_id: str) -> None:
        super().__init__(
            f"Application [{app_id}] does not allow deletion. A management application can set its allowDelete to true."
        )


class ApplicationProtected(DomainError):
    """The deletion of an application that forbids deletion."""

    def __init__(self, app_id: str) -> None:
        super().__init__(f"Application [{app_id}] does not allow deletion. Set its allowDelete to true first.")


def application_not_found(app_id: str) -> NotFound:
    return NotFound(f"Could not find application [{app_id}]")


def credential_not_found(credential_id: str) -> NotFound:
    return NotFound(f"Could not find credential [{credential_id}]")


def course_not_found(course_id: str) -> NotFound:
    return NotFound(f"Could not find course [{course_id}]")


def version_not_found(course_id: str, version: int) -> NotFound:
    return NotFound(f"Could not find course [{course_id}], versionid [{version}]")
