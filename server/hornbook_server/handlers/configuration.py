"""Settings of applications, courses, versions and registrations, as the wire has them."""

from msgspec import UNSET

from hornbook_contract.models import SettingItem, SettingListSchema, SettingMetadata, SettingsPostSchema
from hornbook_contract.models import SettingValidValue as ValidValue
from hornbook_server.domain.application import Caller
from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.errors import Invalid
from hornbook_server.domain.settings_catalogue import CourseKind
from hornbook_server.domain.settings_catalogue.scope import (
    ApplicationScope,
    CourseScope,
    RegistrationScope,
    Scope,
    VersionScope,
)
from hornbook_server.services.configuration import Configured, clear, configuration, configure
from hornbook_server.services.hornbook import Hornbook

_STANDARDS = {standard.value: standard for standard in LearningStandard}


def of_course(hornbook: Hornbook, caller: Caller, course_id: str, *, include_metadata: bool) -> SettingListSchema:
    return _list(hornbook, caller, CourseScope(course_id), metadata=include_metadata)


def of_version(
    hornbook: Hornbook, caller: Caller, course_id: str, version_id: int, *, include_metadata: bool
) -> SettingListSchema:
    return _list(hornbook, caller, VersionScope(course_id, version_id), metadata=include_metadata)


def of_application(
    hornbook: Hornbook,
    caller: Caller,
    *,
    include_metadata: bool,
    learning_standard: str | None = None,
    single_sco: bool | None = None,
) -> SettingListSchema:
    return _list(hornbook, caller, _application(learning_standard, single_sco=single_sco), metadata=include_metadata)


def of_registration(
    hornbook: Hornbook, caller: Caller, registration_id: str, instance_id: int | None = None, *, include_metadata: bool
) -> SettingListSchema:
    return _list(hornbook, caller, RegistrationScope(registration_id, instance_id), metadata=include_metadata)


def set_of_course(hornbook: Hornbook, caller: Caller, course_id: str, body: SettingsPostSchema) -> None:
    _set(hornbook, caller, CourseScope(course_id), body)


def set_of_version(
    hornbook: Hornbook, caller: Caller, course_id: str, version_id: int, body: SettingsPostSchema
) -> None:
    _set(hornbook, caller, VersionScope(course_id, version_id), body)


def set_of_application(
    hornbook: Hornbook,
    caller: Caller,
    body: SettingsPostSchema,
    *,
    learning_standard: str | None = None,
    single_sco: bool | None = None,
) -> None:
    _set(hornbook, caller, _application(learning_standard, single_sco=single_sco), body)


def set_of_registration(
    hornbook: Hornbook,
    caller: Caller,
    registration_id: str,
    instance_id: int | None = None,
    *,
    body: SettingsPostSchema,
) -> None:
    _set(hornbook, caller, RegistrationScope(registration_id, instance_id), body)


def clear_of_course(hornbook: Hornbook, caller: Caller, course_id: str, setting_id: str) -> None:
    clear(hornbook, caller.app_id, CourseScope(course_id), setting_id)


def clear_of_version(hornbook: Hornbook, caller: Caller, course_id: str, version_id: int, setting_id: str) -> None:
    clear(hornbook, caller.app_id, VersionScope(course_id, version_id), setting_id)


def clear_of_application(
    hornbook: Hornbook,
    caller: Caller,
    setting_id: str,
    *,
    learning_standard: str | None = None,
    single_sco: bool | None = None,
) -> None:
    clear(hornbook, caller.app_id, _application(learning_standard, single_sco=single_sco), setting_id)


def clear_of_registration(
    hornbook: Hornbook, caller: Caller, registration_id: str, setting_id: str, instance_id: int | None = None
) -> None:
    clear(hornbook, caller.app_id, RegistrationScope(registration_id, instance_id), setting_id)


def _application(learning_standard: str | None, *, single_sco: bool | None) -> ApplicationScope:
    if learning_standard is None and single_sco is None:
        return ApplicationScope()
    if learning_standard is None:
        raise Invalid("learningStandard: is required beside singleSco")
    if single_sco is None:
        raise Invalid("singleSco: is required beside learningStandard")
    standard = _STANDARDS.get(learning_standard)
    if standard is None:
        raise Invalid(
            f"learningStandard: '{learning_standard}' is not a learning standard; valid is {', '.join(_STANDARDS)}"
        )
    return ApplicationScope(CourseKind(standard, single_sco))


def _list(hornbook: Hornbook, caller: Caller, scope: Scope, *, metadata: bool) -> SettingListSchema:
    with hornbook.database.read() as stored:
        configured = configuration(stored, caller.app_id, scope)
    return SettingListSchema(setting_items=[_item(each, metadata=metadata) for each in configured])


def _set(hornbook: Hornbook, caller: Caller, scope: Scope, body: SettingsPostSchema) -> None:
    configure(hornbook, caller.app_id, scope, [(each.setting_id, each.value) for each in body.settings])


def _item(configured: Configured, *, metadata: bool) -> SettingItem:
    secret = configured.setting.secret
    return SettingItem(
        id=configured.setting.id,
        effective_value=UNSET if secret else configured.value,
        effective_value_source=configured.source.value,
        explicit_value=UNSET if secret or configured.explicit is None else configured.explicit,
        metadata=_metadata(configured) if metadata else UNSET,
    )


def _metadata(configured: Configured) -> SettingMetadata:
    setting = configured.setting
    return SettingMetadata(
        default=configured.default,
        data_type=setting.type,
        setting_description=setting.description,
        level=setting.level,
        learning_standards=[standard.value for standard in setting.standards] or UNSET,
        learning_standard_variant=setting.variant.value,
        valid_values=[ValidValue(value=value, value_description=meaning) for value, meaning in setting.values.items()]
        or UNSET,
    )
