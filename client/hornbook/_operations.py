"""Generated from openapi/ by `python codegen`: change the contract, not this file."""

from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import datetime
from typing import Literal

from hornbook._call import Call, segment
from hornbook._transport import AsyncTransport, Transport
from hornbook.upload import Upload
from hornbook_contract import models


class Operations:
    """One method for each operation of the contract."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def build_course_preview_launch_link(
        self, course_id: str, launch_link_request: models.LaunchLinkRequestSchema, *, css_url: str | None = None
    ) -> models.LaunchLinkSchema:
        """Build a link that previews a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/courses/{segment(course_id)}/preview",
            query={"cssUrl": css_url},
            json=launch_link_request,
        )
        return self._transport.value(call, models.LaunchLinkSchema)

    def build_course_preview_launch_link_with_version(
        self, course_id: str, version_id: int, launch_link_request: models.LaunchLinkRequestSchema
    ) -> models.LaunchLinkSchema:
        """Build a link that previews a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/preview",
            json=launch_link_request,
        )
        return self._transport.value(call, models.LaunchLinkSchema)

    def build_registration_launch_link(
        self, registration_id: str, launch_link_request: models.LaunchLinkRequestSchema
    ) -> models.LaunchLinkSchema:
        """Build a link that launches a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST", path=f"/registrations/{segment(registration_id)}/launchLink", json=launch_link_request
        )
        return self._transport.value(call, models.LaunchLinkSchema)

    def create_application(self, application_request: models.ApplicationRequestSchema) -> models.ApplicationSchema:
        """Create an application.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/appManagement/applications", json=application_request)
        return self._transport.value(call, models.ApplicationSchema)

    def create_credential(
        self, child_app_id: str, credential_request: models.CredentialRequestSchema
    ) -> models.CredentialSchema:
        """Create a credential of an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path=f"/appManagement/{segment(child_app_id)}/credentials", json=credential_request)
        return self._transport.value(call, models.CredentialSchema)

    def create_fetch_and_import_course_job(
        self,
        course_id: str,
        import_request: models.ImportFetchRequestSchema,
        *,
        may_create_new_version: bool | None = None,
        postback_url: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> models.StringResultSchema:
        """Import a course from a URL.

        Raises BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, UnsupportedMediaType,
        InsufficientStorage.
        """
        call = Call(
            method="POST",
            path="/courses/importJobs",
            query={
                "courseId": course_id,
                "mayCreateNewVersion": may_create_new_version,
                "postbackUrl": postback_url,
                "tags": tags,
            },
            json=import_request,
        )
        return self._transport.value(call, models.StringResultSchema)

    def create_new_registration_instance(self, registration_id: str) -> None:
        """Begin a registration anew.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="POST", path=f"/registrations/{segment(registration_id)}/instances")
        self._transport.nothing(call)

    def create_no_upload_and_import_course_job(
        self,
        course_id: str,
        import_request: models.ImportRequestSchema,
        *,
        may_create_new_version: bool | None = None,
        postback_url: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> models.StringResultSchema:
        """Import a course from elsewhere.

        Raises BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, UnsupportedMediaType,
        InsufficientStorage.
        """
        call = Call(
            method="POST",
            path="/courses/importJobs/noUpload",
            query={
                "courseId": course_id,
                "mayCreateNewVersion": may_create_new_version,
                "postbackUrl": postback_url,
                "tags": tags,
            },
            json=import_request,
        )
        return self._transport.value(call, models.StringResultSchema)

    def create_registration(
        self, registration: models.CreateRegistrationSchema, *, course_version: int | None = None
    ) -> None:
        """Create a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/registrations", query={"courseVersion": course_version}, json=registration)
        self._transport.nothing(call)

    def create_token(self, token_request: models.TokenRequestSchema) -> models.StringResultSchema:
        """Create an access token that lasts until a date.

        Raises BadRequest, Unauthorized, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/appManagement/token", json=token_request)
        return self._transport.value(call, models.StringResultSchema)

    def create_upload_and_import_course_job(
        self,
        course_id: str,
        *,
        may_create_new_version: bool | None = None,
        postback_url: str | None = None,
        tags: Sequence[str] | None = None,
        uploaded_content_type: str | None = None,
        file: Upload | None = None,
        content_metadata: str | None = None,
    ) -> models.StringResultSchema:
        """Import a course from an uploaded file.

        Raises BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, UnsupportedMediaType,
        InsufficientStorage.
        """
        call = Call(
            method="POST",
            path="/courses/importJobs/upload",
            query={
                "courseId": course_id,
                "mayCreateNewVersion": may_create_new_version,
                "postbackUrl": postback_url,
                "tags": tags,
            },
            headers={"uploadedContentType": uploaded_content_type},
            form={"contentMetadata": content_metadata},
            files={"file": file},
        )
        return self._transport.value(call, models.StringResultSchema)

    def create_xapi_credential(self, xapi_credential: models.XapiCredentialPostSchema) -> models.StringResultSchema:
        """Create an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/xapi/credentials", json=xapi_credential)
        return self._transport.value(call, models.StringResultSchema)

    def delete_application(self, child_app_id: str) -> None:
        """Delete an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, Conflict.
        """
        call = Call(method="DELETE", path=f"/appManagement/applications/{segment(child_app_id)}")
        self._transport.nothing(call)

    def delete_application_configuration_setting(
        self, setting_id: str, *, learning_standard: str | None = None, single_sco: bool | None = None
    ) -> None:
        """Clear a setting of the calling application.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="DELETE",
            path=f"/appManagement/configuration/{segment(setting_id)}",
            query={"learningStandard": learning_standard, "singleSco": single_sco},
        )
        self._transport.nothing(call)

    def delete_course(self, course_id: str) -> None:
        """Delete a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}")
        self._transport.nothing(call)

    def delete_course_configuration_setting(self, course_id: str, setting_id: str) -> None:
        """Clear a setting of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}/configuration/{segment(setting_id)}")
        self._transport.nothing(call)

    def delete_course_tags(self, course_id: str, tags: models.TagListSchema) -> None:
        """Remove tags from a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}/tags", json=tags)
        self._transport.nothing(call)

    def delete_course_version(self, course_id: str, version_id: int) -> None:
        """Delete one version of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}")
        self._transport.nothing(call)

    def delete_course_version_configuration_setting(self, course_id: str, version_id: int, setting_id: str) -> None:
        """Clear a setting of a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/configuration/{segment(setting_id)}",
        )
        self._transport.nothing(call)

    def delete_credential(self, child_app_id: str, credential_id: str) -> None:
        """Delete a credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE", path=f"/appManagement/{segment(child_app_id)}/credentials/{segment(credential_id)}"
        )
        self._transport.nothing(call)

    def delete_registration(self, registration_id: str) -> None:
        """Delete a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}")
        self._transport.nothing(call)

    def delete_registration_configuration_setting(self, registration_id: str, setting_id: str) -> None:
        """Clear a setting of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE", path=f"/registrations/{segment(registration_id)}/configuration/{segment(setting_id)}"
        )
        self._transport.nothing(call)

    def delete_registration_global_data(self, registration_id: str) -> None:
        """Delete the global objectives of a learner.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/globalData")
        self._transport.nothing(call)

    def delete_registration_instance(self, registration_id: str, instance_id: int) -> None:
        """Delete an instance of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}")
        self._transport.nothing(call)

    def delete_registration_instance_configuration_setting(
        self, registration_id: str, instance_id: int, setting_id: str
    ) -> None:
        """Clear a setting of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/configuration/{segment(setting_id)}",
        )
        self._transport.nothing(call)

    def delete_registration_progress(self, registration_id: str) -> None:
        """Delete the progress of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/progress")
        self._transport.nothing(call)

    def delete_registration_tags(self, registration_id: str, tags: models.TagListSchema) -> None:
        """Remove tags from a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/tags", json=tags)
        self._transport.nothing(call)

    def delete_xapi_credential(self, xapi_credential_id: str) -> None:
        """Delete an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/xapi/credentials/{segment(xapi_credential_id)}")
        self._transport.nothing(call)

    def get_about(self) -> models.AboutSchema:
        """Identify the service.

        Raises Unauthorized, Forbidden.
        """
        call = Call(method="GET", path="/about")
        return self._transport.value(call, models.AboutSchema)

    def get_app_token(self, scope: str, *, expiration: int | None = None) -> models.ApplicationToken:
        """Exchange a secret for an access token.

        Raises BadRequest, Unauthorized, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST", path="/oauth/authenticate/application/token", form={"scope": scope, "expiration": expiration}
        )
        return self._transport.value(call, models.ApplicationToken)

    def get_application_configuration(
        self,
        *,
        learning_standard: str | None = None,
        single_sco: bool | None = None,
        include_metadata: bool | None = None,
    ) -> models.SettingListSchema:
        """List the settings of the calling application.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/appManagement/configuration",
            query={"learningStandard": learning_standard, "singleSco": single_sco, "includeMetadata": include_metadata},
        )
        return self._transport.value(call, models.SettingListSchema)

    def get_application_info(
        self,
        child_app_id: str,
        *,
        include_course_count: bool | None = None,
        include_registration_count: bool | None = None,
    ) -> models.ApplicationInfoSchema:
        """Get an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/appManagement/applications/{segment(child_app_id)}",
            query={"includeCourseCount": include_course_count, "includeRegistrationCount": include_registration_count},
        )
        return self._transport.value(call, models.ApplicationInfoSchema)

    def get_application_list(self) -> models.ApplicationListSchema:
        """List all applications at once.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(method="GET", path="/appManagement/applications")
        return self._transport.value(call, models.ApplicationListSchema)

    def get_applications(
        self,
        *,
        more: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["app_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_course_count: bool | None = None,
        include_registration_count: bool | None = None,
        include_total_count: bool | None = None,
    ) -> models.ApplicationInfoListSchema:
        """List the applications.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/appManagement/applicationList",
            query={
                "more": more,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeCourseCount": include_course_count,
                "includeRegistrationCount": include_registration_count,
                "includeTotalCount": include_total_count,
            },
        )
        return self._transport.value(call, models.ApplicationInfoListSchema)

    def iter_applications(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["app_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_course_count: bool | None = None,
        include_registration_count: bool | None = None,
        include_total_count: bool | None = None,
    ) -> Iterator[models.ApplicationInfoSchema]:
        """The items of all pages of get_applications, one after the other."""
        page = self.get_applications(
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_course_count=include_course_count,
            include_registration_count=include_registration_count,
            include_total_count=include_total_count,
        )
        yield from page.applications or ()
        while page.more:
            page = self.get_applications(more=page.more)
            yield from page.applications or ()

    def get_course(
        self,
        course_id: str,
        *,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
    ) -> models.CourseSchema:
        """Get a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}",
            query={
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
            },
        )
        return self._transport.value(call, models.CourseSchema)

    def get_course_configuration(
        self, course_id: str, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return self._transport.value(call, models.SettingListSchema)

    def get_course_statements(
        self,
        course_id: str,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements about a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/xAPIStatements",
            query={"learnerId": learner_id, "since": since, "until": until, "more": more},
        )
        return self._transport.value(call, models.XapiStatementResult)

    def iter_course_statements(
        self,
        course_id: str,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[models.XapiStatement]:
        """The items of all pages of get_course_statements, one after the other."""
        page = self.get_course_statements(course_id, learner_id=learner_id, since=since, until=until)
        yield from page.statements or ()
        while page.more:
            page = self.get_course_statements(course_id, more=page.more)
            yield from page.statements or ()

    def get_course_tags(self, course_id: str) -> models.TagListSchema:
        """List the tags of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/courses/{segment(course_id)}/tags")
        return self._transport.value(call, models.TagListSchema)

    def get_course_version_configuration(
        self, course_id: str, version_id: int, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return self._transport.value(call, models.SettingListSchema)

    def get_course_version_info(
        self,
        course_id: str,
        version_id: int,
        *,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
    ) -> models.CourseSchema:
        """Get one version of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}",
            query={
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
            },
        )
        return self._transport.value(call, models.CourseSchema)

    def get_course_version_statements(
        self,
        course_id: str,
        version_id: int,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements about a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/xAPIStatements",
            query={"learnerId": learner_id, "since": since, "until": until, "more": more},
        )
        return self._transport.value(call, models.XapiStatementResult)

    def iter_course_version_statements(
        self,
        course_id: str,
        version_id: int,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> Iterator[models.XapiStatement]:
        """The items of all pages of get_course_version_statements, one after the other."""
        page = self.get_course_version_statements(
            course_id, version_id, learner_id=learner_id, since=since, until=until
        )
        yield from page.statements or ()
        while page.more:
            page = self.get_course_version_statements(course_id, version_id, more=page.more)
            yield from page.statements or ()

    def get_course_versions(
        self,
        course_id: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
    ) -> models.CourseListNonPagedSchema:
        """List the versions of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions",
            query={
                "since": since,
                "until": until,
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
            },
        )
        return self._transport.value(call, models.CourseListNonPagedSchema)

    def get_courses(
        self,
        *,
        more: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["course_id", "title", "tags"] | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "title_asc",
            "title_desc",
            "creation_date_asc",
            "creation_date_desc",
        ]
        | None = None,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
        include_total_count: bool | None = None,
        tags: Sequence[str] | None = None,
    ) -> models.CourseListSchema:
        """List the application's courses.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/courses",
            query={
                "more": more,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
                "includeTotalCount": include_total_count,
                "tags": tags,
            },
        )
        return self._transport.value(call, models.CourseListSchema)

    def iter_courses(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["course_id", "title", "tags"] | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "title_asc",
            "title_desc",
            "creation_date_asc",
            "creation_date_desc",
        ]
        | None = None,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
        include_total_count: bool | None = None,
        tags: Sequence[str] | None = None,
    ) -> Iterator[models.CourseSchema]:
        """The items of all pages of get_courses, one after the other."""
        page = self.get_courses(
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_registration_count=include_registration_count,
            include_course_metadata=include_course_metadata,
            include_total_count=include_total_count,
            tags=tags,
        )
        yield from page.courses or ()
        while page.more:
            page = self.get_courses(more=page.more)
            yield from page.courses or ()

    def get_credentials(self, child_app_id: str) -> models.CredentialListSchema:
        """List the credentials of an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/appManagement/{segment(child_app_id)}/credentials")
        return self._transport.value(call, models.CredentialListSchema)

    def get_import_job_status(self, import_job_id: str) -> models.ImportJobResultSchema:
        """Get the status of an import.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/courses/importJobs/{segment(import_job_id)}")
        return self._transport.value(call, models.ImportJobResultSchema)

    def get_registration(self, registration_id: str) -> None:
        """Ask whether a registration exists.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="HEAD", path=f"/registrations/{segment(registration_id)}")
        self._transport.nothing(call)

    def get_registration_configuration(
        self, registration_id: str, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return self._transport.value(call, models.SettingListSchema)

    def get_registration_instance_configuration(
        self, registration_id: str, instance_id: int, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return self._transport.value(call, models.SettingListSchema)

    def get_registration_instance_launch_history(
        self, registration_id: str, instance_id: int, *, include_history_log: bool | None = None
    ) -> models.LaunchHistoryListSchema:
        """Get the launch history of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/launchHistory",
            query={"includeHistoryLog": include_history_log},
        )
        return self._transport.value(call, models.LaunchHistoryListSchema)

    def get_registration_instance_progress(
        self,
        registration_id: str,
        instance_id: int,
        *,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> models.RegistrationSchema:
        """Get the progress of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}",
            query={
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
            },
        )
        return self._transport.value(call, models.RegistrationSchema)

    def get_registration_instance_statements(
        self,
        registration_id: str,
        instance_id: int,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/xAPIStatements",
            query={"since": since, "until": until, "more": more},
        )
        return self._transport.value(call, models.XapiStatementResult)

    def iter_registration_instance_statements(
        self, registration_id: str, instance_id: int, *, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[models.XapiStatement]:
        """The items of all pages of get_registration_instance_statements, one after the other."""
        page = self.get_registration_instance_statements(registration_id, instance_id, since=since, until=until)
        yield from page.statements or ()
        while page.more:
            page = self.get_registration_instance_statements(registration_id, instance_id, more=page.more)
            yield from page.statements or ()

    def get_registration_instances(
        self,
        registration_id: str,
        *,
        until: datetime | None = None,
        since: datetime | None = None,
        more: str | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> models.RegistrationListSchema:
        """List the instances of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances",
            query={
                "until": until,
                "since": since,
                "more": more,
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
            },
        )
        return self._transport.value(call, models.RegistrationListSchema)

    def iter_registration_instances(
        self,
        registration_id: str,
        *,
        until: datetime | None = None,
        since: datetime | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> Iterator[models.RegistrationSchema]:
        """The items of all pages of get_registration_instances, one after the other."""
        page = self.get_registration_instances(
            registration_id,
            until=until,
            since=since,
            include_child_results=include_child_results,
            include_interactions_and_objectives=include_interactions_and_objectives,
            include_runtime=include_runtime,
        )
        yield from page.registrations or ()
        while page.more:
            page = self.get_registration_instances(registration_id, more=page.more)
            yield from page.registrations or ()

    def get_registration_launch_history(
        self, registration_id: str, *, include_history_log: bool | None = None
    ) -> models.LaunchHistoryListSchema:
        """Get the launch history of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/launchHistory",
            query={"includeHistoryLog": include_history_log},
        )
        return self._transport.value(call, models.LaunchHistoryListSchema)

    def get_registration_progress(
        self,
        registration_id: str,
        *,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> models.RegistrationSchema:
        """Get the progress of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}",
            query={
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
            },
        )
        return self._transport.value(call, models.RegistrationSchema)

    def get_registration_statements(
        self,
        registration_id: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/xAPIStatements",
            query={"since": since, "until": until, "more": more},
        )
        return self._transport.value(call, models.XapiStatementResult)

    def iter_registration_statements(
        self, registration_id: str, *, since: datetime | None = None, until: datetime | None = None
    ) -> Iterator[models.XapiStatement]:
        """The items of all pages of get_registration_statements, one after the other."""
        page = self.get_registration_statements(registration_id, since=since, until=until)
        yield from page.statements or ()
        while page.more:
            page = self.get_registration_statements(registration_id, more=page.more)
            yield from page.statements or ()

    def get_registration_tags(self, registration_id: str) -> models.TagListSchema:
        """List the tags of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/registrations/{segment(registration_id)}/tags")
        return self._transport.value(call, models.TagListSchema)

    def get_registrations(
        self,
        *,
        more: str | None = None,
        course_id: str | None = None,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        tags: Sequence[str] | None = None,
        filter: str | None = None,
        filter_by: Literal["registration_id", "course_title", "learner_first_name", "learner_last_name", "tags"]
        | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "course_title_asc",
            "course_title_desc",
            "learner_first_name_asc",
            "learner_first_name_desc",
            "learner_last_name_asc",
            "learner_last_name_desc",
        ]
        | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
        include_total_count: bool | None = None,
    ) -> models.RegistrationListSchema:
        """List the application's registrations.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/registrations",
            query={
                "more": more,
                "courseId": course_id,
                "learnerId": learner_id,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "tags": tags,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
                "includeTotalCount": include_total_count,
            },
        )
        return self._transport.value(call, models.RegistrationListSchema)

    def iter_registrations(
        self,
        *,
        course_id: str | None = None,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        tags: Sequence[str] | None = None,
        filter: str | None = None,
        filter_by: Literal["registration_id", "course_title", "learner_first_name", "learner_last_name", "tags"]
        | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "course_title_asc",
            "course_title_desc",
            "learner_first_name_asc",
            "learner_first_name_desc",
            "learner_last_name_asc",
            "learner_last_name_desc",
        ]
        | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
        include_total_count: bool | None = None,
    ) -> Iterator[models.RegistrationSchema]:
        """The items of all pages of get_registrations, one after the other."""
        page = self.get_registrations(
            course_id=course_id,
            learner_id=learner_id,
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            tags=tags,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_child_results=include_child_results,
            include_interactions_and_objectives=include_interactions_and_objectives,
            include_runtime=include_runtime,
            include_total_count=include_total_count,
        )
        yield from page.registrations or ()
        while page.more:
            page = self.get_registrations(more=page.more)
            yield from page.registrations or ()

    def get_xapi_credential(self, xapi_credential_id: str) -> models.XapiCredentialSchema:
        """Get an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/xapi/credentials/{segment(xapi_credential_id)}")
        return self._transport.value(call, models.XapiCredentialSchema)

    def get_xapi_credentials(
        self,
        *,
        more: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["credential_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_total_count: bool | None = None,
    ) -> models.XapiCredentialsListSchema:
        """List the xAPI credentials.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/xapi/credentials",
            query={
                "more": more,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeTotalCount": include_total_count,
            },
        )
        return self._transport.value(call, models.XapiCredentialsListSchema)

    def iter_xapi_credentials(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["credential_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_total_count: bool | None = None,
    ) -> Iterator[models.XapiCredentialSchema]:
        """The items of all pages of get_xapi_credentials, one after the other."""
        page = self.get_xapi_credentials(
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_total_count=include_total_count,
        )
        yield from page.xapi_credentials or ()
        while page.more:
            page = self.get_xapi_credentials(more=page.more)
            yield from page.xapi_credentials or ()

    def ping_app_id(self) -> models.PingSchema:
        """Check the service and the credential.

        Raises Unauthorized, Forbidden.
        """
        call = Call(method="GET", path="/ping")
        return self._transport.value(call, models.PingSchema)

    def put_course_tags(self, course_id: str, tags: models.TagListSchema) -> None:
        """Replace the tags of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/courses/{segment(course_id)}/tags", json=tags)
        self._transport.nothing(call)

    def put_course_tags_batch(self, batch: models.BatchTagsSchema) -> None:
        """Tag many courses at once.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path="/courses/tags", json=batch)
        self._transport.nothing(call)

    def put_registration_tags(self, registration_id: str, tags: models.TagListSchema) -> None:
        """Replace the tags of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/registrations/{segment(registration_id)}/tags", json=tags)
        self._transport.nothing(call)

    def put_registration_tags_batch(self, batch: models.BatchTagsSchema) -> None:
        """Tag many registrations at once.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path="/registrations/tags", json=batch)
        self._transport.nothing(call)

    def set_application_configuration(
        self,
        configuration_settings: models.SettingsPostSchema,
        *,
        learning_standard: str | None = None,
        single_sco: bool | None = None,
    ) -> None:
        """Set settings of the calling application.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path="/appManagement/configuration",
            query={"learningStandard": learning_standard, "singleSco": single_sco},
            json=configuration_settings,
        )
        self._transport.nothing(call)

    def set_course_configuration(self, course_id: str, configuration_settings: models.SettingsPostSchema) -> None:
        """Set settings of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path=f"/courses/{segment(course_id)}/configuration", json=configuration_settings)
        self._transport.nothing(call)

    def set_course_title(self, course_id: str, title: models.TitleSchema) -> None:
        """Rename a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/courses/{segment(course_id)}/title", json=title)
        self._transport.nothing(call)

    def set_course_version_configuration(
        self, course_id: str, version_id: int, configuration_settings: models.SettingsPostSchema
    ) -> None:
        """Set settings of a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/configuration",
            json=configuration_settings,
        )
        self._transport.nothing(call)

    def set_registration_configuration(
        self, registration_id: str, configuration_settings: models.SettingsPostSchema
    ) -> None:
        """Set settings of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST", path=f"/registrations/{segment(registration_id)}/configuration", json=configuration_settings
        )
        self._transport.nothing(call)

    def set_registration_instance_configuration(
        self, registration_id: str, instance_id: int, configuration_settings: models.SettingsPostSchema
    ) -> None:
        """Set settings of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/configuration",
            json=configuration_settings,
        )
        self._transport.nothing(call)

    def set_xapi_credential(self, xapi_credential_id: str, xapi_credential: models.XapiCredentialPostSchema) -> None:
        """Create or replace an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/xapi/credentials/{segment(xapi_credential_id)}", json=xapi_credential)
        self._transport.nothing(call)

    def test_registration_postback(self, post_back: models.PostBackSchema) -> None:
        """Post a sample of progress.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/registrations/postBackTest", json=post_back)
        self._transport.nothing(call)

    def update_application(self, child_app_id: str, application_properties: models.UpdateApplicationSchema) -> None:
        """Rename an application or forbid deletion in it.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="PUT", path=f"/appManagement/applications/{segment(child_app_id)}", json=application_properties
        )
        self._transport.nothing(call)

    def update_credential(
        self, child_app_id: str, credential_id: str, credential_update: models.CredentialRequestSchema
    ) -> None:
        """Rename, revoke or restore a credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="PUT",
            path=f"/appManagement/{segment(child_app_id)}/credentials/{segment(credential_id)}",
            json=credential_update,
        )
        self._transport.nothing(call)


class AsyncOperations:
    """One method for each operation of the contract."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def build_course_preview_launch_link(
        self, course_id: str, launch_link_request: models.LaunchLinkRequestSchema, *, css_url: str | None = None
    ) -> models.LaunchLinkSchema:
        """Build a link that previews a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/courses/{segment(course_id)}/preview",
            query={"cssUrl": css_url},
            json=launch_link_request,
        )
        return await self._transport.value(call, models.LaunchLinkSchema)

    async def build_course_preview_launch_link_with_version(
        self, course_id: str, version_id: int, launch_link_request: models.LaunchLinkRequestSchema
    ) -> models.LaunchLinkSchema:
        """Build a link that previews a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/preview",
            json=launch_link_request,
        )
        return await self._transport.value(call, models.LaunchLinkSchema)

    async def build_registration_launch_link(
        self, registration_id: str, launch_link_request: models.LaunchLinkRequestSchema
    ) -> models.LaunchLinkSchema:
        """Build a link that launches a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST", path=f"/registrations/{segment(registration_id)}/launchLink", json=launch_link_request
        )
        return await self._transport.value(call, models.LaunchLinkSchema)

    async def create_application(
        self, application_request: models.ApplicationRequestSchema
    ) -> models.ApplicationSchema:
        """Create an application.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/appManagement/applications", json=application_request)
        return await self._transport.value(call, models.ApplicationSchema)

    async def create_credential(
        self, child_app_id: str, credential_request: models.CredentialRequestSchema
    ) -> models.CredentialSchema:
        """Create a credential of an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path=f"/appManagement/{segment(child_app_id)}/credentials", json=credential_request)
        return await self._transport.value(call, models.CredentialSchema)

    async def create_fetch_and_import_course_job(
        self,
        course_id: str,
        import_request: models.ImportFetchRequestSchema,
        *,
        may_create_new_version: bool | None = None,
        postback_url: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> models.StringResultSchema:
        """Import a course from a URL.

        Raises BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, UnsupportedMediaType,
        InsufficientStorage.
        """
        call = Call(
            method="POST",
            path="/courses/importJobs",
            query={
                "courseId": course_id,
                "mayCreateNewVersion": may_create_new_version,
                "postbackUrl": postback_url,
                "tags": tags,
            },
            json=import_request,
        )
        return await self._transport.value(call, models.StringResultSchema)

    async def create_new_registration_instance(self, registration_id: str) -> None:
        """Begin a registration anew.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="POST", path=f"/registrations/{segment(registration_id)}/instances")
        await self._transport.nothing(call)

    async def create_no_upload_and_import_course_job(
        self,
        course_id: str,
        import_request: models.ImportRequestSchema,
        *,
        may_create_new_version: bool | None = None,
        postback_url: str | None = None,
        tags: Sequence[str] | None = None,
    ) -> models.StringResultSchema:
        """Import a course from elsewhere.

        Raises BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, UnsupportedMediaType,
        InsufficientStorage.
        """
        call = Call(
            method="POST",
            path="/courses/importJobs/noUpload",
            query={
                "courseId": course_id,
                "mayCreateNewVersion": may_create_new_version,
                "postbackUrl": postback_url,
                "tags": tags,
            },
            json=import_request,
        )
        return await self._transport.value(call, models.StringResultSchema)

    async def create_registration(
        self, registration: models.CreateRegistrationSchema, *, course_version: int | None = None
    ) -> None:
        """Create a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/registrations", query={"courseVersion": course_version}, json=registration)
        await self._transport.nothing(call)

    async def create_token(self, token_request: models.TokenRequestSchema) -> models.StringResultSchema:
        """Create an access token that lasts until a date.

        Raises BadRequest, Unauthorized, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/appManagement/token", json=token_request)
        return await self._transport.value(call, models.StringResultSchema)

    async def create_upload_and_import_course_job(
        self,
        course_id: str,
        *,
        may_create_new_version: bool | None = None,
        postback_url: str | None = None,
        tags: Sequence[str] | None = None,
        uploaded_content_type: str | None = None,
        file: Upload | None = None,
        content_metadata: str | None = None,
    ) -> models.StringResultSchema:
        """Import a course from an uploaded file.

        Raises BadRequest, Unauthorized, Forbidden, Conflict, PayloadTooLarge, UnsupportedMediaType,
        InsufficientStorage.
        """
        call = Call(
            method="POST",
            path="/courses/importJobs/upload",
            query={
                "courseId": course_id,
                "mayCreateNewVersion": may_create_new_version,
                "postbackUrl": postback_url,
                "tags": tags,
            },
            headers={"uploadedContentType": uploaded_content_type},
            form={"contentMetadata": content_metadata},
            files={"file": file},
        )
        return await self._transport.value(call, models.StringResultSchema)

    async def create_xapi_credential(
        self, xapi_credential: models.XapiCredentialPostSchema
    ) -> models.StringResultSchema:
        """Create an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/xapi/credentials", json=xapi_credential)
        return await self._transport.value(call, models.StringResultSchema)

    async def delete_application(self, child_app_id: str) -> None:
        """Delete an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, Conflict.
        """
        call = Call(method="DELETE", path=f"/appManagement/applications/{segment(child_app_id)}")
        await self._transport.nothing(call)

    async def delete_application_configuration_setting(
        self, setting_id: str, *, learning_standard: str | None = None, single_sco: bool | None = None
    ) -> None:
        """Clear a setting of the calling application.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="DELETE",
            path=f"/appManagement/configuration/{segment(setting_id)}",
            query={"learningStandard": learning_standard, "singleSco": single_sco},
        )
        await self._transport.nothing(call)

    async def delete_course(self, course_id: str) -> None:
        """Delete a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}")
        await self._transport.nothing(call)

    async def delete_course_configuration_setting(self, course_id: str, setting_id: str) -> None:
        """Clear a setting of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}/configuration/{segment(setting_id)}")
        await self._transport.nothing(call)

    async def delete_course_tags(self, course_id: str, tags: models.TagListSchema) -> None:
        """Remove tags from a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}/tags", json=tags)
        await self._transport.nothing(call)

    async def delete_course_version(self, course_id: str, version_id: int) -> None:
        """Delete one version of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}")
        await self._transport.nothing(call)

    async def delete_course_version_configuration_setting(
        self, course_id: str, version_id: int, setting_id: str
    ) -> None:
        """Clear a setting of a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/configuration/{segment(setting_id)}",
        )
        await self._transport.nothing(call)

    async def delete_credential(self, child_app_id: str, credential_id: str) -> None:
        """Delete a credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE", path=f"/appManagement/{segment(child_app_id)}/credentials/{segment(credential_id)}"
        )
        await self._transport.nothing(call)

    async def delete_registration(self, registration_id: str) -> None:
        """Delete a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}")
        await self._transport.nothing(call)

    async def delete_registration_configuration_setting(self, registration_id: str, setting_id: str) -> None:
        """Clear a setting of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE", path=f"/registrations/{segment(registration_id)}/configuration/{segment(setting_id)}"
        )
        await self._transport.nothing(call)

    async def delete_registration_global_data(self, registration_id: str) -> None:
        """Delete the global objectives of a learner.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/globalData")
        await self._transport.nothing(call)

    async def delete_registration_instance(self, registration_id: str, instance_id: int) -> None:
        """Delete an instance of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}")
        await self._transport.nothing(call)

    async def delete_registration_instance_configuration_setting(
        self, registration_id: str, instance_id: int, setting_id: str
    ) -> None:
        """Clear a setting of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="DELETE",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/configuration/{segment(setting_id)}",
        )
        await self._transport.nothing(call)

    async def delete_registration_progress(self, registration_id: str) -> None:
        """Delete the progress of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/progress")
        await self._transport.nothing(call)

    async def delete_registration_tags(self, registration_id: str, tags: models.TagListSchema) -> None:
        """Remove tags from a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="DELETE", path=f"/registrations/{segment(registration_id)}/tags", json=tags)
        await self._transport.nothing(call)

    async def delete_xapi_credential(self, xapi_credential_id: str) -> None:
        """Delete an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="DELETE", path=f"/xapi/credentials/{segment(xapi_credential_id)}")
        await self._transport.nothing(call)

    async def get_about(self) -> models.AboutSchema:
        """Identify the service.

        Raises Unauthorized, Forbidden.
        """
        call = Call(method="GET", path="/about")
        return await self._transport.value(call, models.AboutSchema)

    async def get_app_token(self, scope: str, *, expiration: int | None = None) -> models.ApplicationToken:
        """Exchange a secret for an access token.

        Raises BadRequest, Unauthorized, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST", path="/oauth/authenticate/application/token", form={"scope": scope, "expiration": expiration}
        )
        return await self._transport.value(call, models.ApplicationToken)

    async def get_application_configuration(
        self,
        *,
        learning_standard: str | None = None,
        single_sco: bool | None = None,
        include_metadata: bool | None = None,
    ) -> models.SettingListSchema:
        """List the settings of the calling application.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/appManagement/configuration",
            query={"learningStandard": learning_standard, "singleSco": single_sco, "includeMetadata": include_metadata},
        )
        return await self._transport.value(call, models.SettingListSchema)

    async def get_application_info(
        self,
        child_app_id: str,
        *,
        include_course_count: bool | None = None,
        include_registration_count: bool | None = None,
    ) -> models.ApplicationInfoSchema:
        """Get an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/appManagement/applications/{segment(child_app_id)}",
            query={"includeCourseCount": include_course_count, "includeRegistrationCount": include_registration_count},
        )
        return await self._transport.value(call, models.ApplicationInfoSchema)

    async def get_application_list(self) -> models.ApplicationListSchema:
        """List all applications at once.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(method="GET", path="/appManagement/applications")
        return await self._transport.value(call, models.ApplicationListSchema)

    async def get_applications(
        self,
        *,
        more: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["app_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_course_count: bool | None = None,
        include_registration_count: bool | None = None,
        include_total_count: bool | None = None,
    ) -> models.ApplicationInfoListSchema:
        """List the applications.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/appManagement/applicationList",
            query={
                "more": more,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeCourseCount": include_course_count,
                "includeRegistrationCount": include_registration_count,
                "includeTotalCount": include_total_count,
            },
        )
        return await self._transport.value(call, models.ApplicationInfoListSchema)

    async def iter_applications(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["app_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_course_count: bool | None = None,
        include_registration_count: bool | None = None,
        include_total_count: bool | None = None,
    ) -> AsyncIterator[models.ApplicationInfoSchema]:
        """The items of all pages of get_applications, one after the other."""
        page = await self.get_applications(
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_course_count=include_course_count,
            include_registration_count=include_registration_count,
            include_total_count=include_total_count,
        )
        for item in page.applications or ():
            yield item
        while page.more:
            page = await self.get_applications(more=page.more)
            for item in page.applications or ():
                yield item

    async def get_course(
        self,
        course_id: str,
        *,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
    ) -> models.CourseSchema:
        """Get a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}",
            query={
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
            },
        )
        return await self._transport.value(call, models.CourseSchema)

    async def get_course_configuration(
        self, course_id: str, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return await self._transport.value(call, models.SettingListSchema)

    async def get_course_statements(
        self,
        course_id: str,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements about a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/xAPIStatements",
            query={"learnerId": learner_id, "since": since, "until": until, "more": more},
        )
        return await self._transport.value(call, models.XapiStatementResult)

    async def iter_course_statements(
        self,
        course_id: str,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> AsyncIterator[models.XapiStatement]:
        """The items of all pages of get_course_statements, one after the other."""
        page = await self.get_course_statements(course_id, learner_id=learner_id, since=since, until=until)
        for item in page.statements or ():
            yield item
        while page.more:
            page = await self.get_course_statements(course_id, more=page.more)
            for item in page.statements or ():
                yield item

    async def get_course_tags(self, course_id: str) -> models.TagListSchema:
        """List the tags of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/courses/{segment(course_id)}/tags")
        return await self._transport.value(call, models.TagListSchema)

    async def get_course_version_configuration(
        self, course_id: str, version_id: int, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return await self._transport.value(call, models.SettingListSchema)

    async def get_course_version_info(
        self,
        course_id: str,
        version_id: int,
        *,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
    ) -> models.CourseSchema:
        """Get one version of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}",
            query={
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
            },
        )
        return await self._transport.value(call, models.CourseSchema)

    async def get_course_version_statements(
        self,
        course_id: str,
        version_id: int,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements about a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/xAPIStatements",
            query={"learnerId": learner_id, "since": since, "until": until, "more": more},
        )
        return await self._transport.value(call, models.XapiStatementResult)

    async def iter_course_version_statements(
        self,
        course_id: str,
        version_id: int,
        *,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> AsyncIterator[models.XapiStatement]:
        """The items of all pages of get_course_version_statements, one after the other."""
        page = await self.get_course_version_statements(
            course_id, version_id, learner_id=learner_id, since=since, until=until
        )
        for item in page.statements or ():
            yield item
        while page.more:
            page = await self.get_course_version_statements(course_id, version_id, more=page.more)
            for item in page.statements or ():
                yield item

    async def get_course_versions(
        self,
        course_id: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
    ) -> models.CourseListNonPagedSchema:
        """List the versions of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/courses/{segment(course_id)}/versions",
            query={
                "since": since,
                "until": until,
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
            },
        )
        return await self._transport.value(call, models.CourseListNonPagedSchema)

    async def get_courses(
        self,
        *,
        more: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["course_id", "title", "tags"] | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "title_asc",
            "title_desc",
            "creation_date_asc",
            "creation_date_desc",
        ]
        | None = None,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
        include_total_count: bool | None = None,
        tags: Sequence[str] | None = None,
    ) -> models.CourseListSchema:
        """List the application's courses.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/courses",
            query={
                "more": more,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeRegistrationCount": include_registration_count,
                "includeCourseMetadata": include_course_metadata,
                "includeTotalCount": include_total_count,
                "tags": tags,
            },
        )
        return await self._transport.value(call, models.CourseListSchema)

    async def iter_courses(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["course_id", "title", "tags"] | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "title_asc",
            "title_desc",
            "creation_date_asc",
            "creation_date_desc",
        ]
        | None = None,
        include_registration_count: bool | None = None,
        include_course_metadata: bool | None = None,
        include_total_count: bool | None = None,
        tags: Sequence[str] | None = None,
    ) -> AsyncIterator[models.CourseSchema]:
        """The items of all pages of get_courses, one after the other."""
        page = await self.get_courses(
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_registration_count=include_registration_count,
            include_course_metadata=include_course_metadata,
            include_total_count=include_total_count,
            tags=tags,
        )
        for item in page.courses or ():
            yield item
        while page.more:
            page = await self.get_courses(more=page.more)
            for item in page.courses or ():
                yield item

    async def get_credentials(self, child_app_id: str) -> models.CredentialListSchema:
        """List the credentials of an application.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/appManagement/{segment(child_app_id)}/credentials")
        return await self._transport.value(call, models.CredentialListSchema)

    async def get_import_job_status(self, import_job_id: str) -> models.ImportJobResultSchema:
        """Get the status of an import.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/courses/importJobs/{segment(import_job_id)}")
        return await self._transport.value(call, models.ImportJobResultSchema)

    async def get_registration(self, registration_id: str) -> None:
        """Ask whether a registration exists.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="HEAD", path=f"/registrations/{segment(registration_id)}")
        await self._transport.nothing(call)

    async def get_registration_configuration(
        self, registration_id: str, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return await self._transport.value(call, models.SettingListSchema)

    async def get_registration_instance_configuration(
        self, registration_id: str, instance_id: int, *, include_metadata: bool | None = None
    ) -> models.SettingListSchema:
        """List the settings of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/configuration",
            query={"includeMetadata": include_metadata},
        )
        return await self._transport.value(call, models.SettingListSchema)

    async def get_registration_instance_launch_history(
        self, registration_id: str, instance_id: int, *, include_history_log: bool | None = None
    ) -> models.LaunchHistoryListSchema:
        """Get the launch history of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/launchHistory",
            query={"includeHistoryLog": include_history_log},
        )
        return await self._transport.value(call, models.LaunchHistoryListSchema)

    async def get_registration_instance_progress(
        self,
        registration_id: str,
        instance_id: int,
        *,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> models.RegistrationSchema:
        """Get the progress of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}",
            query={
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
            },
        )
        return await self._transport.value(call, models.RegistrationSchema)

    async def get_registration_instance_statements(
        self,
        registration_id: str,
        instance_id: int,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/xAPIStatements",
            query={"since": since, "until": until, "more": more},
        )
        return await self._transport.value(call, models.XapiStatementResult)

    async def iter_registration_instance_statements(
        self, registration_id: str, instance_id: int, *, since: datetime | None = None, until: datetime | None = None
    ) -> AsyncIterator[models.XapiStatement]:
        """The items of all pages of get_registration_instance_statements, one after the other."""
        page = await self.get_registration_instance_statements(registration_id, instance_id, since=since, until=until)
        for item in page.statements or ():
            yield item
        while page.more:
            page = await self.get_registration_instance_statements(registration_id, instance_id, more=page.more)
            for item in page.statements or ():
                yield item

    async def get_registration_instances(
        self,
        registration_id: str,
        *,
        until: datetime | None = None,
        since: datetime | None = None,
        more: str | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> models.RegistrationListSchema:
        """List the instances of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/instances",
            query={
                "until": until,
                "since": since,
                "more": more,
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
            },
        )
        return await self._transport.value(call, models.RegistrationListSchema)

    async def iter_registration_instances(
        self,
        registration_id: str,
        *,
        until: datetime | None = None,
        since: datetime | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> AsyncIterator[models.RegistrationSchema]:
        """The items of all pages of get_registration_instances, one after the other."""
        page = await self.get_registration_instances(
            registration_id,
            until=until,
            since=since,
            include_child_results=include_child_results,
            include_interactions_and_objectives=include_interactions_and_objectives,
            include_runtime=include_runtime,
        )
        for item in page.registrations or ():
            yield item
        while page.more:
            page = await self.get_registration_instances(registration_id, more=page.more)
            for item in page.registrations or ():
                yield item

    async def get_registration_launch_history(
        self, registration_id: str, *, include_history_log: bool | None = None
    ) -> models.LaunchHistoryListSchema:
        """Get the launch history of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/launchHistory",
            query={"includeHistoryLog": include_history_log},
        )
        return await self._transport.value(call, models.LaunchHistoryListSchema)

    async def get_registration_progress(
        self,
        registration_id: str,
        *,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
    ) -> models.RegistrationSchema:
        """Get the progress of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}",
            query={
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
            },
        )
        return await self._transport.value(call, models.RegistrationSchema)

    async def get_registration_statements(
        self,
        registration_id: str,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        more: str | None = None,
    ) -> models.XapiStatementResult:
        """List the statements of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(
            method="GET",
            path=f"/registrations/{segment(registration_id)}/xAPIStatements",
            query={"since": since, "until": until, "more": more},
        )
        return await self._transport.value(call, models.XapiStatementResult)

    async def iter_registration_statements(
        self, registration_id: str, *, since: datetime | None = None, until: datetime | None = None
    ) -> AsyncIterator[models.XapiStatement]:
        """The items of all pages of get_registration_statements, one after the other."""
        page = await self.get_registration_statements(registration_id, since=since, until=until)
        for item in page.statements or ():
            yield item
        while page.more:
            page = await self.get_registration_statements(registration_id, more=page.more)
            for item in page.statements or ():
                yield item

    async def get_registration_tags(self, registration_id: str) -> models.TagListSchema:
        """List the tags of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/registrations/{segment(registration_id)}/tags")
        return await self._transport.value(call, models.TagListSchema)

    async def get_registrations(
        self,
        *,
        more: str | None = None,
        course_id: str | None = None,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        tags: Sequence[str] | None = None,
        filter: str | None = None,
        filter_by: Literal["registration_id", "course_title", "learner_first_name", "learner_last_name", "tags"]
        | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "course_title_asc",
            "course_title_desc",
            "learner_first_name_asc",
            "learner_first_name_desc",
            "learner_last_name_asc",
            "learner_last_name_desc",
        ]
        | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
        include_total_count: bool | None = None,
    ) -> models.RegistrationListSchema:
        """List the application's registrations.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/registrations",
            query={
                "more": more,
                "courseId": course_id,
                "learnerId": learner_id,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "tags": tags,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeChildResults": include_child_results,
                "includeInteractionsAndObjectives": include_interactions_and_objectives,
                "includeRuntime": include_runtime,
                "includeTotalCount": include_total_count,
            },
        )
        return await self._transport.value(call, models.RegistrationListSchema)

    async def iter_registrations(
        self,
        *,
        course_id: str | None = None,
        learner_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        tags: Sequence[str] | None = None,
        filter: str | None = None,
        filter_by: Literal["registration_id", "course_title", "learner_first_name", "learner_last_name", "tags"]
        | None = None,
        order_by: Literal[
            "created_asc",
            "created_desc",
            "updated_asc",
            "updated_desc",
            "course_title_asc",
            "course_title_desc",
            "learner_first_name_asc",
            "learner_first_name_desc",
            "learner_last_name_asc",
            "learner_last_name_desc",
        ]
        | None = None,
        include_child_results: bool | None = None,
        include_interactions_and_objectives: bool | None = None,
        include_runtime: bool | None = None,
        include_total_count: bool | None = None,
    ) -> AsyncIterator[models.RegistrationSchema]:
        """The items of all pages of get_registrations, one after the other."""
        page = await self.get_registrations(
            course_id=course_id,
            learner_id=learner_id,
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            tags=tags,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_child_results=include_child_results,
            include_interactions_and_objectives=include_interactions_and_objectives,
            include_runtime=include_runtime,
            include_total_count=include_total_count,
        )
        for item in page.registrations or ():
            yield item
        while page.more:
            page = await self.get_registrations(more=page.more)
            for item in page.registrations or ():
                yield item

    async def get_xapi_credential(self, xapi_credential_id: str) -> models.XapiCredentialSchema:
        """Get an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound.
        """
        call = Call(method="GET", path=f"/xapi/credentials/{segment(xapi_credential_id)}")
        return await self._transport.value(call, models.XapiCredentialSchema)

    async def get_xapi_credentials(
        self,
        *,
        more: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["credential_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_total_count: bool | None = None,
    ) -> models.XapiCredentialsListSchema:
        """List the xAPI credentials.

        Raises BadRequest, Unauthorized, Forbidden.
        """
        call = Call(
            method="GET",
            path="/xapi/credentials",
            query={
                "more": more,
                "since": since,
                "until": until,
                "datetimeFilter": datetime_filter,
                "filter": filter,
                "filterBy": filter_by,
                "orderBy": order_by,
                "includeTotalCount": include_total_count,
            },
        )
        return await self._transport.value(call, models.XapiCredentialsListSchema)

    async def iter_xapi_credentials(
        self,
        *,
        since: datetime | None = None,
        until: datetime | None = None,
        datetime_filter: Literal["created", "updated"] | None = None,
        filter: str | None = None,
        filter_by: Literal["credential_id", "name"] | None = None,
        order_by: Literal["created_asc", "created_desc", "updated_asc", "updated_desc", "name_asc", "name_desc"]
        | None = None,
        include_total_count: bool | None = None,
    ) -> AsyncIterator[models.XapiCredentialSchema]:
        """The items of all pages of get_xapi_credentials, one after the other."""
        page = await self.get_xapi_credentials(
            since=since,
            until=until,
            datetime_filter=datetime_filter,
            filter=filter,
            filter_by=filter_by,
            order_by=order_by,
            include_total_count=include_total_count,
        )
        for item in page.xapi_credentials or ():
            yield item
        while page.more:
            page = await self.get_xapi_credentials(more=page.more)
            for item in page.xapi_credentials or ():
                yield item

    async def ping_app_id(self) -> models.PingSchema:
        """Check the service and the credential.

        Raises Unauthorized, Forbidden.
        """
        call = Call(method="GET", path="/ping")
        return await self._transport.value(call, models.PingSchema)

    async def put_course_tags(self, course_id: str, tags: models.TagListSchema) -> None:
        """Replace the tags of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/courses/{segment(course_id)}/tags", json=tags)
        await self._transport.nothing(call)

    async def put_course_tags_batch(self, batch: models.BatchTagsSchema) -> None:
        """Tag many courses at once.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path="/courses/tags", json=batch)
        await self._transport.nothing(call)

    async def put_registration_tags(self, registration_id: str, tags: models.TagListSchema) -> None:
        """Replace the tags of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/registrations/{segment(registration_id)}/tags", json=tags)
        await self._transport.nothing(call)

    async def put_registration_tags_batch(self, batch: models.BatchTagsSchema) -> None:
        """Tag many registrations at once.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path="/registrations/tags", json=batch)
        await self._transport.nothing(call)

    async def set_application_configuration(
        self,
        configuration_settings: models.SettingsPostSchema,
        *,
        learning_standard: str | None = None,
        single_sco: bool | None = None,
    ) -> None:
        """Set settings of the calling application.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path="/appManagement/configuration",
            query={"learningStandard": learning_standard, "singleSco": single_sco},
            json=configuration_settings,
        )
        await self._transport.nothing(call)

    async def set_course_configuration(self, course_id: str, configuration_settings: models.SettingsPostSchema) -> None:
        """Set settings of a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path=f"/courses/{segment(course_id)}/configuration", json=configuration_settings)
        await self._transport.nothing(call)

    async def set_course_title(self, course_id: str, title: models.TitleSchema) -> None:
        """Rename a course.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/courses/{segment(course_id)}/title", json=title)
        await self._transport.nothing(call)

    async def set_course_version_configuration(
        self, course_id: str, version_id: int, configuration_settings: models.SettingsPostSchema
    ) -> None:
        """Set settings of a version.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/courses/{segment(course_id)}/versions/{segment(version_id)}/configuration",
            json=configuration_settings,
        )
        await self._transport.nothing(call)

    async def set_registration_configuration(
        self, registration_id: str, configuration_settings: models.SettingsPostSchema
    ) -> None:
        """Set settings of a registration.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST", path=f"/registrations/{segment(registration_id)}/configuration", json=configuration_settings
        )
        await self._transport.nothing(call)

    async def set_registration_instance_configuration(
        self, registration_id: str, instance_id: int, configuration_settings: models.SettingsPostSchema
    ) -> None:
        """Set settings of an instance.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="POST",
            path=f"/registrations/{segment(registration_id)}/instances/{segment(instance_id)}/configuration",
            json=configuration_settings,
        )
        await self._transport.nothing(call)

    async def set_xapi_credential(
        self, xapi_credential_id: str, xapi_credential: models.XapiCredentialPostSchema
    ) -> None:
        """Create or replace an xAPI credential.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="PUT", path=f"/xapi/credentials/{segment(xapi_credential_id)}", json=xapi_credential)
        await self._transport.nothing(call)

    async def test_registration_postback(self, post_back: models.PostBackSchema) -> None:
        """Post a sample of progress.

        Raises BadRequest, Unauthorized, Forbidden, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(method="POST", path="/registrations/postBackTest", json=post_back)
        await self._transport.nothing(call)

    async def update_application(
        self, child_app_id: str, application_properties: models.UpdateApplicationSchema
    ) -> None:
        """Rename an application or forbid deletion in it.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="PUT", path=f"/appManagement/applications/{segment(child_app_id)}", json=application_properties
        )
        await self._transport.nothing(call)

    async def update_credential(
        self, child_app_id: str, credential_id: str, credential_update: models.CredentialRequestSchema
    ) -> None:
        """Rename, revoke or restore a credential.

        Raises BadRequest, Unauthorized, Forbidden, NotFound, PayloadTooLarge, UnsupportedMediaType.
        """
        call = Call(
            method="PUT",
            path=f"/appManagement/{segment(child_app_id)}/credentials/{segment(credential_id)}",
            json=credential_update,
        )
        await self._transport.nothing(call)
