from tests.fixtures import values

LONGEST_TAG = "\N{GOLFER}" * 255


def stock(service, app_id: str, *, title: str, tags: tuple[str, ...]) -> list[str]:
    """Eleven courses, one more than a page holds."""
    course_ids = [f"course-{number:02}" for number in range(11)]
    with service.hornbook.database.write() as stored:
        for course_id in course_ids:
            stored.courses.add_version(
                app_id, course_id, values.package(title), **values.STORED, tags=tags, now=service.hornbook.now()
            )
    return course_ids


def listed(api, **filters) -> list[str]:
    """The course ids of all pages."""
    found, parameters = [], filters | {"orderBy": "title_asc"}
    while parameters:
        answer = api.get("/courses", params=parameters)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += [course["id"] for course in page["courses"]]
        parameters = {"more": page["more"]} if "more" in page else {}
    return found


def test_more_carries_the_longest_filter(service, tenant):
    title = "\N{GOLFER}" * 1000
    course_ids = stock(service, tenant.id, title=title, tags=())
    assert listed(tenant.http, filter=title, filterBy="title") == course_ids


def test_more_carries_as_many_tags_as_an_address_holds(service, tenant):
    course_ids = stock(service, tenant.id, title="Golf", tags=(LONGEST_TAG,))
    others = [f"{number:02}" + "\x01" * 150 for number in range(80)]
    assert listed(tenant.http, tags=",".join([LONGEST_TAG, *others])) == course_ids
