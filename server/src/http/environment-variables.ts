/**
 * A definition of a variable in a line of an environment file or in a setting. If `value` is null, the environment doesn't define the variable
 * (`absent`), or the value isn't a text, or tools read it differently (`unreadable`).
 */
export type EnvironmentDefinition = {
  /** The file or setting that holds the definition, for display. */
  readonly source: string;
  /** The environment that defines it; null if the definition applies to all of them. */
  readonly environment: string | null;
  /** Whether its value must not be shown. */
  readonly isSecret: boolean;
  /** Whether some tool prefers it to a definition in the text. */
  readonly mayOverrideText: boolean;
} & ({ readonly value: string } | { readonly value: null; readonly reason: "absent" | "unreadable" });

/**
 * The variables of environments by name, each with all definitions that may apply, at least one. Names are those of references: `{{$dotenv
 * HOST}}` has the name `$dotenv HOST`.
 */
export type EnvironmentVariables = ReadonlyMap<string, readonly EnvironmentDefinition[]>;

export const NO_ENVIRONMENT: EnvironmentVariables = new Map();

/** Whether two environments define the same. Files are also read again when they haven't changed. */
export function isSameEnvironment(a: EnvironmentVariables, b: EnvironmentVariables): boolean {
  return a === b || JSON.stringify([...a]) === JSON.stringify([...b]);
}
