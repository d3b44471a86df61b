"""Which handler carries out which operation of the spec."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, NoReturn

from hornbook_server.domain.application import Caller
from hornbook_server.domain.errors import NotYet
from hornbook_server.handlers import courses, import_jobs, previews, service, statements, tags
from hornbook_server.services.hornbook import Hornbook

Handler = Callable[..., Any]

OPERATIONS: dict[str, Handler] = {
    "buildCoursePreviewLaunchLink": previews.of_course,
    "buildCoursePreviewLaunchLinkWithVersion": previews.of_version,
    "createFetchAndImportCourseJob": import_jobs.from_url,
    "createNoUploadAndImportCourseJob": import_jobs.from_elsewhere,
    "createUploadAndImportCourseJob": import_jobs.from_upload,
    "deleteCourse": courses.delete_course,
    "deleteCourseTags": tags.remove,
    "deleteCourseVersion": courses.delete_version,
    "getAbout": service.about,
    "getAppToken": service.create_token,
    "getCourse": courses.get_course,
    "getCourseTags": tags.get,
    "getCourseStatements": statements.of_course,
    "getCourseVersionInfo": courses.get_course_version,
    "getCourseVersionStatements": statements.of_version,
    "getCourseVersions": courses.list_versions,
    "getCourses": courses.list_courses,
    "getImportJobStatus": import_jobs.get_status,
    "pingAppId": service.ping,
    "putCourseTags": tags.replace,
    "putCourseTagsBatch": tags.replace_in_batch,
    "setCourseTitle": courses.set_title,
}

NOT_YET = frozenset(
    {
        "createApplication",
        "createCredential",
        "createToken",
        "deleteApplication",
        "deleteApplicationConfigurationSetting",
        "deleteCourseConfigurationSetting",
        "deleteCourseVersionConfigurationSetting",
        "deleteCredential",
        "getApplicationConfiguration",
        "getApplicationInfo",
        "getApplicationList",
        "getApplications",
        "getCourseConfiguration",
        "getCourseVersionConfiguration",
        "getCredentials",
        "setApplicationConfiguration",
        "setCourseConfiguration",
        "setCourseVersionConfiguration",
        "updateApplication",
        "updateCredential",
    }
)


def handlers(hornbook: Hornbook) -> Mapping[str, Handler]:
    """By operationId, a function of the caller and the operation's arguments."""
    return {name: partial(handler, hornbook) for name, handler in OPERATIONS.items()} | {
        name: partial(_not_yet, name) for name in NOT_YET
    }


def _not_yet(operation_id: str, _caller: Caller, **_: Any) -> NoReturn:
    raise NotYet(operation_id)
