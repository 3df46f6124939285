import type { EnvironmentDefinition, EnvironmentVariables } from "../http/environment-variables";
import type { Definitions, Environments, Family } from "./environment";

/**
 * All definitions that a variable may have, by name.
 * @param active the name of the chosen environment; null if none is chosen, so that any of them may apply, or none.
 */
export function environmentVariables({ families }: Environments, active: string | null): EnvironmentVariables {
  const variables = new Map<string, EnvironmentDefinition[]>();
  const add = (name: string, definition: EnvironmentDefinition) => {
    const others = variables.get(name);
    if (others === undefined) {
      variables.set(name, [definition]);
    } else {
      others.push(definition);
    }
  };
  for (const family of families) {
    for (const [name, definitions] of familyVariables(family, active)) {
      for (const definition of definitions) {
        add(name, definition);
        if (family.prefix !== null) {
          add(`${family.prefix} ${name}`, definition);
        }
      }
    }
    for (const shared of family.definitions.filter(({ environment }) => environment === null)) {
      for (const [name, value] of family.prefix === null ? shared.values : []) {
        add(`$shared ${name}`, definitionOf(shared, value));
      }
    }
  }
  return variables;
}

/** The names of the variables that an environment defines, whichever one is chosen. Those that only apply to all environments aren't included. */
export function variablesOfEnvironments(environments: Environments): ReadonlySet<string> {
  return new Set(
    [...environmentVariables(environments, null)].flatMap(([name, definitions]) =>
      definitions.some(({ environment }) => environment !== null) ? [name] : [],
    ),
  );
}

/** The names of all environments, sorted. */
export function environmentNames({ families }: Environments): string[] {
  const names = families.flatMap(({ definitions }) => definitions.flatMap(({ environment }) => environment ?? []));
  return [...new Set(names)].sort();
}

function familyVariables({ definitions }: Family, active: string | null): Map<string, EnvironmentDefinition[]> {
  const shared = definitions.filter(({ environment }) => environment === null);
  const names = active === null ? environmentsIn(definitions) : [active];
  const byEnvironment = names.map((name) => definitions.filter(({ environment }) => environment === name));
  const found = new Map<string, EnvironmentDefinition[]>();
  for (const name of new Set([...shared, ...byEnvironment.flat()].flatMap(({ values }) => [...values.keys()]))) {
    const ofShared = definitionsOf(shared, name);
    const ofEach = byEnvironment.map((one) => definitionsOf(one, name));
    const usesShared = active === null || ofEach.some((own) => own.length === 0);
    const all = [...(usesShared ? ofShared : []), ...ofEach.flat()];
    const lacking = ofShared.length > 0 ? [] : byEnvironment.filter((_, i) => ofEach[i]?.length === 0);
    found.set(name, [...all, ...lacking.flatMap(([first]) => (first === undefined ? [] : absent(first)))]);
  }
  return found;
}

function environmentsIn(definitions: readonly Definitions[]): string[] {
  return [...new Set(definitions.flatMap(({ environment }) => environment ?? []))];
}

function definitionsOf(all: readonly Definitions[], name: string): EnvironmentDefinition[] {
  return all.flatMap((one) => {
    const value = one.values.get(name);
    return value === undefined ? [] : [definitionOf(one, value)];
  });
}

function definitionOf({ values: _, ...facts }: Definitions, value: string | null): EnvironmentDefinition {
  return value === null ? { ...facts, value, reason: "unreadable" } : { ...facts, value };
}

/** Records that an environment doesn't define a variable that another one defines. */
function absent({ values: _, ...facts }: Definitions): EnvironmentDefinition {
  return { ...facts, value: null, reason: "absent" };
}
