"""Generated from openapi/ by `python codegen`: change the contract, not this file."""

from __future__ import annotations

from msgspec import Struct, UNSET, UnsetType, field
from typing import Any, Literal, TypeAlias


class AboutSchema(Struct, kw_only=True):
    """What answers."""

    version: str | UnsetType = UNSET
    distribution: str | UnsetType = UNSET


class ApplicationInfoSchema(Struct, kw_only=True):
    id: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    create_date: str | UnsetType = field(name="createDate", default=UNSET)
    update_date: str | UnsetType = field(name="updateDate", default=UNSET)
    allow_delete: bool | UnsetType = field(name="allowDelete", default=UNSET)
    course_count: int | UnsetType = field(name="courseCount", default=UNSET)
    registration_count: int | UnsetType = field(name="registrationCount", default=UNSET)


class ApplicationRequestSchema(Struct, kw_only=True):
    name: str | UnsetType = UNSET


class ApplicationSchema(Struct, kw_only=True):
    id: str | UnsetType = UNSET
    name: str | UnsetType = UNSET


class ApplicationToken(Struct, kw_only=True):
    """An access token (RFC 6749, section 5.1)."""

    access_token: str | UnsetType = UNSET
    expires_in: int | UnsetType = UNSET
    token_type: str | UnsetType = UNSET


Id: TypeAlias = str


Tag: TypeAlias = str


class BatchTagsSchema(Struct, kw_only=True):
    ids: list[Id]
    tags: list[Tag]


class CourseActivitySchema(Struct, kw_only=True):
    """
    A node of the activity tree. The root is the organization of a manifest or the course structure of other standards;
    where there is nothing to say, strings are empty.

    """

    external_identifier: str | UnsetType = field(name="externalIdentifier", default=UNSET)
    item_identifier: str | UnsetType = field(name="itemIdentifier", default=UNSET)
    resource_identifier: str | UnsetType = field(name="resourceIdentifier", default=UNSET)
    activity_type: Literal["UNKNOWN", "AGGREGATION", "SCO", "ASSET", "OBJECTIVE"] | UnsetType = field(
        name="activityType", default=UNSET
    )
    href: str | UnsetType = UNSET
    scaled_passing_score: str | UnsetType = field(name="scaledPassingScore", default=UNSET)
    title: str | UnsetType = UNSET
    children: list[CourseActivitySchema] | UnsetType = UNSET


class CredentialRequestSchema(Struct, kw_only=True):
    name: str | UnsetType = UNSET
    active: bool | UnsetType = UNSET


class CredentialSchema(Struct, kw_only=True):
    id: str | UnsetType = UNSET
    name: str | UnsetType = UNSET
    credential: str | UnsetType = UNSET
    pens_credential: str | UnsetType = field(name="pensCredential", default=UNSET)
    status: str | UnsetType = UNSET
    created: str | UnsetType = UNSET
    updated: str | UnsetType = UNSET


class ImportConnectorRequestSchema(Struct, kw_only=True):
    """Content of another platform, by way of a connector."""

    connector_id: str | UnsetType = field(name="connectorId", default=UNSET)
    connector_id_for_content: str | UnsetType = field(name="connectorIdForContent", default=UNSET)
    metadata_for_connector: Any | UnsetType = field(name="metadataForConnector", default=UNSET)


class ItemValuePairSchema(Struct, kw_only=True):
    item: str | UnsetType = UNSET
    value: str | UnsetType = UNSET


class LaunchAuthOptionsSchema(Struct, kw_only=True):
    ip_address: bool | UnsetType = field(name="ipAddress", default=UNSET)
    fingerprint: bool | UnsetType = UNSET
    expiry: int | UnsetType = UNSET
    sliding_expiry: int | UnsetType = field(name="slidingExpiry", default=UNSET)


class LaunchAuthSchema(Struct, kw_only=True):
    """How a running launch proves itself."""

    type: Literal["cookies", "vault"] | UnsetType = "cookies"
    options: LaunchAuthOptionsSchema | UnsetType = UNSET


LearnerTag: TypeAlias = str


CourseTag: TypeAlias = str


RegistrationTag: TypeAlias = str


class LaunchLinkRequestSchema(Struct, kw_only=True):
    """
    How to launch. The union of the bodies that older and newer clients send for a preview; a preview never tracks and
    has no learner, so `tracking` and the tags change nothing there.

    """

    expiry: int | UnsetType = 120
    redirect_on_exit_url: str | UnsetType = field(name="redirectOnExitUrl", default=UNSET)
    tracking: bool | UnsetType = True
    start_sco: str | UnsetType = field(name="startSco", default=UNSET)
    culture: str | UnsetType = UNSET
    css_url: str | UnsetType = field(name="cssUrl", default=UNSET)
    learner_tags: list[LearnerTag] | UnsetType = field(name="learnerTags", default=UNSET)
    course_tags: list[CourseTag] | UnsetType = field(name="courseTags", default=UNSET)
    registration_tags: list[RegistrationTag] | UnsetType = field(name="registrationTags", default=UNSET)
    additionalvalues: list[ItemValuePairSchema] | UnsetType = UNSET
    launch_auth: LaunchAuthSchema | UnsetType = field(name="launchAuth", default=UNSET)


