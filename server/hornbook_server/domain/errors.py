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


class StorageFull(DomainError):
    """The machine has no room for what was to be written; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__("The service's disk is full: nothing was kept. Free some space there and try again.")


class StatementConflict(DomainError):
    """A statement whose id another one has."""


class StatementRefused(DomainError):
    """A statement that breaks the rules of its session; the message says which."""


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


def xapi_credential_not_found(credential_id: str) -> NotFound:
    return NotFound(f"Could not find xAPI credential [{credential_id}]")


def course_not_found(course_id: str) -> NotFound:
    return NotFound(f"Could not find course [{course_id}]")


def version_not_found(course_id: str, version: int) -> NotFound:
    return NotFound(f"Could not find course [{course_id}], versionid [{version}]")


def registration_not_found(registration_id: str) -> NotFound:
    return NotFound(f"Could not find registration [{registration_id}]")


def instance_not_found(registration_id: str, number: int) -> NotFound:
    return NotFound(f"Could not find registration [{registration_id}], instance [{number}]")


def launch_not_found() -> NotFound:
    return NotFound("this launch has ended, or its course has been deleted")


def registration_exists(registration_id: str) -> Invalid:
    return Invalid(f"Registration with id [{registration_id}] already exists. Choose another registrationId.")
