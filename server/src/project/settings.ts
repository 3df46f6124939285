import type { Browser } from "../cors/engines";
import type { RuleSeverities } from "../rules/framework/severities";

/** The settings in a project file. Null leaves a setting to the user. */
export interface ProjectSettings {
  readonly origin: string | null;
  readonly engines: readonly Browser[] | null;
  readonly environment: string | null;
  readonly rules: RuleSeverities;
  readonly readCommentedResponses: boolean | null;
  /** Globs of files to ignore, relative to the folder of the project file. */
  readonly ignore: readonly string[];
}

export const NO_PROJECT_SETTINGS: ProjectSettings = {
  origin: null,
  engines: null,
  environment: null,
  rules: {},
  readCommentedResponses: null,
  ignore: [],
};

/** The settings that a user and a project can both have. */
export interface CommonSettings {
  readonly origin: string | null;
  readonly engines?: readonly Browser[];
  readonly rules?: RuleSeverities;
  readonly readCommentedResponses?: boolean;
}

/** Overrides settings with those of a project, so that everyone who works on it sees the same findings. */
export function withProject<S extends CommonSettings>(settings: S, project: ProjectSettings): S {
  return {
    ...settings,
    origin: project.origin ?? settings.origin,
    engines: project.engines ?? settings.engines ?? [],
    rules: { ...settings.rules, ...project.rules },
    readCommentedResponses: project.readCommentedResponses ?? settings.readCommentedResponses ?? false,
  };
}