class LaunchLinkSchema(Struct, kw_only=True):
    launch_link: str = field(name="launchLink")


class MediaFileMetadataSchema(Struct, kw_only=True):
    """What a media file does not say of itself."""

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    content_language: str | UnsetType = field(name="contentLanguage", default=UNSET)
    estimated_duration: int | UnsetType = field(name="estimatedDuration", default=UNSET)


class MessageSchema(Struct, kw_only=True):
    """Why the call was refused."""

    message: str
    error: str | UnsetType = UNSET


class MetadataSchema(Struct, kw_only=True):
    """
    What the package says of itself, in IEEE 1484.12.1 or its standard's own descriptors; absent where it says nothing.

    """

    title: str | UnsetType = UNSET
    title_language: str | UnsetType = field(name="titleLanguage", default=UNSET)
    description: str | UnsetType = UNSET
    description_language: str | UnsetType = field(name="descriptionLanguage", default=UNSET)
    duration: str | UnsetType = UNSET
    typical_time: str | UnsetType = field(name="typicalTime", default=UNSET)
    keywords: list[str] | UnsetType = UNSET


Scope: TypeAlias = str


class PermissionsSchema(Struct, kw_only=True):
    scopes: list[Scope] | UnsetType = UNSET
    application_name: str | UnsetType = field(name="applicationName", default=UNSET)


class PingSchema(Struct, kw_only=True):
    api_message: str | UnsetType = field(name="apiMessage", default=UNSET)
    current_time: str | UnsetType = field(name="currentTime", default=UNSET)


class ResponseError(Struct, kw_only=True):
    """Why the call was refused; the same members as MessageSchema."""

    message: str
    error: str | UnsetType = UNSET


class SettingValidValue(Struct, kw_only=True):
    value: str | UnsetType = UNSET
    value_description: str | UnsetType = field(name="valueDescription", default=UNSET)


class SettingsIndividualSchema(Struct, kw_only=True):
    setting_id: str = field(name="settingId")
    value: str
    explicit: bool | UnsetType = False


class SettingsPostSchema(Struct, kw_only=True):
    settings: list[SettingsIndividualSchema]


class StringResultSchema(Struct, kw_only=True):
    result: str


class TagListSchema(Struct, kw_only=True):
    tags: list[Tag]


class TitleSchema(Struct, kw_only=True):
    title: str


class TokenRequestSchema(Struct, kw_only=True):
    permissions: PermissionsSchema
    expiry: str


class UpdateApplicationSchema(Struct, kw_only=True):
    name: str | UnsetType = UNSET
    allow_delete: bool | UnsetType = field(name="allowDelete", default=UNSET)


class XapiAccount(Struct, kw_only=True):
    """An account on a system (xAPI 1.0.3 Data, 2.4.2.4)."""

    home_page: str = field(name="homePage")
    name: str


class XapiAgentGroup(Struct, kw_only=True):
    """A person or a group (xAPI 1.0.3 Data, 2.4.2), always with `objectType`."""

    object_type: Literal["Agent", "Group"] = field(name="objectType")
    name: str | UnsetType = UNSET
    mbox: str | UnsetType = UNSET
    mbox_sha1sum: str | UnsetType = UNSET
    openid: str | UnsetType = UNSET
    account: XapiAccount | UnsetType = UNSET
    member: list[XapiAgentGroup] | UnsetType = UNSET


XapiExtensions: TypeAlias = dict[str, Any]
"""Values of any kind by IRI (xAPI 1.0.3 Data, 4.1)."""


XapiLanguageMap: TypeAlias = dict[str, str]
"""Texts by language tag (xAPI 1.0.3 Data, 4.2)."""


class XapiScore(Struct, kw_only=True):
    scaled: float | UnsetType = UNSET
    raw: float | UnsetType = UNSET
    min: float | UnsetType = UNSET
    max: float | UnsetType = UNSET


class XapiStatementReference(Struct, kw_only=True):
    object_type: str = field(name="objectType")
    id: str


class XapiVerb(Struct, kw_only=True):
    id: str
    display: XapiLanguageMap | UnsetType = UNSET


