"""SCORM 2004 courses, which the sequencing of their manifests leads through."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.lessons import FRAMED, lesson, press, statuses
from tests.fixtures import playable

FLOW = '<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>'


@pytest.mark.parametrize("edition", ["CAM 1.3", "2004 3rd Edition", "2004 4th Edition"])
def test_a_course_is_walked_to_its_end_by_next(page, preview, edition):
    page.goto(preview(playable.scorm2004(scos=3, edition=edition, sequencing=FLOW), FRAMED))
    for number in (1, 2, 3):
        shown = lesson(page, f"Lesson {number}")
        shown.evaluate(
            "sco.SetValue('cmi.completion_status', 'completed'), sco.SetValue('cmi.success_status', 'passed')"
        )
        if number < 3:
            press(page, "Next")
    press(page, "Next")
    page.get_by_text("You have left the course.").wait_for()

    expect(statuses(page)).to_have_text([re.compile(r"\bpassed$")] * 3)


def test_a_lesson_itself_leads_to_the_next(page, preview):
    page.goto(preview(playable.scorm2004(scos=2, sequencing=FLOW), FRAMED))
    lesson(page, "Lesson 1").evaluate(
        "sco.SetValue('adl.nav.request', 'continue'), setTimeout(() => sco.Terminate(''))"
    )

    assert lesson(page, "Lesson 2").evaluate("begun") == "true"


def test_what_was_suspended_goes_on_after_a_reload(page, preview):
    page.goto(preview(playable.scorm2004(scos=3, sequencing=FLOW), FRAMED))
    press(page, "Next")
    lesson(page, "Lesson 2").evaluate("sco.SetValue('cmi.location', '7'), sco.SetValue('cmi.exit', 'suspend')")
    page.reload()

    values = "[sco.GetValue('cmi.entry'), sco.GetValue('cmi.location')]"
    assert lesson(page, "Lesson 2").evaluate(values) == ["resume", "7"]


def test_a_learner_who_presses_next_at_once_breaks_nothing(page, preview):
    """As soon as there is such a button; errors of the player fail the test."""
    page.add_init_script(
        """new MutationObserver((_, observer) => {
          const next = document.querySelector("button.next");
          if (!next) return;
          observer.disconnect();
          next.click();
        }).observe(document, { subtree: true, childList: true })"""
    )
    page.goto(preview(playable.scorm2004(scos=2, sequencing=FLOW), FRAMED))

    assert lesson(page).evaluate("begun") == "true"


def test_a_rule_that_skips_a_lesson_is_kept(page, preview):
    skip = (
        "<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>"
        '<imsss:ruleCondition condition="always"/></imsss:ruleConditions><imsss:ruleAction action="skip"/>'
        "</imsss:preConditionRule></imsss:sequencingRules></imsss:sequencing>"
    )
    page.goto(preview(playable.scorm2004(scos=3, sequencing=FLOW, ITEM2=skip), FRAMED))
    lesson(page, "Lesson 1")
    press(page, "Next")

    assert lesson(page, "Lesson 3").evaluate("begun") == "true"


def test_a_course_without_flow_begins_with_its_first_lesson(page, preview):
    page.goto(preview(playable.scorm2004(scos=2), FRAMED))

    assert lesson(page, "Lesson 1").evaluate("begun") == "true"


def test_a_lesson_with_a_time_limit_opens_and_is_told_of_it(page, preview):
    limit = '<imsss:sequencing><imsss:limitConditions attemptAbsoluteDurationLimit="PT1H"/></imsss:sequencing>'
    page.goto(preview(playable.scorm2004(sequencing=FLOW, ITEM1=limit), FRAMED))

    assert lesson(page, "Lesson 1").evaluate("sco.GetValue('cmi.max_time_allowed')") == "PT1H"


def test_a_lesson_that_stops_the_way_forward_shuts_off_what_is_after_it_and_not_itself(page, preview):
    stops = (
        "<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>"
        '<imsss:ruleCondition condition="always"/></imsss:ruleConditions>'
        '<imsss:ruleAction action="stopForwardTraversal"/></imsss:preConditionRule></imsss:sequencingRules>'
        "</imsss:sequencing>"
    )
    page.goto(preview(playable.scorm2004(scos=3, sequencing=FLOW, ITEM1=stops), FRAMED))
    lesson(page, "Lesson 1")

    assert choosable(page) == [True, False, False]

    press(page, "Next")
    lesson(page, "Lesson 2")

    assert choosable(page) == [True, True, True]


def test_a_course_that_constrains_choice_leaves_its_own_lessons_to_choose(page, preview):
    constrains = FLOW.replace(
        "</imsss:sequencing>", '<adlseq:constrainedChoiceConsiderations constrainChoice="true"/></imsss:sequencing>'
    )
    page.goto(preview(playable.scorm2004(scos=3, sequencing=constrains), FRAMED))
    lesson(page, "Lesson 1")
    page.get_by_role("treeitem", name="Lesson 3").click()

    assert lesson(page, "Lesson 3").evaluate("begun") == "true"


def choosable(page: Page) -> list[bool]:
    return [item.get_attribute("aria-disabled") == "false" for item in page.get_by_role("treeitem").all()]
