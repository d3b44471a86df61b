"""Which handler carries out which operation of the spec."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from hornbook_server.handlers import (
    applications,
    configuration,
    courses,
    credentials,
    import_jobs,
    previews,
    service,
    statements,
    tags,
)
from hornbook_server.services.hornbook import Hornbook

Handler = Callable[..., Any]

OPERATIONS: dict[str, Handler] = {
    "buildCoursePreviewLaunchLink": previews.of_course,
    "buildCoursePreviewLaunchLinkWithVersion": previews.of_version,
    "createApplication": applications.create,
    "createCredential": credentials.create,
    "createFetchAndImportCourseJob": import_jobs.from_url,
    "createNoUploadAndImportCourseJob": import_jobs.from_elsewhere,
    "createToken": service.create_token,
    "createUploadAndImportCourseJob": import_jobs.from_upload,
    "deleteApplication": applications.delete,
    "deleteApplicationConfigurationSetting": configuration.clear_of_application,
    "deleteCourse": courses.delete_course,
    "deleteCourseConfigurationSetting": configuration.clear_of_course,
    "deleteCourseTags": tags.remove,
    "deleteCourseVersion": courses.delete_version,
    "deleteCourseVersionConfigurationSetting": configuration.clear_of_version,
    "deleteCredential": credentials.delete,
    "getAbout": service.about,
    "getAppToken": service.issue_token,
    "getApplicationConfiguration": configuration.of_application,
    "getApplicationInfo": applications.get,
    "getApplicationList": applications.list_all,
    "getApplications": applications.list_page,
    "getCourse": courses.get_course,
    "getCourseConfiguration": configuration.of_course,
    "getCourseStatements": statements.of_course,
    "getCourseTags": tags.get,
    "getCourseVersionConfiguration": configuration.of_version,
    "getCourseVersionInfo": courses.get_course_version,
    "getCourseVersionStatements": statements.of_version,
    "getCourseVersions": courses.list_versions,
    "getCourses": courses.list_courses,
    "getCredentials": credentials.list_all,
    "getImportJobStatus": import_jobs.get_status,
    "pingAppId": service.ping,
    "putCourseTags": tags.replace,
    "putCourseTagsBatch": tags.replace_in_batch,
    "setApplicationConfiguration": configuration.set_of_application,
    "setCourseConfiguration": configuration.set_of_course,
    "setCourseTitle": courses.set_title,
    "setCourseVersionConfiguration": configuration.set_of_version,
    "updateApplication": applications.update,
    "updateCredential": credentials.update,
}


def handlers(hornbook: Hornbook) -> Mapping[str, Handler]:
    """By operationId, a function of the caller and the operation's arguments."""
    return {name: partial(handler, hornbook) for name, handler in OPERATIONS.items()}