class ApplicationInfoListSchema(Struct, kw_only=True):
    applications: list[ApplicationInfoSchema] | UnsetType = UNSET
    more: str | UnsetType = UNSET


class ApplicationListSchema(Struct, kw_only=True):
    applications: list[ApplicationSchema] | UnsetType = UNSET


class CourseSchema(Struct, kw_only=True):
    """One version of a course."""

    id: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    xapi_activity_id: str | UnsetType = field(name="xapiActivityId", default=UNSET)
    created: str | UnsetType = UNSET
    updated: str | UnsetType = UNSET
    version: int | UnsetType = UNSET
    registration_count: int | UnsetType = field(name="registrationCount", default=UNSET)
    activity_id: str | UnsetType = field(name="activityId", default=UNSET)
    course_learning_standard: (
        Literal[
            "UNKNOWN",
            "SCORM11",
            "SCORM12",
            "SCORM20042NDEDITION",
            "SCORM20043RDEDITION",
            "SCORM20044THEDITION",
            "AICC",
            "XAPI",
            "CMI5",
            "LTI13",
        ]
        | UnsetType
    ) = field(name="courseLearningStandard", default=UNSET)
    tags: list[str] | UnsetType = UNSET
    dispatched: bool | UnsetType = UNSET
    metadata: MetadataSchema | UnsetType = UNSET
    root_activity: CourseActivitySchema | UnsetType = field(name="rootActivity", default=UNSET)


class CredentialListSchema(Struct, kw_only=True):
    credentials: list[CredentialSchema] | UnsetType = UNSET


class ImportFetchRequestSchema(Struct, kw_only=True):
    url: str
    content_type: str | UnsetType = field(name="contentType", default="application/zip")
    media_file_metadata: MediaFileMetadataSchema | UnsetType = field(name="mediaFileMetadata", default=UNSET)


class ImportMediaFileReferenceRequestSchema(Struct, kw_only=True):
    """A media file that is played from its URL and not stored."""

    url: str
    content_type: str = field(name="contentType")
    media_file_metadata: MediaFileMetadataSchema | UnsetType = field(name="mediaFileMetadata", default=UNSET)


class ImportRequestSchema(Struct, kw_only=True):
    """Exactly one of the members says where the course comes from."""

    fetch_request: ImportFetchRequestSchema | UnsetType = field(name="fetchRequest", default=UNSET)
    media_file_reference_request: ImportMediaFileReferenceRequestSchema | UnsetType = field(
        name="mediaFileReferenceRequest", default=UNSET
    )
    connector_reference_request: ImportConnectorRequestSchema | UnsetType = field(
        name="connectorReferenceRequest", default=UNSET
    )


class ImportResultSchema(Struct, kw_only=True):
    web_path_to_course: str | UnsetType = field(name="webPathToCourse", default=UNSET)
    parser_warnings: list[str] | UnsetType = field(name="parserWarnings", default=UNSET)
    course_languages: list[str] | UnsetType = field(name="courseLanguages", default=UNSET)
    course: CourseSchema | UnsetType = UNSET


class SettingMetadata(Struct, kw_only=True):
    default: str | UnsetType = UNSET
    data_type: str | UnsetType = field(name="dataType", default=UNSET)
    setting_description: str | UnsetType = field(name="settingDescription", default=UNSET)
    level: str | UnsetType = UNSET
    learning_standards: list[str] | UnsetType = field(name="learningStandards", default=UNSET)
    learning_standard_variant: Literal["singleScoOnly", "multiScoOnly", "either"] | UnsetType = field(
        name="learningStandardVariant", default="either"
    )
    fallback: str | UnsetType = UNSET
    valid_values: list[SettingValidValue] | UnsetType = field(name="validValues", default=UNSET)


class XapiAttachment(Struct, kw_only=True):
    """A file that belongs to a statement (xAPI 1.0.3 Data, 2.4.11)."""

    usage_type: str = field(name="usageType")
    display: XapiLanguageMap
    content_type: str = field(name="contentType")
    length: int
    sha2: str
    description: XapiLanguageMap | UnsetType = UNSET
    file_url: str | UnsetType = field(name="fileUrl", default=UNSET)


class XapiInteractionComponent(Struct, kw_only=True):
    id: str
    description: XapiLanguageMap | UnsetType = UNSET


class XapiResult(Struct, kw_only=True):
    """What came of it (xAPI 1.0.3 Data, 2.4.5)."""

    score: XapiScore | UnsetType = UNSET
    success: bool | UnsetType = UNSET
    completion: bool | UnsetType = UNSET
    response: str | UnsetType = UNSET
    duration: str | UnsetType = UNSET
    extensions: XapiExtensions | UnsetType = UNSET


class CourseListNonPagedSchema(Struct, kw_only=True):
    courses: list[CourseSchema] | UnsetType = UNSET


