/** A manifest's sequencing as scorm-again's activity tree has it. */

import type { Activity } from "../course";
import type { MapInfo, ObjectiveDefinition, RollupRule, Sequencing, SequencingRule } from "./definition";

/** Settings of one activity. The package types its vocabularies as enums that it does not export. */
export type TreeSettings = Record<string, unknown> & { children: TreeSettings[] };

/**
 * Time limits are left out: SCORM leaves it to the SCO to keep them (SN 4th Ed., 3.4), and scorm-again 3.4 takes an
 * attempt that has just begun as one that is over its limit. Constrained choice is held to outside the tree (choice_path.ts).
 *
 * `byContent`: completion and satisfaction are the content's to set, whatever the manifest says.
 */
export function treeSettings(activity: Activity, byContent: boolean): TreeSettings {
  const { sequencing = {}, completion_threshold: threshold, hide_lms_ui, shared_data } = activity.scorm2004 ?? {};
  const limits = sequencing.limit_conditions ?? {};
  const rules = sequencing.sequencing_rules ?? {};
  return {
    id: activity.key,
    title: activity.title,
    isVisible: activity.visible ?? true,
    attemptLimit: limits.attempt_limit ?? null,
    sequencingControls: controls(sequencing),
    sequencingRules: {
      preConditionRules: (rules.pre_condition ?? []).map(rule),
      exitConditionRules: (rules.exit_condition ?? []).map(rule),
      postConditionRules: (rules.post_condition ?? []).map(rule),
    },
    rollupRules: { rules: (sequencing.rollup_rules?.rules ?? []).map(rollupRule) },
    rollupConsiderations: considerations(sequencing),
    deliveryControls: {
      tracked: sequencing.delivery_controls?.tracked ?? true,
      completionSetByContent: byContent || (sequencing.delivery_controls?.completion_set_by_content ?? false),
      objectiveSetByContent: byContent || (sequencing.delivery_controls?.objective_set_by_content ?? false),
    },
    primaryObjective: { ...objective(sequencing.primary_objective ?? {}), isPrimary: true },
    objectives: (sequencing.objectives ?? []).map(objective),
    ...(threshold && {
      completionThreshold: {
        completedByMeasure: threshold.completed_by_measure ?? false,
        minProgressMeasure: threshold.min_progress_measure ?? 1,
        progressWeight: threshold.progress_weight ?? 1,
      },
    }),
    hideLmsUi: [...(hide_lms_ui ?? [])],
    sharedDataMaps: (shared_data ?? []).map((map) => ({
      targetID: map.target_id,
      readSharedData: map.read_shared_data ?? true,
      writeSharedData: map.write_shared_data ?? true,
    })),
    children: activity.children.map((child) => treeSettings(child, byContent)),
  };
}

function controls(sequencing: Sequencing): Record<string, unknown> {
  const mode = sequencing.control_mode ?? {};
  const random = sequencing.randomization_controls ?? {};
  const rollup = sequencing.rollup_rules ?? {};
  return {
    choice: mode.choice ?? true,
    choiceExit: mode.choice_exit ?? true,
    flow: mode.flow ?? false,
    forwardOnly: mode.forward_only ?? false,
    useCurrentAttemptObjectiveInfo: mode.use_current_attempt_objective_info ?? true,
    useCurrentAttemptProgressInfo: mode.use_current_attempt_progress_info ?? true,
    rollupObjectiveSatisfied: rollup.rollup_objective_satisfied ?? true,
    rollupProgressCompletion: rollup.rollup_progress_completion ?? true,
    objectiveMeasureWeight: rollup.objective_measure_weight ?? 1,
    selectionTiming: random.selection_timing ?? "never",
    selectCount: random.select_count ?? null,
    randomizeChildren: random.reorder_children ?? false,
    randomizationTiming: random.randomization_timing ?? "never",
  };
}

function considerations(sequencing: Sequencing): Record<string, unknown> {
  const given = sequencing.rollup_considerations ?? {};
  return {
    requiredForSatisfied: given.required_for_satisfied ?? "always",
    requiredForNotSatisfied: given.required_for_not_satisfied ?? "always",
    requiredForCompleted: given.required_for_completed ?? "always",
    requiredForIncomplete: given.required_for_incomplete ?? "always",
    measureSatisfactionIfActive: given.measure_satisfaction_if_active ?? true,
  };
}

function rule(one: SequencingRule): Record<string, unknown> {
  return {
    action: one.action,
    conditionCombination: one.condition_combination ?? "all",
    conditions: one.conditions.map((condition) => ({
      condition: condition.condition,
      operator: condition.operator ?? "noOp",
      ...(condition.referenced_objective && { referencedObjective: condition.referenced_objective }),
      parameters: { threshold: condition.measure_threshold ?? 0 },
    })),
  };
}

function rollupRule(one: RollupRule): Record<string, unknown> {
  const names: Readonly<Record<string, string>> = { activityProgressKnown: "progressKnown" };
  return {
    action: one.action,
    conditionCombination: one.condition_combination ?? "any",
    consideration: one.child_activity_set ?? "all",
    minimumCount: one.minimum_count ?? 0,
    minimumPercent: 100 * (one.minimum_percent ?? 0),
    conditions: one.conditions.map((condition) => ({
      condition: names[condition.condition] ?? condition.condition,
      operator: condition.operator ?? "noOp",
    })),
  };
}

function objective(one: ObjectiveDefinition): Record<string, unknown> {
  return {
    objectiveID: one.objective_id ?? "",
    satisfiedByMeasure: one.satisfied_by_measure ?? false,
    minNormalizedMeasure: one.min_normalized_measure ?? 1,
    mapInfo: (one.map_infos ?? []).map(mapInfo),
  };
}

function mapInfo(map: MapInfo): Record<string, unknown> {
  return {
    targetObjectiveID: map.target_objective_id,
    readSatisfiedStatus: map.read_satisfied_status ?? false,
    readNormalizedMeasure: map.read_normalized_measure ?? false,
    writeSatisfiedStatus: map.write_satisfied_status ?? false,
    writeNormalizedMeasure: map.write_normalized_measure ?? false,
    readRawScore: map.read_raw_score ?? false,
    readMinScore: map.read_min_score ?? false,
    readMaxScore: map.read_max_score ?? false,
    readCompletionStatus: map.read_completion_status ?? false,
    readProgressMeasure: map.read_progress_measure ?? false,
    writeRawScore: map.write_raw_score ?? false,
    writeMinScore: map.write_min_score ?? false,
    writeMaxScore: map.write_max_score ?? false,
    writeCompletionStatus: map.write_completion_status ?? false,
    writeProgressMeasure: map.write_progress_measure ?? false,
  };
}
