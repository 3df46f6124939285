import type { Browser } from "../cors/engines";
import type { RuleSeverities } from "../rules/framework/severities";

/** What a project's file sets; null for what it leaves to the user. */
export interface ProjectSettings {
  readonly origin: string | null;
  readonly engines: readonly Browser[] | null;
  readonly environment: string | null;
  readonly rules: RuleSeverities;
  readonly readCommentedResponses: boolean | null;
  /** Globs of files that are not looked at, relative to the folder of the file. */
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

/** The settings that both a user and a project have. */
export interface CommonSettings {
  readonly origin: string | null;
  readonly engines?: readonly Browser[];
  readonly rules?: RuleSeverities;
  readonly readCommentedResponses?: boolean;
}

/** Settings with those of a project in their place: it wins, so that everybody who works on it sees the same. */
export function withProject<S extends CommonSettings>(settings: S, project: ProjectSettings): S {
  return {
    ...settings,
    origin: project.origin ?? settings.origin,
    engines: project.engines ?? settings.engines ?? [],
    rules: { ...settings.rules, ...project.rules },
    readCommentedResponses: project.readCommentedResponses ?? settings.readCommentedResponses ?? false,
  };
}
