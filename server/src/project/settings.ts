import type { Settings } from "../analysis";
import type { Browser } from "../cors/engines";
import type { RuleSeverities } from "../rules/framework/severities";

/** Settings that override others. Null leaves a setting as it is. */
export interface Overrides {
  readonly origin: string | null;
  readonly engines: readonly Browser[] | null;
  readonly rules: RuleSeverities;
  readonly readCommentedResponses: boolean | null;
  readonly readUnlabelledFences: boolean | null;
  /** Origins that the server should allow. */
  readonly trusted: readonly string[] | null;
  /** Origins that the server should not allow. */
  readonly untrusted: readonly string[] | null;
}

/** The settings in a project file. Null leaves a setting to the user. */
export interface ProjectSettings extends Overrides {
  readonly environment: string | null;
  /** Globs of files to ignore, relative to the folder of the project file. */
  readonly ignore: readonly string[];
}

export const NO_PROJECT_SETTINGS: ProjectSettings = {
  origin: null,
  engines: null,
  environment: null,
  rules: {},
  readCommentedResponses: null,
  readUnlabelledFences: null,
  trusted: null,
  untrusted: null,
  ignore: [],
};

/**
 * Overrides settings. A project's override the user's, so that everyone who works on it sees the same findings; a command line's override the
 * project's.
 */
export function withOverrides(
  settings: Settings,
  { origin, engines, rules, readCommentedResponses, readUnlabelledFences, trusted, untrusted }: Overrides,
): Settings {
  return {
    ...settings,
    origin: origin ?? settings.origin,
    engines: engines ?? settings.engines ?? [],
    rules: { ...settings.rules, ...rules },
    readCommentedResponses: readCommentedResponses ?? settings.readCommentedResponses ?? false,
    readUnlabelledFences: readUnlabelledFences ?? settings.readUnlabelledFences ?? true,
    trusted: trusted ?? settings.trusted ?? [],
    untrusted: untrusted ?? settings.untrusted ?? [],
  };
}
