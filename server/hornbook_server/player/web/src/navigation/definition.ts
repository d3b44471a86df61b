/** Sequencing as the server reads it from a manifest (domain/sequencing.py); members that have their default are absent. */

export interface RuleCondition {
  readonly condition: string;
  readonly operator?: "noOp" | "not";
  readonly referenced_objective?: string;
  readonly measure_threshold?: number;
}

export interface SequencingRule {
  readonly action: string;
  readonly conditions: readonly RuleCondition[];
  readonly condition_combination?: "all" | "any";
}

export interface RollupRule {
  readonly action: string;
  readonly conditions: readonly { readonly condition: string; readonly operator?: "noOp" | "not" }[];
  readonly condition_combination?: "all" | "any";
  readonly child_activity_set?: "all" | "any" | "none" | "atLeastCount" | "atLeastPercent";
  readonly minimum_count?: number;
  readonly minimum_percent?: number;
}

export interface MapInfo {
  readonly target_objective_id: string;
  readonly read_satisfied_status?: boolean;
  readonly read_normalized_measure?: boolean;
  readonly write_satisfied_status?: boolean;
  readonly write_normalized_measure?: boolean;
  readonly read_raw_score?: boolean;
  readonly read_min_score?: boolean;
  readonly read_max_score?: boolean;
  readonly read_completion_status?: boolean;
  readonly read_progress_measure?: boolean;
  readonly write_raw_score?: boolean;
  readonly write_min_score?: boolean;
  readonly write_max_score?: boolean;
  readonly write_completion_status?: boolean;
  readonly write_progress_measure?: boolean;
}

export interface ObjectiveDefinition {
  readonly objective_id?: string;
  readonly satisfied_by_measure?: boolean;
  readonly min_normalized_measure?: number;
  readonly map_infos?: readonly MapInfo[];
}

export type Timing = "never" | "once" | "onEachNewAttempt";
export type Required = "always" | "ifAttempted" | "ifNotSkipped" | "ifNotSuspended";

export interface Sequencing {
  readonly control_mode?: {
    readonly choice?: boolean;
    readonly choice_exit?: boolean;
    readonly flow?: boolean;
    readonly forward_only?: boolean;
    readonly use_current_attempt_objective_info?: boolean;
    readonly use_current_attempt_progress_info?: boolean;
  };
  readonly sequencing_rules?: {
    readonly pre_condition?: readonly SequencingRule[];
    readonly exit_condition?: readonly SequencingRule[];
    readonly post_condition?: readonly SequencingRule[];
  };
  readonly limit_conditions?: {
    readonly attempt_limit?: number | null;
    readonly attempt_absolute_duration_limit?: string;
  };
  readonly rollup_rules?: {
    readonly rules?: readonly RollupRule[];
    readonly rollup_objective_satisfied?: boolean;
    readonly rollup_progress_completion?: boolean;
    readonly objective_measure_weight?: number;
  };
  readonly primary_objective?: ObjectiveDefinition;
  readonly objectives?: readonly ObjectiveDefinition[];
  readonly randomization_controls?: {
    readonly randomization_timing?: Timing;
    readonly select_count?: number | null;
    readonly reorder_children?: boolean;
    readonly selection_timing?: Timing;
  };
  readonly delivery_controls?: {
    readonly tracked?: boolean;
    readonly completion_set_by_content?: boolean;
    readonly objective_set_by_content?: boolean;
  };
  readonly constrained_choice_considerations?: {
    readonly prevent_activation?: boolean;
    readonly constrain_choice?: boolean;
  };
  readonly rollup_considerations?: {
    readonly required_for_satisfied?: Required;
    readonly required_for_not_satisfied?: Required;
    readonly required_for_completed?: Required;
    readonly required_for_incomplete?: Required;
    readonly measure_satisfaction_if_active?: boolean;
  };
}

export interface SharedDataMap {
  readonly target_id: string;
  readonly read_shared_data?: boolean;
  readonly write_shared_data?: boolean;
}

export interface Scorm2004Definition {
  readonly sequencing?: Sequencing;
  readonly completion_threshold?: {
    readonly completed_by_measure?: boolean;
    readonly min_progress_measure?: number;
    readonly progress_weight?: number;
  };
  readonly hide_lms_ui?: readonly string[];
  readonly shared_data?: readonly SharedDataMap[];
  readonly objectives_global_to_system?: boolean;
  readonly shared_data_global_to_system?: boolean;
}
