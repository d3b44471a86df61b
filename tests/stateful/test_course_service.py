"""Random sequences of operations by two applications, with restarts: the running service agrees with the model.

STEPS says how many operations are tried.
"""

import contextlib
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

import hornbook
from hornbook_contract.models import BatchTagsSchema, TagListSchema, TitleSchema
from tests.conftest import Service, import_bytes, running_service
from tests.fixtures import packages
from tests.fixtures.waiting import WITHIN
from tests.stateful.model import Application, Refused

STEPS = int(os.environ.get("STEPS", "1000"))
STEPS_OF_A_RUN = 50

NAMES = st.sampled_from(["APP-1", "APP-2"])
COURSE_IDS = ["a/b", "É", "tags", ".."] + [f"course {number}" for number in range(12)]
TITLES = st.sampled_from(["Golf", "golf", "Tennis ☃", "Zen", "Ärger", "x" * 300])
TAGS = st.lists(st.sampled_from(["red", "a,b", "ß"]), max_size=3)
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
SELDOM = st.sampled_from([False] * 9 + [True])
ORDERS = st.sampled_from(["created_asc", "created_desc", "title_asc", "title_desc"])

PACKAGES: dict[str, Callable[[str], bytes]] = {
    "SCORM12": packages.scorm12,
    "SCORM20044THEDITION": packages.scorm2004,
    "CMI5": packages.cmi5,
    "AICC": packages.aicc,
}


def outcome(call: Callable[[], Any]) -> Any:
    """What a call returns, or how it is refused."""
    try:
        return call()
    except Refused as refused:
        return refused
    except hornbook.ApiError as error:
        return Refused(error.status)


