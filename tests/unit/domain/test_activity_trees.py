"""Activity trees as they are stored."""

from msgspec.json import decode, encode

from hornbook_server.domain.course import Activity, ActivityType
from hornbook_server.domain.units import AiccUnit, Cmi5Unit, CompletionRequirement

PLAIN = '{"title":"Golf","type":"AGGREGATION","children":[{"title":"Putting","type":"SCO","href":"a.html"}]}'


def test_a_tree_without_what_playing_needs_is_read_and_written_as_ever():
    tree = decode(PLAIN, type=Activity)
    putting = Activity(title="Putting", type=ActivityType.SCO, href="a.html")
    assert (tree, encode(tree).decode()) == (
        Activity(title="Golf", type=ActivityType.AGGREGATION, children=(putting,)),
        PLAIN,
    )


def test_what_playing_needs_is_stored_with_the_tree():
    tree = Activity(
        title="Golf",
        type=ActivityType.SCO,
        launch_data="a=1\nb=2",
        max_time_allowed="00:30:00",
        time_limit_action="exit,message",
        prerequisites="A1&A2",
        objectives=("http://a.test/o",),
        xapi_type="http://adlnet.gov/expapi/activities/lesson",
        cmi5=Cmi5Unit(move_on="Passed"),
        aicc=AiccUnit(mastery_score="80", completion=(CompletionRequirement(requirement="A1=P", result="completed"),)),
    )
    assert decode(encode(tree), type=Activity) == tree