class CourseListSchema(Struct, kw_only=True):
    courses: list[CourseSchema] | UnsetType = UNSET
    more: str | UnsetType = UNSET


class ImportJobResultSchema(Struct, kw_only=True):
    """One import, from the moment it is accepted. `importResult` appears only once COMPLETE."""

    job_id: str = field(name="jobId")
    status: Literal["RUNNING", "COMPLETE", "ERROR"]
    message: str | UnsetType = UNSET
    import_result: ImportResultSchema | UnsetType = field(name="importResult", default=UNSET)


class SettingItem(Struct, kw_only=True):
    id: str | UnsetType = UNSET
    effective_value: str | UnsetType = field(name="effectiveValue", default=UNSET)
    effective_value_source: (
        Literal[
            "default",
            "application",
            "learningStandardForApplication",
            "dispatchDestination",
            "course",
            "dispatch",
            "registration",
        ]
        | UnsetType
    ) = field(name="effectiveValueSource", default=UNSET)
    explicit_value: str | UnsetType = field(name="explicitValue", default=UNSET)
    metadata: SettingMetadata | UnsetType = UNSET


class SettingListSchema(Struct, kw_only=True):
    setting_items: list[SettingItem] = field(name="settingItems")


class XapiActivityDefinition(Struct, kw_only=True):
    name: XapiLanguageMap | UnsetType = UNSET
    description: XapiLanguageMap | UnsetType = UNSET
    type: str | UnsetType = UNSET
    more_info: str | UnsetType = field(name="moreInfo", default=UNSET)
    interaction_type: str | UnsetType = field(name="interactionType", default=UNSET)
    correct_responses_pattern: list[str] | UnsetType = field(name="correctResponsesPattern", default=UNSET)
    choices: list[XapiInteractionComponent] | UnsetType = UNSET
    scale: list[XapiInteractionComponent] | UnsetType = UNSET
    source: list[XapiInteractionComponent] | UnsetType = UNSET
    target: list[XapiInteractionComponent] | UnsetType = UNSET
    steps: list[XapiInteractionComponent] | UnsetType = UNSET
    extensions: XapiExtensions | UnsetType = UNSET


class XapiActivity(Struct, kw_only=True):
    """What a statement is about (xAPI 1.0.3 Data, 2.4.4.1)."""

    id: str
    object_type: str | UnsetType = field(name="objectType", default="Activity")
    definition: XapiActivityDefinition | UnsetType = UNSET


class XapiContextActivity(Struct, kw_only=True):
    """Activities that a statement has to do with; always arrays."""

    parent: list[XapiActivity] | UnsetType = UNSET
    grouping: list[XapiActivity] | UnsetType = UNSET
    category: list[XapiActivity] | UnsetType = UNSET
    other: list[XapiActivity] | UnsetType = UNSET


class XapiContext(Struct, kw_only=True):
    """Where a statement happened (xAPI 1.0.3 Data, 2.4.6)."""

    registration: str | UnsetType = UNSET
    instructor: XapiAgentGroup | UnsetType = UNSET
    team: XapiAgentGroup | UnsetType = UNSET
    context_activities: XapiContextActivity | UnsetType = field(name="contextActivities", default=UNSET)
    revision: str | UnsetType = UNSET
    platform: str | UnsetType = UNSET
    language: str | UnsetType = UNSET
    statement: XapiStatementReference | UnsetType = UNSET
    extensions: XapiExtensions | UnsetType = UNSET


class XapiStatement(Struct, kw_only=True):
    """A statement (xAPI 1.0.3 Data, 2). Its object stands in the one `object...` member that is of its kind."""

    id: str | UnsetType = UNSET
    actor: XapiAgentGroup | UnsetType = UNSET
    verb: XapiVerb | UnsetType = UNSET
    object_activity: XapiActivity | UnsetType = field(name="objectActivity", default=UNSET)
    object_agent_group: XapiAgentGroup | UnsetType = field(name="objectAgentGroup", default=UNSET)
    object_statement_reference: XapiStatementReference | UnsetType = field(
        name="objectStatementReference", default=UNSET
    )
    object_sub_statement: XapiStatement | UnsetType = field(name="objectSubStatement", default=UNSET)
    result: XapiResult | UnsetType = UNSET
    context: XapiContext | UnsetType = UNSET
    timestamp: str | UnsetType = UNSET
    stored: str | UnsetType = UNSET
    authority: XapiAgentGroup | UnsetType = UNSET
    attachments: list[XapiAttachment] | UnsetType = UNSET


class XapiStatementResult(Struct, kw_only=True):
    statements: list[XapiStatement]
    more: str | UnsetType = UNSET
