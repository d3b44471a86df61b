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


class CommentSchema(Struct, kw_only=True):
    """A remark of the learner or of the service."""

    value: str | UnsetType = UNSET
    location: str | UnsetType = UNSET
    date_time: str | UnsetType = field(name="dateTime", default=UNSET)


class CompletionAmountSchema(Struct, kw_only=True):
    """How much is done."""

    scaled: float | UnsetType = UNSET


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


class CourseReferenceSchema(Struct, kw_only=True):
    """The version of the course that is taken."""

    id: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    version: int | UnsetType = UNSET


LearnerTag: TypeAlias = str


CourseTag: TypeAlias = str


RegistrationTag: TypeAlias = str


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


class ImportProgressSchema(Struct, kw_only=True):
    """
    How far an import has come; Hornbook's own, SCORM Cloud has no such member. It is written down a few times a second,
    so a small import may be seen in its first and in its last stage only. An import that was interrupted begins again,
    with smaller numbers. On ERROR it stays as it was when the import failed.

    """

    stage: Literal["QUEUED", "DOWNLOADING", "READING", "STORING", "DONE"]
    bytes_done: int = field(name="bytesDone")
    bytes_total: int | UnsetType = field(name="bytesTotal", default=UNSET)
    percent: int | UnsetType = UNSET


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


