import { append } from "../text/append";
import { isObject, type Json, type JsonObject, parseJson } from "../text/json";
import { parseDotenv } from "./dotenv";
import { environmentFileKind } from "./file-kind";

/** A file that defines environments. */
export interface EnvironmentFile {
  /** To show. */
  readonly path: string;
  /** Without folders. */
  readonly name: string;
  readonly text: string;
}

/** The variables that a file or setting defines for one environment, or for all. A value is null if it isn't a string. */
export interface Definitions {
  readonly source: string;
  /** Null for all environments. */
  readonly environment: string | null;
  readonly isSecret: boolean;
  readonly mayOverrideText: boolean;
  readonly values: ReadonlyMap<string, string | null>;
}

/**
 * Definitions that one tool reads together. Those for an environment override those for all. Several definitions for the same
 * environment have no order.
 */
export interface Family {
  readonly definitions: readonly Definitions[];
  /** The prefix of references to this family alone, as in `{{$dotenv HOST}}`; null if there are no such references. */
  readonly prefix: "$dotenv" | null;
}

export interface Environments {
  readonly families: readonly Family[];
  /** A line for each file with a mistake: with its place, and never with a value. */
  readonly problems: readonly string[];
}

/** The environments that files and settings define. */
export function environmentsOf(
  files: readonly EnvironmentFile[],
  settings: readonly EnvironmentSetting[],
): Environments {
  const json: Definitions[] = [];
  const dotenv: Definitions[] = [];
  const problems: string[] = [];
  for (const file of files) {
    const kind = environmentFileKind(file.name);
    if (kind?.format === "json") {
      const read = parseJson(file.text);
      if ("value" in read && isObject(read.value)) {
        append(
          json,
          environmentsIn(read.value, { source: file.path, isSecret: kind.isPrivate, mayOverrideText: true }),
        );
      } else {
        const at = "value" in read ? 0 : read.errorAt;
        problems.push(`${file.path}:${lineOf(file.text, at)}: expected a JSON object; the file is ignored`);
      }
    } else if (kind !== null) {
      const { variables, oddLine } = parseDotenv(file.text);
      if (oddLine !== null) {
        problems.push(`${file.path}:${oddLine}: expected NAME=value; the line is ignored`);
      }
      dotenv.push({
        source: file.path,
        environment: kind.environment,
        isSecret: true,
        mayOverrideText: false,
        values: new Map(variables.map(({ name, value }) => [name, value])),
      });
    }
  }
  return {
    families: [
      { definitions: json, prefix: null },
      { definitions: dotenv, prefix: "$dotenv" },
      ...settings.map(({ name, value }): Family => {
        const read = jsonOf(value, 2);
        const facts = { source: name, isSecret: false, mayOverrideText: false };
        return { definitions: isObject(read) ? environmentsIn(read, facts) : [], prefix: null };
      }),
    ],
    problems,
  };
}

/** A setting of another extension that defines environments: `{ "$shared": { "host": "…" }, "dev": { … } }`. */
export interface EnvironmentSetting {
  readonly name: string;
  readonly value: unknown;
}

function environmentsIn(
  environments: JsonObject,
  facts: Pick<Definitions, "source" | "isSecret" | "mayOverrideText">,
): Definitions[] {
  return [...environments].flatMap(([name, variables]) =>
    isObject(variables)
      ? [{ ...facts, environment: name === "$shared" ? null : name, values: textsOf(variables) }]
      : [],
  );
}

/** Numbers and booleans become strings. Other values, such as the name of a secret in a vault, are null. */
function textsOf(variables: JsonObject): Map<string, string | null> {
  return new Map(
    [...variables].map(([name, value]) => [
      name,
      typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : null,
    ]),
  );
}

/** @param depth how many levels of objects are read: what is in deeper ones defines no variable, and becomes null. */
function jsonOf(value: unknown, depth: number): Json {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return value;
  }
  return typeof value === "object" && value !== null && !Array.isArray(value) && depth > 0
    ? new Map(Object.entries(value).map(([name, member]) => [name, jsonOf(member, depth - 1)]))
    : null;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
