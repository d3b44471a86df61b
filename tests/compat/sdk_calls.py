"""Calls each operation of courses and registrations through whichever release of the official SDK this Python has.

Run as `python sdk_calls.py API APP_ID SECRET PACKAGE URL RECEIVER`; `URL` is where the service can fetch the package,
`RECEIVER` where it can post to. Prints a JSON object: operationId -> status of the answer.
"""

import json
import sys
import time

import rustici_software_cloud_v2 as sdk
from rustici_software_cloud_v2.rest import ApiException

PreviewRequest = getattr(sdk, "PreviewLaunchLinkRequestSchema", sdk.LaunchLinkRequestSchema)
COURSE = "golf/é 1"
REGISTRATION = "ada in golf/é"
SINCE = "2024-05-06"
SETTING = "PlayerLaunchType"


class Calls:
    """The operations in an order in which each finds what it needs."""

    def __init__(self, client: sdk.ApiClient) -> None:
        self.answers: dict[str, int] = {}
        self._client = client
        self._apis = (sdk.CourseApi(client), sdk.RegistrationApi(client))

    def call(self, operation_id: str, *positional, **named):
        snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in operation_id)
        method = next(getattr(api, snake) for api in self._apis if hasattr(api, snake))
        try:
            result = method(*positional, **named)
        except ApiException as error:
            self.answers[operation_id] = error.status
            return None
        self.answers[operation_id] = self._client.last_response.status
        return result

    def wait(self, job) -> None:
        while job and self.call("getImportJobStatus", job.result).status == "RUNNING":
            time.sleep(0.05)

    def all(self, package: str, url: str, receiver: str) -> dict[str, int]:
        self._import(package, url)
        self._read()
        self._tag()
        self._configure()
        self._launch()
        self._register()
        self._follow(receiver)
        self._delete()
        return self.answers

    def _import(self, package: str, url: str) -> None:
        self.wait(self.call("createUploadAndImportCourseJob", COURSE, file=package))
        self.wait(self.call("createUploadAndImportCourseJob", COURSE, file=package, may_create_new_version=True))
        fetch = sdk.ImportFetchRequestSchema(url=url)
        self.wait(self.call("createFetchAndImportCourseJob", "fetched", fetch, may_create_new_version=False))
        self.call("setCourseTitle", COURSE, sdk.TitleSchema(title="Golf"))

    def _read(self) -> None:
        both = {"include_registration_count": True, "include_course_metadata": False}
        self.call("getCourse", COURSE, **both)
        self.call("getCourses", since=SINCE, filter="golf", filter_by="title", order_by="title_asc", **both)
        self.call("getCourseVersions", COURSE, since=SINCE, **both)
        self.call("getCourseVersionInfo", COURSE, 1, **both)

    def _tag(self) -> None:
        tags = sdk.TagListSchema(tags=["a", "b c"])
        self.call("putCourseTags", COURSE, tags)
        self.call("putCourseTagsBatch", sdk.BatchTagsSchema(ids=[COURSE], tags=["d"]))
        self.call("getCourseTags", COURSE)
        self.call("deleteCourseTags", COURSE, tags)

    def _configure(self) -> None:
        chosen = sdk.SettingsIndividualSchema(setting_id=SETTING, value="FRAMESET")
        settings = sdk.SettingsPostSchema(settings=[chosen])
        for operation, place in (("Course", (COURSE,)), ("CourseVersion", (COURSE, 1))):
            self.call(f"set{operation}Configuration", *place, settings)
            self.call(f"get{operation}Configuration", *place, include_metadata=True)
            self.call(f"delete{operation}ConfigurationSetting", *place, SETTING)

    def _launch(self) -> None:
        request = PreviewRequest(redirect_on_exit_url="https://lms.example.com/courses")
        self.call("buildCoursePreviewLaunchLink", COURSE, request)
        self.call("buildCoursePreviewLaunchLinkWithVersion", COURSE, 1, request)
        self.call("getCourseStatements", COURSE, since=SINCE)
        self.call("getCourseVersionStatements", COURSE, 1, since=SINCE)

    def _register(self) -> None:
        learner = sdk.LearnerSchema(id="ada", email="ada@example.com", first_name="Ada", last_name="Birdie")
        new = sdk.CreateRegistrationSchema(course_id=COURSE, learner=learner, registration_id=REGISTRATION)
        self.call("createRegistration", new, course_version=0)
        self.call("getRegistration", REGISTRATION)
        self.call("createNewRegistrationInstance", REGISTRATION)
        tags = sdk.TagListSchema(tags=["a", "b c"])
        self.call("putRegistrationTags", REGISTRATION, tags)
        self.call("putRegistrationTagsBatch", sdk.BatchTagsSchema(ids=[REGISTRATION], tags=["d"]))
        self.call("getRegistrationTags", REGISTRATION)
        self.call("deleteRegistrationTags", REGISTRATION, tags)
        chosen = sdk.SettingsIndividualSchema(setting_id=SETTING, value="FRAMESET")
        settings = sdk.SettingsPostSchema(settings=[chosen])
        for operation, place in (("Registration", (REGISTRATION,)), ("RegistrationInstance", (REGISTRATION, 1))):
            self.call(f"set{operation}Configuration", *place, settings)
            self.call(f"get{operation}Configuration", *place, include_metadata=True)
            self.call(f"delete{operation}ConfigurationSetting", *place, SETTING)

        request = sdk.LaunchLinkRequestSchema(redirect_on_exit_url="https://lms.example.com/courses")
        self.call("buildRegistrationLaunchLink", REGISTRATION, request)

    def _follow(self, receiver: str) -> None:
        every = {"include_child_results": True, "include_interactions_and_objectives": True, "include_runtime": True}
        self.call("getRegistrationProgress", REGISTRATION, **every)
        self.call("getRegistrationInstanceProgress", REGISTRATION, 0, **every)
        self.call("getRegistrationLaunchHistory", REGISTRATION, include_history_log=True)
        self.call("getRegistrationInstanceLaunchHistory", REGISTRATION, 0, include_history_log=True)
        self.call("getRegistrationInstances", REGISTRATION, since=SINCE, **every)
        self.call("testRegistrationPostback", sdk.PostBackSchema(url=receiver, auth_type="HTTPBASIC"))
        self.call("getRegistrationStatements", REGISTRATION, since=SINCE)
        self.call("getRegistrationInstanceStatements", REGISTRATION, 0, since=SINCE)
        self.call("getRegistrations", course_id=COURSE, learner_id="ada", since=SINCE, tags=["d"], **every)

    def _delete(self) -> None:
        self.call("deleteRegistrationGlobalData", REGISTRATION)
        self.call("deleteRegistrationProgress", REGISTRATION)
        self.call("deleteRegistrationInstance", REGISTRATION, 1)
        self.call("deleteRegistration", REGISTRATION)
        self.call("deleteCourseVersion", COURSE, 1)
        self.call("deleteCourse", COURSE)


def main(api: str, app_id: str, secret: str, *places: str) -> None:
    configuration = sdk.Configuration()
    configuration.host = api
    configuration.username, configuration.password = app_id, secret
    json.dump(Calls(sdk.ApiClient(configuration)).all(*places), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
