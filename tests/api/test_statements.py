import pytest


@pytest.mark.parametrize("path", ["/courses/golf/xAPIStatements", "/courses/golf/versions/0/xAPIStatements"])
def test_a_course_nobody_has_taken_has_no_statements(tenant, path):
    tenant.imported("golf")
    answer = tenant.http.get(path, params={"learnerId": "ann", "since": "2024-01-01", "until": "2030-01-01"})
    assert (answer.status_code, answer.json()) == (200, {"statements": []})


@pytest.mark.parametrize("path", ["/courses/none/xAPIStatements", "/courses/golf/versions/1/xAPIStatements"])
def test_what_is_not_there_is_404(tenant, path):
    tenant.imported("golf")
    assert tenant.http.get(path).status_code == 404


def test_a_token_that_no_page_gave_is_400(tenant):
    tenant.imported("golf")
    answer = tenant.http.get("/courses/golf/xAPIStatements?more=x")
    assert (answer.status_code, answer.json()["message"]) == (400, "more: is not a token that an earlier page gave")
