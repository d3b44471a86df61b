"""The settings of a course that decide on its results, read once."""

from collections.abc import Mapping

from msgspec import Struct

from hornbook_server.domain.course import LearningStandard
from hornbook_server.domain.numbers import number
from hornbook_server.domain.progress.results import Completion
from hornbook_server.domain.settings_catalogue import CATALOGUE, CourseKind

_COMPLETIONS = {
    "Completed": Completion.COMPLETED,
    "Incomplete": Completion.INCOMPLETE,
    "Browsed": Completion.INCOMPLETE,
}


class RollupSettings(Struct, frozen=True, kw_only=True):
    """Named as the settings are, without `Player`. `threshold` is None where no score is asked for."""

    status_mode: str
    score_mode: str
    threshold: float | None
    scoring_objects: int
    apply_status_to_success: bool
    first_sco_is_pretest: bool
    score_overrides_status: bool
    completion_of_failed: Completion
    completion_tracked: bool
    satisfaction_tracked: bool
    score_tracked: bool
    incomplete_satisfaction_meaningful: bool
    incomplete_score_meaningful: bool
    satisfied_causes_completion: bool
    scale_raw_score: bool
    empty_set_to_unknown: bool


def rollup_settings(values: Mapping[str, str]) -> RollupSettings:
    """From the values in force; a setting that is not among them has its default."""

    def text(setting: str) -> str:
        return value_of(values, f"Player{setting}")

    def on(setting: str) -> bool:
        return text(setting) == "true"

    return RollupSettings(
        status_mode=text("StatusRollupModeValue"),
        score_mode=text("ScoreRollupModeValue"),
        threshold=_portion(number(text("StatusRollupModeThresholdScore"))),
        scoring_objects=int(number(text("ScoreRollupModeNumberOfScoringObjects")) or 0),
        apply_status_to_success=on("ApplyRollupStatusToSuccess"),
        first_sco_is_pretest=on("FirstScoIsPretest"),
        score_overrides_status=on("ScoreOverridesStatus"),
        completion_of_failed=_COMPLETIONS.get(text("CompletionStatOfFailedSuccessStat"), Completion.UNKNOWN),
        completion_tracked=on("IsCompletionTracked"),
        satisfaction_tracked=on("IsSatisfactionTracked"),
        score_tracked=on("IsScoreTracked"),
        incomplete_satisfaction_meaningful=on("IsIncompleteSatisfactionMeaningful"),
        incomplete_score_meaningful=on("IsIncompleteScoreMeaningful"),
        satisfied_causes_completion=on("SatisfiedCausesCompletion"),
        scale_raw_score=on("ScaleRawScore"),
        empty_set_to_unknown=on("RollupEmptySetToUnknown"),
    )


def value_of(values: Mapping[str, str], setting: str, standard: LearningStandard | None = None) -> str:
    """The value in force, or the default, which may be that of courses of a standard with one SCO."""
    if setting in values:
        return values[setting]
    return CATALOGUE[setting].default_for(CourseKind(standard, single_sco=True) if standard else None)


def _portion(threshold: float | None) -> float | None:
    """Above 1 it was meant in percent."""
    return threshold / 100 if threshold is not None and threshold > 1 else threshold
