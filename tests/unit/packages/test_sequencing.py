"""What SCORM 2004 manifests say for the player: sequencing, thresholds, navigation, shared data."""

import io

import msgspec

from hornbook_server.domain.course import Activity, ActivityType
from hornbook_server.domain.sequencing import (
    CompletionThreshold,
    ConstrainedChoiceConsiderations,
    ControlMode,
    DeliveryControls,
    LimitConditions,
    MapInfo,
    Objective,
    RandomizationControls,
    RollupCondition,
    RollupConsiderations,
    RollupRule,
    RollupRules,
    RuleCondition,
    Scorm2004Activity,
    Sequencing,
    SequencingRule,
    SequencingRules,
    SharedData,
)
from hornbook_server.packages import read_package
from tests.fixtures.packages import (
    SCORM2004_NAMESPACES,
    item,
    manifest,
    organization,
    resource,
    resources,
    with_manifest,
)
from tests.fixtures.sequencing import EXTENSIONS, definition, read, sequencing


def test_an_item_without_a_definition_has_none_and_an_empty_one_has_the_defaults():
    assert (definition(read("")), sequencing("")) == (None, Sequencing())


def test_simple_parts_are_their_attributes():
    parts = """
      <imsss:controlMode choice="false" choiceExit="0" flow="TRUE" forwardOnly="1"
        useCurrentAttemptObjectiveInfo="false" useCurrentAttemptProgressInfo="false"/>
      <imsss:limitConditions attemptLimit="2" attemptAbsoluteDurationLimit="PT1H"/>
      <imsss:randomizationControls randomizationTiming="oneachnewattempt" selectCount="3" reorderChildren="true"
        selectionTiming="once"/>
      <imsss:deliveryControls tracked="false" completionSetByContent="true" objectiveSetByContent="true"/>
      <adlseq:constrainedChoiceConsiderations preventActivation="true" constrainChoice="true"/>
      <adlseq:rollupConsiderations requiredForSatisfied="ifAttempted" requiredForNotSatisfied="ifNotSkipped"
        requiredForCompleted="ifNotSuspended" requiredForIncomplete="always" measureSatisfactionIfActive="false"/>
    """
    assert sequencing(parts) == Sequencing(
        control_mode=ControlMode(
            choice=False,
            choice_exit=False,
            flow=True,
            forward_only=True,
            use_current_attempt_objective_info=False,
            use_current_attempt_progress_info=False,
        ),
        limit_conditions=LimitConditions(attempt_limit=2, attempt_absolute_duration_limit="PT1H"),
        randomization_controls=RandomizationControls(
            randomization_timing="onEachNewAttempt", select_count=3, reorder_children=True, selection_timing="once"
        ),
        delivery_controls=DeliveryControls(
            tracked=False, completion_set_by_content=True, objective_set_by_content=True
        ),
        constrained_choice_considerations=ConstrainedChoiceConsiderations(
            prevent_activation=True, constrain_choice=True
        ),
        rollup_considerations=RollupConsiderations(
            required_for_satisfied="ifAttempted",
            required_for_not_satisfied="ifNotSkipped",
            required_for_completed="ifNotSuspended",
            measure_satisfaction_if_active=False,
        ),
    )


