"""Who learns in a launch, and the ids under which its course is known to content that speaks xAPI."""

import uuid

from hornbook_server.domain.course import Activity, Course
from hornbook_server.domain.registration import Learner
from hornbook_server.domain.xapi import Json


def name_of(learner: Learner) -> str:
    """As the standards have names, the family name first (SCORM 1.2 RTE, 3.4.4, cmi.core.student_name)."""
    return ", ".join(filter(None, (learner.last_name, learner.first_name))) or learner.id


def agent(home: str, learner: Learner) -> Json:
    """The learner in statements; cmi5 wants one with an account (9.2)."""
    return {
        "objectType": "Agent",
        "name": name_of(learner),
        "account": {"homePage": home, "name": learner.id},
    }


def generated_id(home: str, course: Course, activity: Activity | None) -> str:
    """An IRI of our own for an activity, or the course: the same in all its launches, never the publisher's (8.1.5)."""
    own = "" if activity is None else activity.item_identifier
    name = f"{course.activity_id}\x00{course.id}\x00{own}"
    return f"{home}/activities/{uuid.uuid5(uuid.NAMESPACE_URL, name)}"
