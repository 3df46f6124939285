/**
 * A definition of a variable outside of the text that a tool may take: a line of an environment file, or a setting. Where `value` is null there
 * is none to be taken: the environment does not define the variable (`absent`), or its value is no text, or read differently by different
 * tools (`unreadable`).
 */
export type EnvironmentDefinition = {
  /** Where it stands, for people: a file or a setting. */
  readonly source: string;
  /** The environment that defines it; null for what holds in all of them. */
  readonly environment: string | null;
  /** Whether its value is not to be shown. */
  readonly isSecret: boolean;
  /** Whether some tool prefers it to a definition in the text. */
  readonly mayOverrideText: boolean;
} & ({ readonly value: string } | { readonly value: null; readonly reason: "absent" | "unreadable" });

/**
 * What is defined outside of the text, by name: every definition that may be meant, at least one for each name. The names are those of
 * references, so that `{{$dotenv HOST}}` has the name `$dotenv HOST`.
 */
export type EnvironmentVariables = ReadonlyMap<string, readonly EnvironmentDefinition[]>;

export const NO_ENVIRONMENT: EnvironmentVariables = new Map();

/** Whether two define the same: files are read again without a change. */
export function isSameEnvironment(a: EnvironmentVariables, b: EnvironmentVariables): boolean {
  return (
    a.size === b.size &&
    [...a].every(([name, definitions]) => {
      const others = b.get(name);
      return others?.length === definitions.length && definitions.every((one, i) => isSameDefinition(one, others[i]));
    })
  );
}

function isSameDefinition(a: EnvironmentDefinition, b: EnvironmentDefinition | undefined): boolean {
  return (
    a.value === b?.value &&
    a.source === b.source &&
    a.environment === b.environment &&
    a.isSecret === b.isSecret &&
    a.mayOverrideText === b.mayOverrideText &&
    (a.value !== null || (b.value === null && a.reason === b.reason))
  );
}