def test_rules_keep_their_order_conditions_and_action():
    rules = """<imsss:sequencingRules>
      <imsss:preConditionRule><imsss:ruleConditions conditionCombination="any">
        <imsss:ruleCondition referencedObjective="O" measureThreshold="-.5" operator="not"
          condition="objectiveMeasureGreaterThan"/><imsss:ruleCondition condition="always"/>
      </imsss:ruleConditions><imsss:ruleAction action="skip"/></imsss:preConditionRule>
      <imsss:exitConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="satisfied"/></imsss:ruleConditions>
        <imsss:ruleAction action="exit"/></imsss:exitConditionRule>
      <imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="completed"/></imsss:ruleConditions>
        <imsss:ruleAction action="exitAll"/></imsss:postConditionRule>
      <imsss:postConditionRule><imsss:ruleConditions><imsss:ruleCondition condition="attempted"/></imsss:ruleConditions>
        <imsss:ruleAction action="retry"/></imsss:postConditionRule>
    </imsss:sequencingRules>"""
    assert sequencing(rules) == Sequencing(
        sequencing_rules=SequencingRules(
            pre_condition=(
                SequencingRule(
                    action="skip",
                    condition_combination="any",
                    conditions=(
                        RuleCondition(
                            condition="objectiveMeasureGreaterThan",
                            operator="not",
                            referenced_objective="O",
                            measure_threshold=-0.5,
                        ),
                        RuleCondition(condition="always"),
                    ),
                ),
            ),
            exit_condition=(SequencingRule(action="exit", conditions=(RuleCondition(condition="satisfied"),)),),
            post_condition=(
                SequencingRule(action="exitAll", conditions=(RuleCondition(condition="completed"),)),
                SequencingRule(action="retry", conditions=(RuleCondition(condition="attempted"),)),
            ),
        )
    )


def test_rollup_rules_keep_their_children_and_weights():
    rules = """<imsss:rollupRules rollupObjectiveSatisfied="false" rollupProgressCompletion="false"
        objectiveMeasureWeight="0.5">
      <imsss:rollupRule childActivitySet="atLeastPercent" minimumCount="2" minimumPercent="0.75">
        <imsss:rollupConditions conditionCombination="all"><imsss:rollupCondition operator="not" condition="attempted"/>
        </imsss:rollupConditions><imsss:rollupAction action="notSatisfied"/></imsss:rollupRule></imsss:rollupRules>"""
    assert sequencing(rules) == Sequencing(
        rollup_rules=RollupRules(
            rollup_objective_satisfied=False,
            rollup_progress_completion=False,
            objective_measure_weight=0.5,
            rules=(
                RollupRule(
                    action="notSatisfied",
                    child_activity_set="atLeastPercent",
                    minimum_count=2,
                    minimum_percent=0.75,
                    condition_combination="all",
                    conditions=(RollupCondition(condition="attempted", operator="not"),),
                ),
            ),
        )
    )


def test_objectives_have_the_maps_of_imsss_and_adlseq_by_target():
    objectives = """<imsss:objectives>
      <imsss:primaryObjective objectiveID="P" satisfiedByMeasure="true">
        <imsss:minNormalizedMeasure>0.6</imsss:minNormalizedMeasure>
        <imsss:mapInfo targetObjectiveID="G1" readNormalizedMeasure="false" writeSatisfiedStatus="true"/>
      </imsss:primaryObjective><imsss:objective objectiveID="O"/></imsss:objectives>
    <adlseq:objectives><adlseq:objective objectiveID="P">
      <adlseq:mapInfo targetObjectiveID="G1" readRawScore="false" readMinScore="false" readMaxScore="false"
        readCompletionStatus="true" readProgressMeasure="false" writeRawScore="true"/>
      <adlseq:mapInfo targetObjectiveID="G2" writeProgressMeasure="true"/></adlseq:objective></adlseq:objectives>"""
    assert sequencing(objectives) == Sequencing(
        primary_objective=Objective(
            objective_id="P",
            satisfied_by_measure=True,
            min_normalized_measure=0.6,
            map_infos=(
                MapInfo(
                    target_objective_id="G1",
                    read_satisfied_status=True,
                    write_satisfied_status=True,
                    read_completion_status=True,
                    write_raw_score=True,
                ),
                MapInfo(
                    target_objective_id="G2",
                    read_raw_score=True,
                    read_min_score=True,
                    read_max_score=True,
                    read_completion_status=True,
                    read_progress_measure=True,
                    write_progress_measure=True,
                ),
            ),
        ),
        objectives=(Objective(objective_id="O"),),
    )


