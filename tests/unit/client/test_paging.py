from datetime import UTC, datetime


def test_courses_are_followed_by_the_token_alone(client, cloud):
    cloud.will_answer({"courses": [{"id": "a"}, {"id": "b"}], "more": "t/1+"})
    cloud.will_answer({"courses": [], "more": "t2"})
    cloud.will_answer({"courses": [{"id": "c"}]})

    courses = list(client.iter_courses(filter="x", since=datetime(2024, 5, 6, tzinfo=UTC)))

    assert [course.id for course in courses] == ["a", "b", "c"]
    assert cloud.lines == [
        "GET /api/v2/courses?since=2024-05-06T00%3A00%3A00.000Z&filter=x",
        "GET /api/v2/courses?more=t%2F1%2B",
        "GET /api/v2/courses?more=t2",
    ]


def test_a_last_page_may_say_null_or_nothing_and_hold_no_list(client, cloud):
    cloud.will_answer({"courses": [{"id": "a"}], "more": "t1"})
    cloud.will_answer({"more": None})

    assert [course.id for course in client.iter_courses()] == ["a"]


def test_statements_of_a_course_keep_its_id_on_every_page(client, cloud):
    cloud.will_answer({"statements": [], "more": "t1"})
    cloud.will_answer({"statements": []})

    assert list(client.iter_course_statements("a/b", learner_id="ann")) == []
    assert cloud.lines == [
        "GET /api/v2/courses/a%2Fb/xAPIStatements?learnerId=ann",
        "GET /api/v2/courses/a%2Fb/xAPIStatements?more=t1",
    ]