class LaunchLinkRequestSchema(Struct, kw_only=True):
    """
    How to launch. The union of the bodies that older and newer clients send; a preview never tracks and has no learner,
    so `tracking` and the tags change nothing there.

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


class LearnerPreferenceSchema(Struct, kw_only=True):
    """How the learner likes it."""

    audio_level: float | UnsetType = field(name="audioLevel", default=UNSET)
    language: str | UnsetType = UNSET
    delivery_speed: float | UnsetType = field(name="deliverySpeed", default=UNSET)
    audio_captioning: int | UnsetType = field(name="audioCaptioning", default=UNSET)


class LearnerSchema(Struct, kw_only=True):
    """Who learns; a learner exists in registrations alone."""

    id: str
    email: str | UnsetType = UNSET
    first_name: str | UnsetType = field(name="firstName", default=UNSET)
    last_name: str | UnsetType = field(name="lastName", default=UNSET)


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


class PostBackSchema(Struct, kw_only=True):
    """Where and how the progress of a registration is posted."""

    url: str | UnsetType = UNSET
    auth_type: Literal["UNDEFINED", "FORM", "HTTPBASIC"] | UnsetType = field(name="authType", default="UNDEFINED")
    user_name: str | UnsetType = field(name="userName", default=UNSET)
    password: str | UnsetType = UNSET
    results_format: Literal["UNDEFINED", "COURSE", "ACTIVITY", "FULL"] | UnsetType = field(
        name="resultsFormat", default="UNDEFINED"
    )
    legacy: bool | UnsetType = UNSET


RegistrationCompletion: TypeAlias = Literal["UNKNOWN", "COMPLETED", "INCOMPLETE"]


RegistrationSuccess: TypeAlias = Literal["UNKNOWN", "PASSED", "FAILED"]


class ResponseError(Struct, kw_only=True):
    """Why the call was refused; the same members as MessageSchema."""

    message: str
    error: str | UnsetType = UNSET


Objective: TypeAlias = str


CorrectResponse: TypeAlias = str


class RuntimeInteractionSchema(Struct, kw_only=True):
    """A question and its answer."""

    id: str | UnsetType = UNSET
    type: (
        Literal[
            "TrueFalse",
            "Choice",
            "FillIn",
            "LongFillIn",
            "Likert",
            "Matching",
            "Performance",
            "Sequencing",
            "Numeric",
            "Other",
        ]
        | UnsetType
    ) = UNSET
    objectives: list[Objective] | UnsetType = UNSET
    timestamp: str | UnsetType = UNSET
    timestamp_utc: str | UnsetType = field(name="timestampUtc", default=UNSET)
    correct_responses: list[CorrectResponse] | UnsetType = field(name="correctResponses", default=UNSET)
    weighting: str | UnsetType = UNSET
    learner_response: str | UnsetType = field(name="learnerResponse", default=UNSET)
    result: str | UnsetType = UNSET
    latency: str | UnsetType = UNSET
    description: str | UnsetType = UNSET


class RuntimeObjectiveSchema(Struct, kw_only=True):
    """An objective as the content reports it."""

    id: str | UnsetType = UNSET
    score_scaled: str | UnsetType = field(name="scoreScaled", default=UNSET)
    score_min: str | UnsetType = field(name="scoreMin", default=UNSET)
    score_max: str | UnsetType = field(name="scoreMax", default=UNSET)
    score_raw: str | UnsetType = field(name="scoreRaw", default=UNSET)
    runtime_objective_success_status: Literal["UNKNOWN", "PASSED", "FAILED"] | UnsetType = field(
        name="runtimeObjectiveSuccessStatus", default="UNKNOWN"
    )
    runtime_objective_completion_status: (
        Literal["UNKNOWN", "COMPLETED", "INCOMPLETE", "NOT_ATTEMPTED", "BROWSED"] | UnsetType
    ) = field(name="runtimeObjectiveCompletionStatus", default="UNKNOWN")
    progress_measure: str | UnsetType = field(name="progressMeasure", default=UNSET)
    description: str | UnsetType = UNSET


class RuntimeSchema(Struct, kw_only=True):
    """What the content has reported, as it reported it."""

    completion_status: str | UnsetType = field(name="completionStatus", default=UNSET)
    credit: str | UnsetType = UNSET
    entry: str | UnsetType = UNSET
    exit: str | UnsetType = UNSET
    learner_preference: LearnerPreferenceSchema | UnsetType = field(name="learnerPreference", default=UNSET)
    location: str | UnsetType = UNSET
    mode: str | UnsetType = UNSET
    progress_measure: str | UnsetType = field(name="progressMeasure", default=UNSET)
    score_scaled: str | UnsetType = field(name="scoreScaled", default=UNSET)
    score_raw: str | UnsetType = field(name="scoreRaw", default=UNSET)
    score_min: str | UnsetType = field(name="scoreMin", default=UNSET)
    score_max: str | UnsetType = field(name="scoreMax", default=UNSET)
    total_time: str | UnsetType = field(name="totalTime", default=UNSET)
    time_tracked: str | UnsetType = field(name="timeTracked", default=UNSET)
    runtime_success_status: Literal["UNKNOWN", "PASSED", "FAILED"] | UnsetType = field(
        name="runtimeSuccessStatus", default="UNKNOWN"
    )
    suspend_data: str | UnsetType = field(name="suspendData", default=UNSET)
    learner_comments: list[CommentSchema] | UnsetType = field(name="learnerComments", default=UNSET)
    lms_comments: list[CommentSchema] | UnsetType = field(name="lmsComments", default=UNSET)
    runtime_interactions: list[RuntimeInteractionSchema] | UnsetType = field(name="runtimeInteractions", default=UNSET)
    runtime_objectives: list[RuntimeObjectiveSchema] | UnsetType = field(name="runtimeObjectives", default=UNSET)


class ScoreSchema(Struct, kw_only=True):
    """A score from 0 to 100."""

    scaled: float | UnsetType = UNSET


class SettingValidValue(Struct, kw_only=True):
    value: str | UnsetType = UNSET
    value_description: str | UnsetType = field(name="valueDescription", default=UNSET)


class SettingsIndividualSchema(Struct, kw_only=True):
    setting_id: str = field(name="settingId")
    value: str
    explicit: bool | UnsetType = False


class SettingsPostSchema(Struct, kw_only=True):
    settings: list[SettingsIndividualSchema]


class SharedDataEntrySchema(Struct, kw_only=True):
    """Data that activities share (adlcp:data)."""

    id: str | UnsetType = UNSET
    value: str | UnsetType = UNSET


class StaticPropertiesSchema(Struct, kw_only=True):
    """What the package says of an activity."""

    completion_threshold: str | UnsetType = field(name="completionThreshold", default=UNSET)
    launch_data: str | UnsetType = field(name="launchData", default=UNSET)
    max_time_allowed: str | UnsetType = field(name="maxTimeAllowed", default=UNSET)
    scaled_passing_score: float | UnsetType = field(name="scaledPassingScore", default=UNSET)
    scaled_passing_score_used: bool | UnsetType = field(name="scaledPassingScoreUsed", default=UNSET)
    time_limit_action: str | UnsetType = field(name="timeLimitAction", default=UNSET)


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


class XapiCredentialAuthTypeSchema(Struct, kw_only=True):
    xapi_credential_auth_type: Literal["BASICAUTH", "OAUTH"] | UnsetType = field(
        name="xapiCredentialAuthType", default=UNSET
    )


class XapiCredentialPermissionsLevelSchema(Struct, kw_only=True):
    xapi_credential_permissions_level: Literal["DEFAULT", "USER", "ROOT", "READONLY", "WRITEONLY"] | UnsetType = field(
        name="xapiCredentialPermissionsLevel", default=UNSET
    )


class XapiCredentialPostSchema(Struct, kw_only=True):
    name: str
    secret: str
    is_enabled: bool = field(name="isEnabled")
    auth: XapiCredentialAuthTypeSchema
    permissions_level: XapiCredentialPermissionsLevelSchema = field(name="permissionsLevel")
    info: str | UnsetType = UNSET


class XapiCredentialSchema(Struct, kw_only=True):
    name: str
    secret: str
    is_enabled: bool = field(name="isEnabled")
    auth: XapiCredentialAuthTypeSchema
    permissions_level: XapiCredentialPermissionsLevelSchema = field(name="permissionsLevel")
    id: str | UnsetType = UNSET
    info: str | UnsetType = UNSET


class XapiCredentialsListSchema(Struct, kw_only=True):
    xapi_credentials: list[XapiCredentialSchema] = field(name="xapiCredentials")
    more: str | UnsetType = UNSET


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


class LaunchHistorySchema(Struct, kw_only=True):
    """One launch, and how far the learner had come at its end."""

    id: str | UnsetType = UNSET
    instance: int | UnsetType = UNSET
    score: ScoreSchema | UnsetType = UNSET
    completion_status: RegistrationCompletion | UnsetType = field(name="completionStatus", default=UNSET)
    success_status: RegistrationSuccess | UnsetType = field(name="successStatus", default=UNSET)
    history_log: str | UnsetType = field(name="historyLog", default=UNSET)
    total_seconds_tracked: float | UnsetType = field(name="totalSecondsTracked", default=UNSET)
    launch_time: str | UnsetType = field(name="launchTime", default=UNSET)
    exit_time: str | UnsetType = field(name="exitTime", default=UNSET)
    last_runtime_update: str | UnsetType = field(name="lastRuntimeUpdate", default=UNSET)
    launch_history_id: str | UnsetType = field(name="launchHistoryId", default=UNSET)


class ObjectiveSchema(Struct, kw_only=True):
    """An objective of an activity, or one of all activities."""

    id: str | UnsetType = UNSET
    primary: bool | UnsetType = UNSET
    score: ScoreSchema | UnsetType = UNSET
    score_max: float | UnsetType = field(name="scoreMax", default=UNSET)
    score_min: float | UnsetType = field(name="scoreMin", default=UNSET)
    score_raw: float | UnsetType = field(name="scoreRaw", default=UNSET)
    previous_score_scaled: float | UnsetType = field(name="previousScoreScaled", default=UNSET)
    first_score_scaled: float | UnsetType = field(name="firstScoreScaled", default=UNSET)
    progress_measure: float | UnsetType = field(name="progressMeasure", default=UNSET)
    first_success_time_stamp: str | UnsetType = field(name="firstSuccessTimeStamp", default=UNSET)
    objective_completion: Literal["UNKNOWN", "COMPLETED", "INCOMPLETE"] | UnsetType = field(
        name="objectiveCompletion", default="UNKNOWN"
    )
    objective_success: Literal["UNKNOWN", "PASSED", "FAILED"] | UnsetType = field(
        name="objectiveSuccess", default="UNKNOWN"
    )
    previous_objective_success: Literal["UNKNOWN", "PASSED", "FAILED"] | UnsetType = field(
        name="previousObjectiveSuccess", default="UNKNOWN"
    )


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


class ActivityResultSchema(Struct, kw_only=True):
    """How far a learner has come in one activity."""

    id: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    attempts: int | UnsetType = UNSET
    activity_completion: Literal["UNKNOWN", "COMPLETED", "INCOMPLETE"] | UnsetType = field(
        name="activityCompletion", default=UNSET
    )
    activity_success: Literal["UNKNOWN", "PASSED", "FAILED"] | UnsetType = field(name="activitySuccess", default=UNSET)
    score: ScoreSchema | UnsetType = UNSET
    time_tracked: str | UnsetType = field(name="timeTracked", default=UNSET)
    completion_amount: CompletionAmountSchema | UnsetType = field(name="completionAmount", default=UNSET)
    suspended: bool | UnsetType = UNSET
    children: list[ActivityResultSchema] | UnsetType = UNSET
    objectives: list[ObjectiveSchema] | UnsetType = UNSET
    static_properties: StaticPropertiesSchema | UnsetType = field(name="staticProperties", default=UNSET)
    runtime: RuntimeSchema | UnsetType = UNSET


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
    progress: ImportProgressSchema | UnsetType = UNSET
    import_result: ImportResultSchema | UnsetType = field(name="importResult", default=UNSET)


class LaunchHistoryListSchema(Struct, kw_only=True):
    """The launches of a registration."""

    launch_history: list[LaunchHistorySchema] | UnsetType = field(name="launchHistory", default=UNSET)


class RegistrationSchema(Struct, kw_only=True):
    """How far a learner has come in one instance of a registration."""

    id: str | UnsetType = UNSET
    instance: int | UnsetType = UNSET
    xapi_registration_id: str | UnsetType = field(name="xapiRegistrationId", default=UNSET)
    dispatch_id: str | UnsetType = field(name="dispatchId", default=UNSET)
    updated: str | UnsetType = UNSET
    registration_completion: RegistrationCompletion | UnsetType = field(name="registrationCompletion", default=UNSET)
    registration_completion_amount: float | UnsetType = field(name="registrationCompletionAmount", default=UNSET)
    registration_success: RegistrationSuccess | UnsetType = field(name="registrationSuccess", default=UNSET)
    score: ScoreSchema | UnsetType = UNSET
    total_seconds_tracked: float | UnsetType = field(name="totalSecondsTracked", default=UNSET)
    first_access_date: str | UnsetType = field(name="firstAccessDate", default=UNSET)
    last_access_date: str | UnsetType = field(name="lastAccessDate", default=UNSET)
    completed_date: str | UnsetType = field(name="completedDate", default=UNSET)
    created_date: str | UnsetType = field(name="createdDate", default=UNSET)
    course: CourseReferenceSchema | UnsetType = UNSET
    learner: LearnerSchema | UnsetType = UNSET
    tags: list[Tag] | UnsetType = UNSET
    global_objectives: list[ObjectiveSchema] | UnsetType = field(name="globalObjectives", default=UNSET)
    shared_data: list[SharedDataEntrySchema] | UnsetType = field(name="sharedData", default=UNSET)
    suspended_activity_id: str | UnsetType = field(name="suspendedActivityId", default=UNSET)
    activity_details: ActivityResultSchema | UnsetType = field(name="activityDetails", default=UNSET)


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


class CreateRegistrationSchema(Struct, kw_only=True):
    """A learner takes a course."""

    course_id: str = field(name="courseId")
    learner: LearnerSchema
    registration_id: str = field(name="registrationId")
    xapi_registration_id: str | UnsetType = field(name="xapiRegistrationId", default=UNSET)
    learner_tags: list[LearnerTag] | UnsetType = field(name="learnerTags", default=UNSET)
    course_tags: list[CourseTag] | UnsetType = field(name="courseTags", default=UNSET)
    registration_tags: list[RegistrationTag] | UnsetType = field(name="registrationTags", default=UNSET)
    post_back: PostBackSchema | UnsetType = field(name="postBack", default=UNSET)
    initial_registration_state: RegistrationSchema | UnsetType = field(name="initialRegistrationState", default=UNSET)
    initial_settings: SettingsPostSchema | UnsetType = field(name="initialSettings", default=UNSET)


class RegistrationListSchema(Struct, kw_only=True):
    """A page of registrations."""

    registrations: list[RegistrationSchema]
    more: str | UnsetType = UNSET


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
    """
    A statement (xAPI 1.0.3 Data, 2). Its object stands in `object`, as xAPI has it, and in the one `object...` member
    that is of its kind, unless the service is told to leave that out.

    """

    id: str | UnsetType = UNSET
    actor: XapiAgentGroup | UnsetType = UNSET
    verb: XapiVerb | UnsetType = UNSET
    object: dict[str, Any] | UnsetType = UNSET
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
