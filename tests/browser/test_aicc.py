"""AICC courses, whose lessons speak HACP with the service."""

from playwright.sync_api import expect

from tests.browser.lessons import FRAMED, lesson, press, statuses
from tests.fixtures import playable
from tests.fixtures.web import response, serving


def fields(answer: str) -> list[str]:
    return [line for line in answer.split("\r\n") if line]


def test_a_lesson_is_told_what_its_course_and_learner_give_it(page, preview):
    page.goto(preview(playable.aicc(au={"mastery_score": "80", "core_vendor": "speed=3"}), FRAMED))

    assert fields(lesson(page).evaluate("begun"))[:12] == [
        "error=0",
        "error_text=Successful",
        "version=4.0",
        "aicc_data=[core]",
        "student_id=preview",
        "student_name=Learner, Preview",
        "lesson_location=",
        "credit=credit",
        "lesson_status=not attempted,a",
        "score=",
        "time=00:00:00",
        "lesson_mode=normal",
    ]
    assert {"speed=3", "mastery_score=80"} <= set(fields(lesson(page).evaluate("begun")))


def test_what_a_lesson_puts_is_there_after_a_reload(page, preview):
    page.goto(preview(playable.aicc(), FRAMED))
    put = "[core]\\r\\nlesson_location=7\\r\\nlesson_status=i,s\\r\\ntime=00:01:30\\r\\n[core_lesson]\\r\\na=1\\r\\nb"
    assert lesson(page).evaluate(f'hacp("PutParam", "{put}")').startswith("error=0\r\n")
    page.reload()

    told = fields(lesson(page).evaluate("begun"))
    assert told[6:11] == [
        "lesson_location=7",
        "credit=credit",
        "lesson_status=incomplete,r",
        "score=",
        "time=00:01:30",
    ]
    assert told[12:15] == ["[core_lesson]", "a=1", "b"]


def test_a_course_is_walked_to_its_end_as_lessons_exit(page, preview):
    page.goto(
        preview(playable.aicc(units=2), FRAMED | {"PlayerIntermediateScoSatisfiedNormalExitAction": "GO_TO_NEXT_SCO"})
    )
    for number in (1, 2):
        shown = lesson(page, f"Lesson {number}")
        shown.evaluate('hacp("PUTPARAM", "[Core]\\nLesson_Status = Completed\\n")')
        shown.evaluate('hacp("ExitAU")')
        if number == 1:
            page.get_by_role("heading", name="The lesson has ended.").wait_for()
            press(page, "Next")

    expect(statuses(page)).to_have_text(["completed", "completed"])


def test_the_mastery_score_decides_whether_a_lesson_is_passed(page, preview):
    page.goto(preview(playable.aicc(units=2, au={"mastery_score": "80"}), FRAMED))
    lesson(page).evaluate('hacp("PutParam", "[core]\\nlesson_status=passed\\nscore=79,100,0\\n")')
    page.locator("[role=treeitem] .status", has_text="failed").first.wait_for(state="attached")

    assert "lesson_status=failed" in lesson(page).evaluate('hacp("GetParam")')


def test_a_lesson_finds_an_api_and_what_it_sets_is_there_after_a_reload(page, preview):
    page.goto(preview(playable.aicc(units=2, form=playable.page), FRAMED))
    first = "[begun, ...['entry', 'student_id', 'lesson_status'].map((name) => sco.GetValue('cmi.core.' + name))]"
    assert lesson(page, "Lesson 1").evaluate(first) == ["true", "ab-initio", "preview", "not attempted"]
    lesson(page).evaluate(
        "sco.SetValue('cmi.core.lesson_location', '7'), sco.SetValue('cmi.core.session_time', '00:01:30'),"
        "sco.SetValue('cmi.core.exit', 'suspend'), sco.Terminate('')"
    )
    page.reload()

    again = "['entry', 'lesson_location', 'total_time'].map((name) => sco.GetValue('cmi.core.' + name))"
    assert lesson(page, "Lesson 1").evaluate(again) == ["resume", "7", "00:01:30"]


def test_a_course_whose_lessons_use_the_api_is_walked_to_its_end(page, preview):
    package = playable.aicc(units=2, form=playable.page, au={"mastery_score": "80"})
    page.goto(
        preview(package, FRAMED | {"PlayerShowCourseStructure": "true", "PlayerCourseStructureStartsOpen": "true"})
    )
    for number, score in ((1, "85"), (2, "79")):
        lesson(page, f"Lesson {number}").evaluate(
            f"sco.SetValue('cmi.core.score.raw', '{score}'), sco.SetValue('cmi.core.lesson_status', 'completed')"
        )
        if number == 1:
            press(page, "Next")
    press(page, "Previous")
    lesson(page, "Lesson 1")

    expect(statuses(page)).to_have_text(["passed", "failed"])


def test_a_request_that_is_wrong_is_answered_with_its_error(page, preview):
    page.goto(preview(playable.aicc(), FRAMED))

    # In one go, as the player closes a lesson that has said that it ends.
    answers = lesson(page).evaluate(
        """[hacp("Dance"), hacp("GetParam", "", "nobody"), hacp("ExitAU"), hacp("PutParam", "[core]")]"""
    )
    assert [answer.partition("\r\n")[0] for answer in answers] == ["error=1", "error=3", "error=0", "error=1"]


def test_a_lesson_of_another_origin_posts_its_form(page, preview):
    """With fields in the order and case that it likes, and no need to read the answer."""
    form = (
        "<!doctype html><h1>Lesson elsewhere</h1><iframe name=sink></iframe><form method=POST target=sink>"
        "<textarea name=AICC_Data>[core]\nlesson_status=p</textarea><input name=Command value=PutParam>"
        "<input name=Version value=2.0><input name=Session_ID></form><script>"
        "const given = new URLSearchParams(location.search), form = document.forms[0];"
        'form.action = given.get("aicc_url"); form.Session_ID.value = given.get("aicc_sid"); form.submit();</script>'
    )
    with serving(lambda _: response(200, form.encode(), Content_Type="text/html"), host="127.0.0.2") as site:
        settings = FRAMED | {"PlayerShowCourseStructure": "true"}
        page.goto(preview(playable.aicc(au={"file_name": f"{site.url}/lesson.html"}), settings))

        page.locator("[role=treeitem] .status", has_text="passed").wait_for(state="attached")
