"""Sequencing that means nothing, and such as means too much."""

import pytest

from hornbook_server.domain.package import PackageError
from hornbook_server.domain.sequencing import Sequencing
from tests.fixtures.packages import item
from tests.fixtures.sequencing import codes, definition, read


@pytest.mark.parametrize(
    "part",
    [
        '<imsss:controlMode flow="maybe"/>',
        '<imsss:limitConditions attemptLimit="-1"/>',
        '<imsss:rollupRules objectiveMeasureWeight="2"/>',
        '<imsss:randomizationControls selectionTiming="always"/>',
        "<imsss:sequencingRules><imsss:exitConditionRule/></imsss:sequencingRules>",
        """<imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions><imsss:ruleCondition/>
        </imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule></imsss:sequencingRules>""",
    ],
)
def test_what_can_mean_nothing_is_told_and_left_out(part):
    package = read(f"<imsss:sequencing>{part}</imsss:sequencing>")
    assert (definition(package), codes(package)) == (Sequencing(), ["SEQUENCING_INVALID"])


def test_a_reference_to_no_definition_is_told():
    assert codes(read('<imsss:sequencing IDRef="gone"/>')) == ["SEQUENCING_INVALID"]


def test_definitions_that_grow_by_reference_are_refused():
    objectives = "".join(f'<imsss:objective objectiveID="O{number}"/>' for number in range(1000))
    shared = (
        '<imsss:sequencingCollection><imsss:sequencing ID="S"><imsss:objectives><imsss:primaryObjective/>'
        f"{objectives}</imsss:objectives></imsss:sequencing></imsss:sequencingCollection>"
    )
    with pytest.raises(PackageError) as refused:
        read("", items=item(1, inside='<imsss:sequencing IDRef="S"/>') * 200, collection=shared)
    assert refused.value.finding.code == "LIMIT_SEQUENCING"
