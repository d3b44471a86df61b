import socket

import pytest

import hornbook
from hornbook import errors


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, hornbook.BadRequest),
        (401, hornbook.Unauthorized),
        (403, hornbook.Forbidden),
        (404, hornbook.NotFound),
        (409, hornbook.Conflict),
        (413, hornbook.PayloadTooLarge),
        (415, hornbook.UnsupportedMediaType),
        (429, hornbook.TooManyRequests),
        (501, hornbook.NotImplementedByServer),
        (507, hornbook.InsufficientStorage),
        (500, hornbook.ServerError),
        (503, hornbook.ServerError),
        (418, hornbook.ApiError),
        (302, hornbook.ApiError),
    ],
)
def test_each_status_has_its_error(client, cloud, status, kind):
    cloud.will_answer({"message": "Could not find course [golf]"}, status=status)

    with pytest.raises(hornbook.ApiError) as caught:
        client.get_course("golf")

    assert type(caught.value) is kind
    assert (caught.value.status, caught.value.message) == (status, "Could not find course [golf]")
    assert str(caught.value) == f"Could not find course [golf] (HTTP {status})"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b'{"message": "documented"}', "documented"),
        (b'{"error": "as SCORM Cloud answers"}', "as SCORM Cloud answers"),
        (b'{"message": null, "error": "both keys"}', "both keys"),
        (b"<html>Bad gateway</html>", "<html>Bad gateway</html>"),
        (b'["no object"]', '["no object"]'),
        (b'{"message": "\xff"}', '{"message": "\ufffd"}'),
        (b"", "Not Found"),
    ],
)
def test_the_message_is_found_wherever_the_service_puts_it(client, cloud, body, message):
    cloud.will_answer(body, status=404)

    with pytest.raises(hornbook.NotFound) as caught:
        client.get_course("golf")

    assert (caught.value.message, caught.value.body) == (message, body)


@pytest.mark.parametrize(
    "body",
    [b"<html>a proxy's page</html>", b"", b'{"version": "three"}', b"[]", b'{"id": "\xff"}', b'{"x":' + b"[" * 100_000],
)
def test_a_success_with_another_body_is_an_unexpected_answer(client, cloud, body):
    cloud.will_answer(body)

    with pytest.raises(hornbook.UnexpectedAnswer, match="did not answer a CourseSchema") as caught:
        client.get_course("golf")

    assert (caught.value.status, caught.value.body) == (200, body)


def test_no_answer_is_a_transport_error_that_names_the_call(connect):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/api/v2"
        client = connect(url, app_id="APP", secret="s3cret")

        with pytest.raises(hornbook.TransportError, match=f"GET {url}/ping got no answer: "):
            client.ping_app_id()


def test_a_server_that_is_silent_is_a_transport_error(connect):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = connect(f"http://127.0.0.1:{silent.getsockname()[1]}", app_id="APP", secret="s3cret", timeout=0.01)

        with pytest.raises(hornbook.TransportError, match="got no answer: "):
            client.ping_app_id()


def test_the_tree_in_the_documentation_is_the_tree_of_the_classes():
    drawn = {line.strip("├└│─ ").split()[0] for line in errors.__doc__.splitlines()[2:]}

    defined = [each for each in vars(errors).values() if isinstance(each, type)]
    assert drawn == {each.__name__ for each in defined if each.__module__ == errors.__name__}