def test_what_an_item_says_itself_wins_over_the_definition_it_refers_to():
    shared = (
        '<imsss:sequencingCollection><imsss:sequencing ID="S"><imsss:controlMode flow="true" choice="false"/>'
        '<imsss:deliveryControls tracked="false"/></imsss:sequencing></imsss:sequencingCollection>'
    )
    own = '<imsss:sequencing IDRef="S"><imsss:controlMode forwardOnly="true"/></imsss:sequencing>'
    read_definitions = [
        definition(read(own_definition, collection=shared)) for own_definition in ('<imsss:sequencing IDRef="S"/>', own)
    ]
    untracked = DeliveryControls(tracked=False)
    assert read_definitions == [
        Sequencing(control_mode=ControlMode(flow=True, choice=False), delivery_controls=untracked),
        Sequencing(control_mode=ControlMode(forward_only=True), delivery_controls=untracked),
    ]


def test_an_organization_has_a_definition_and_the_reach_of_its_objectives():
    text = manifest(
        organization("T", item(1) + '<imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>').replace(
            "<organization ",
            '<organization adlseq:objectivesGlobalToSystem="false" adlcp:sharedDataGlobalToSystem="false" ',
        ),
        resources(resource(1, "1.html")),
        namespaces=SCORM2004_NAMESPACES + EXTENSIONS,
        schema_version="2004 4th Edition",
    )
    root = read_package(io.BytesIO(with_manifest(text, "1.html")), filename="upload.zip").root
    assert root.scorm2004 == Scorm2004Activity(
        sequencing=Sequencing(control_mode=ControlMode(flow=True)),
        objectives_global_to_system=False,
        shared_data_global_to_system=False,
    )


def test_an_item_keeps_what_its_sco_starts_with():
    inside = """<adlcp:timeLimitAction>exit,no message</adlcp:timeLimitAction>
      <adlcp:dataFromLMS>a  b</adlcp:dataFromLMS>
      <adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.8" progressWeight="0.5"/>
      <adlcp:data><adlcp:map targetID="D1" writeSharedData="false"/><adlcp:map targetID="D2"/></adlcp:data>
      <adlnav:presentation><adlnav:navigationInterface><adlnav:hideLMSUI>continue</adlnav:hideLMSUI>
        <adlnav:hideLMSUI>exitAll</adlnav:hideLMSUI></adlnav:navigationInterface></adlnav:presentation>"""
    assert read("", items=item(1, inside=inside, attributes='isvisible="false"')).entry == Activity(
        title="Lesson 1",
        type=ActivityType.SCO,
        external_identifier="ITEM1",
        item_identifier="ITEM1",
        resource_identifier="RES1",
        href="1.html",
        visible=False,
        time_limit_action="exit,no message",
        launch_data="a  b",
        scorm2004=Scorm2004Activity(
            completion_threshold=CompletionThreshold(
                completed_by_measure=True, min_progress_measure=0.8, progress_weight=0.5
            ),
            shared_data=(SharedData(target_id="D1", write_shared_data=False), SharedData(target_id="D2")),
            hide_lms_ui=("continue", "exitAll"),
        ),
    )


def test_a_completion_threshold_before_the_fourth_edition_is_its_text():
    assert read("<adlcp:completionThreshold>0.75</adlcp:completionThreshold>").entry.scorm2004 == Scorm2004Activity(
        completion_threshold=CompletionThreshold(completed_by_measure=True, min_progress_measure=0.75)
    )


def test_a_tree_is_stored_and_read_again_whole_and_an_older_one_too():
    root = read('<imsss:sequencing><imsss:controlMode flow="true"/></imsss:sequencing>').root
    older = b'{"title":"T","type":"SCO","href":"1.html"}'
    assert msgspec.json.decode(msgspec.json.encode(root), type=Activity) == root
    assert msgspec.json.decode(older, type=Activity) == Activity(title="T", type=ActivityType.SCO, href="1.html")
