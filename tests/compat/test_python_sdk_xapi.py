"""The published Python SDK, unmodified, manages credentials of the record store."""

import pytest
import rustici_software_cloud_v2 as scorm_cloud
from rustici_software_cloud_v2.rest import ApiException


@pytest.fixture
def xapi(service, tenant):
    configuration = scorm_cloud.Configuration()
    configuration.host = service.api
    configuration.username, configuration.password = tenant.id, tenant.secret
    return scorm_cloud.XapiApi(scorm_cloud.ApiClient(configuration))


def a_credential(level: str, **values):
    return scorm_cloud.XapiCredentialPostSchema(
        **{
            "name": "dashboard",
            "secret": "of the dashboard",
            "is_enabled": True,
            "auth": scorm_cloud.XapiCredentialAuthTypeSchema("BASICAUTH"),
            "permissions_level": scorm_cloud.XapiCredentialPermissionsLevelSchema(level),
        }
        | values
    )


def test_a_credential_from_its_creation_to_its_end(xapi):
    made = xapi.create_xapi_credential(a_credential("READONLY", info="of the academy")).result
    read = xapi.get_xapi_credential(made)
    assert (read.id, read.name, read.info, read.secret, read.is_enabled) == (
        made,
        "dashboard",
        "of the academy",
        "of the dashboard",
        True,
    )
    assert read.auth.xapi_credential_auth_type == "BASICAUTH"
    assert read.permissions_level.xapi_credential_permissions_level == "READONLY"

    xapi.set_xapi_credential(made, a_credential("ROOT", secret="new"))
    xapi.set_xapi_credential("reporter", a_credential("USER", name="reporter", is_enabled=False))
    listed = xapi.get_xapi_credentials(order_by="name_asc", include_total_count=True).xapi_credentials
    assert [(each.id, each.secret, each.is_enabled) for each in listed] == [
        (made, "new", True),
        ("reporter", "of the dashboard", False),
    ]

    xapi.delete_xapi_credential(made)
    with pytest.raises(ApiException) as gone:
        xapi.get_xapi_credential(made)
    assert gone.value.status == 404
    assert [each.id for each in xapi.get_xapi_credentials(filter="REP").xapi_credentials] == ["reporter"]