class House:
    """A service that can be left and entered again, in the same home."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._open = contextlib.ExitStack()
        self.enter()

    def enter(self) -> None:
        self.service: Service = self._open.enter_context(running_service(self._home))

    def leave(self) -> None:
        self._open.close()


def a_course() -> st.SearchStrategy[tuple[str, str]]:
    """An application and one of its courses: mostly one of its first two, so that their stories grow long."""
    return st.runner().flatmap(
        lambda machine: st.sampled_from(
            [(name, course_id) for name, model in machine.models.items() for course_id in [*model.courses][:2] * 16]
            + [(name, course_id) for name in machine.models for course_id in COURSE_IDS]
        )
    )


courses_exist = precondition(lambda machine: any(model.courses for model in machine.models.values()))


class CourseService(RuleBasedStateMachine):
    house: ClassVar[House]

    @initialize()
    def two_applications(self) -> None:
        self.secrets = {name: self.house.service.new_application() for name in ("APP-1", "APP-2")}
        self.models = {name: Application() for name in self.secrets}
        self.clients: dict[str, hornbook.Client] = {}
        self.connect()

    def connect(self) -> None:
        self.disconnect()
        for name, (app_id, secret) in self.secrets.items():
            api = self.house.service.api
            self.clients[name] = hornbook.Client(api, app_id=app_id, secret=secret, timeout=WITHIN)

    def disconnect(self) -> None:
        for client in self.clients.values():
            client.close()
        self.clients.clear()

    def teardown(self) -> None:
        if hasattr(self, "clients"):
            self.disconnect()

    def both(self, name: str, model: Callable[[Application], Any], real: Callable[[hornbook.Client], Any]) -> Any:
        """What the service answers, if the model agrees; None where both refuse."""
        expected = outcome(lambda: model(self.models[name]))
        answer = outcome(lambda: real(self.clients[name]))
        assert answer == expected
        return None if isinstance(answer, Refused) else answer

    @rule(
        of=a_course(),
        title=TITLES,
        standard=st.sampled_from(sorted(PACKAGES)),
        may=st.sampled_from([True, True, False]),
    )
    def import_a_package(self, of, title, standard, may):
        name, course_id = of
        self.imported(name, course_id, title, standard, may=may)

    def imported(self, name: str, course_id: str, title: str, standard: str, *, may: bool) -> None:
        package = PACKAGES[standard](title)
        version = self.both(
            name,
            lambda model: model.import_(course_id, title, may_create_new_version=may),
            lambda client: import_bytes(client, course_id, package, may_create_new_version=may).version,
        )
        if version is not None:
            course = self.clients[name].get_course_version_info(course_id, version)
            assert course.course_learning_standard == standard

    @rule(of=a_course(), title=TITLES)
    def import_a_new_version(self, of, title):
        name, course_id = of
        self.imported(name, course_id, title, "SCORM12", may=True)

    @courses_exist
    @rule(of=a_course(), title=TITLES)
    def replace_the_newest_version(self, of, title):
        name, course_id = of
        course = self.models[name].courses.get(course_id)
        if course is not None:
            self.delete_a_version(of, course.newest)
        self.imported(name, course_id, title, "SCORM12", may=True)

    @courses_exist
    @rule(of=a_course(), title=TITLES)
    def set_the_title(self, of, title):
        name, course_id = of
        self.both(
            name,
            lambda model: model.set_title(course_id, title),
            lambda client: client.set_course_title(course_id, TitleSchema(title=title)),
        )

    @courses_exist
    @rule(of=a_course(), wanted=SELDOM)
    def delete_a_course(self, of, wanted):
        name, course_id = of
        if wanted:
            self.both(name, lambda model: model.delete(course_id), lambda client: client.delete_course(course_id))

    @courses_exist
    @rule(of=a_course(), number=st.integers(0, 3))
    def delete_a_version(self, of, number):
        name, course_id = of
        self.both(
            name,
            lambda model: model.delete_version(course_id, number),
            lambda client: client.delete_course_version(course_id, number),
        )

    @courses_exist
    @rule(of=a_course(), tags=TAGS)
    def put_tags(self, of, tags):
        name, course_id = of
        self.both(
            name,
            lambda model: model.put_tags([course_id], tags),
            lambda client: client.put_course_tags(course_id, TagListSchema(tags=tags)),
        )

    @courses_exist
    @rule(name=NAMES, course_ids=st.lists(st.sampled_from(COURSE_IDS), min_size=1, max_size=3), tags=TAGS)
    def put_tags_on_many(self, name, course_ids, tags):
        self.both(
            name,
            lambda model: model.put_tags(course_ids, tags),
            lambda client: client.put_course_tags_batch(BatchTagsSchema(ids=course_ids, tags=tags)),
        )

    @courses_exist
    @rule(of=a_course(), tags=TAGS)
    def delete_tags(self, of, tags):
        name, course_id = of
        self.both(
            name,
            lambda model: model.delete_tags(course_id, tags),
            lambda client: client.delete_course_tags(course_id, TagListSchema(tags=tags)),
        )

    @courses_exist
    @rule(of=a_course())
    def list_versions(self, of):
        name, course_id = of
        self.both(
            name,
            lambda model: sorted(model.find(course_id).versions.items()),
            lambda client: [(v.version, v.title) for v in client.get_course_versions(course_id).courses],
        )

    @courses_exist
    @rule(name=NAMES, order=ORDERS, text=st.sampled_from(["", "COURSE 1", "/", "none"]), tags=TAGS)
    def list_courses(self, name, order, text, tags):
        asked = tuple(tag for tag in tags if "," not in tag)
        self.both(
            name,
            lambda model: model.listed(text=text, tags=asked, order=order),
            lambda client: [
                course.id for course in client.iter_courses(filter=text, tags=list(asked) or None, order_by=order)
            ],
        )

    @invariant()
    def both_have_the_same_courses(self):
        if not self.clients:
            return
        for name, model in self.models.items():
            listed = self.clients[name].iter_courses(order_by="created_asc", since=LONG_AGO)
            assert [(course.id, course.version, course.title, course.tags) for course in listed] == [
                (
                    course_id,
                    model.courses[course_id].newest,
                    model.courses[course_id].title,
                    model.courses[course_id].tags,
                )
                for course_id in model.listed()
            ]

    @courses_exist
    @rule(chance=st.integers(0, 49))
    def restart(self, chance):
        """Seldom: a start takes as long as a hundred other steps."""
        if chance == 0:
            self.house.leave()
            self.house.enter()
            self.connect()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path / "home")
    yield house
    house.leave()


def test_the_service_agrees_with_the_model(house):
    CourseService.house = house
    run_state_machine_as_test(
        CourseService,
        settings=settings(
            max_examples=max(1, STEPS // STEPS_OF_A_RUN),
            stateful_step_count=STEPS_OF_A_RUN,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
