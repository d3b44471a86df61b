"""What SCORM 2004 says of an activity beside its launch: sequencing, completion, navigation, shared data.

Names are those of the imsss, adlseq, adlcp and adlnav elements and attributes in snake case, values those of their
vocabularies, defaults those of the standard (CAM 4th Ed., 5.1 and 3.4.1; SN 4th Ed., chapter 3). A definition is
complete: an IDRef into the manifest's sequencingCollection is worked out. An activity without a definition behaves as
one with `Sequencing()`.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct

Measure = Annotated[float, Meta(ge=-1, le=1)]
Portion = Annotated[float, Meta(ge=0, le=1)]
Count = Annotated[int, Meta(ge=0)]

Operator = Literal["noOp", "not"]
Combination = Literal["all", "any"]
RuleAction = Literal[
    "skip",
    "disabled",
    "hiddenFromChoice",
    "stopForwardTraversal",
    "exit",
    "exitParent",
    "exitAll",
    "retry",
    "retryAll",
    "continue",
    "previous",
]
RuleConditionName = Literal[
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "objectiveMeasureGreaterThan",
    "objectiveMeasureLessThan",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
    "always",
]
RollupAction = Literal["satisfied", "notSatisfied", "completed", "incomplete"]
RollupConditionName = Literal[
    "satisfied",
    "objectiveStatusKnown",
    "objectiveMeasureKnown",
    "completed",
    "activityProgressKnown",
    "attempted",
    "attemptLimitExceeded",
    "timeLimitExceeded",
    "outsideAvailableTimeRange",
]
ChildActivitySet = Literal["all", "any", "none", "atLeastCount", "atLeastPercent"]
Timing = Literal["never", "once", "onEachNewAttempt"]
Required = Literal["always", "ifAttempted", "ifNotSkipped", "ifNotSuspended"]
Button = Literal["previous", "continue", "exit", "exitAll", "abandon", "abandonAll", "suspendAll"]


class _Definition(Struct, frozen=True, kw_only=True, omit_defaults=True):
    pass


class ControlMode(_Definition, frozen=True):
    choice: bool = True
    choice_exit: bool = True
    flow: bool = False
    forward_only: bool = False
    use_current_attempt_objective_info: bool = True
    use_current_attempt_progress_info: bool = True


class RuleCondition(_Definition, frozen=True):
    """`referenced_objective` is an objective's id, empty for the primary one."""

    condition: RuleConditionName
    operator: Operator = "noOp"
    referenced_objective: str = ""
    measure_threshold: Measure = 0.0


class SequencingRule(_Definition, frozen=True):
    action: RuleAction
    conditions: tuple[RuleCondition, ...]
    condition_combination: Combination = "all"


class SequencingRules(_Definition, frozen=True):
    pre_condition: tuple[SequencingRule, ...] = ()
    exit_condition: tuple[SequencingRule, ...] = ()
    post_condition: tuple[SequencingRule, ...] = ()


class LimitConditions(_Definition, frozen=True):
    """The duration is ISO 8601, as it is written, and the SCO's cmi.max_time_allowed."""

    attempt_limit: Count | None = None
    attempt_absolute_duration_limit: str = ""


class RollupCondition(_Definition, frozen=True):
    condition: RollupConditionName
    operator: Operator = "noOp"


class RollupRule(_Definition, frozen=True):
    action: RollupAction
    conditions: tuple[RollupCondition, ...]
    condition_combination: Combination = "any"
    child_activity_set: ChildActivitySet = "all"
    minimum_count: Count = 0
    minimum_percent: Portion = 0.0


class RollupRules(_Definition, frozen=True):
    rules: tuple[RollupRule, ...] = ()
    rollup_objective_satisfied: bool = True
    rollup_progress_completion: bool = True
    objective_measure_weight: Portion = 1.0


class MapInfo(_Definition, frozen=True):
    """A local objective's link to a global one: imsss:mapInfo and adlseq:mapInfo of one target, as one.

    What either element would mean by default is spelled out here, so False is what no element allows.
    """

    target_objective_id: str
    read_satisfied_status: bool = False
    read_normalized_measure: bool = False
    write_satisfied_status: bool = False
    write_normalized_measure: bool = False
    read_raw_score: bool = False
    read_min_score: bool = False
    read_max_score: bool = False
    read_completion_status: bool = False
    read_progress_measure: bool = False
    write_raw_score: bool = False
    write_min_score: bool = False
    write_max_score: bool = False
    write_completion_status: bool = False
    write_progress_measure: bool = False


class Objective(_Definition, frozen=True):
    """`min_normalized_measure` counts where `satisfied_by_measure`."""

    objective_id: str = ""
    satisfied_by_measure: bool = False
    min_normalized_measure: Measure = 1.0
    map_infos: tuple[MapInfo, ...] = ()


class RandomizationControls(_Definition, frozen=True):
    """`select_count` is None where all children are taken."""

    randomization_timing: Timing = "never"
    select_count: Count | None = None
    reorder_children: bool = False
    selection_timing: Timing = "never"


class DeliveryControls(_Definition, frozen=True):
    tracked: bool = True
    completion_set_by_content: bool = False
    objective_set_by_content: bool = False


class ConstrainedChoiceConsiderations(_Definition, frozen=True):
    prevent_activation: bool = False
    constrain_choice: bool = False


class RollupConsiderations(_Definition, frozen=True):
    required_for_satisfied: Required = "always"
    required_for_not_satisfied: Required = "always"
    required_for_completed: Required = "always"
    required_for_incomplete: Required = "always"
    measure_satisfaction_if_active: bool = True


class Sequencing(_Definition, frozen=True):
    """`primary_objective` contributes to rollup; `objectives` are the others, in order."""

    control_mode: ControlMode = ControlMode()
    sequencing_rules: SequencingRules = SequencingRules()
    limit_conditions: LimitConditions = LimitConditions()
    rollup_rules: RollupRules = RollupRules()
    primary_objective: Objective = Objective()
    objectives: tuple[Objective, ...] = ()
    randomization_controls: RandomizationControls = RandomizationControls()
    delivery_controls: DeliveryControls = DeliveryControls()
    constrained_choice_considerations: ConstrainedChoiceConsiderations = ConstrainedChoiceConsiderations()
    rollup_considerations: RollupConsiderations = RollupConsiderations()


class CompletionThreshold(_Definition, frozen=True):
    """adlcp:completionThreshold; before the fourth edition its text is the measure, and it always completes by it."""

    completed_by_measure: bool = False
    min_progress_measure: Portion = 1.0
    progress_weight: Portion = 1.0


class SharedData(_Definition, frozen=True):
    """adlcp:map: a store that this SCO shares with those that name the same target (fourth edition)."""

    target_id: str
    read_shared_data: bool = True
    write_shared_data: bool = True


class Scorm2004Activity(_Definition, frozen=True):
    """`hide_lms_ui` names the player's buttons that the SCO brings itself; the last two are the organization's."""

    sequencing: Sequencing | None = None
    completion_threshold: CompletionThreshold | None = None
    hide_lms_ui: tuple[Button, ...] = ()
    shared_data: tuple[SharedData, ...] = ()
    objectives_global_to_system: bool = True
    shared_data_global_to_system: bool = True
