import type { Analysis } from "../analysis";
import { isSecretHeader, soundsSecret } from "../headers/secret-names";
import type { EnvironmentDefinition } from "../http/environment-variables";
import { type Reference, referencesIn } from "../http/references";
import { isSecret } from "../http/secrets";
import { type OpenReference, openReference, resolveValue } from "../http/value";
import type { TextDefinition } from "../http/variables";
import { touches } from "../text/range";
import { isUnknown } from "../text/unknown";
import { shortened } from "../words/listed";
import { enumerate } from "../words/quote";
import { messageAt } from "./locate";
import { code } from "./markdown";

/** The references on the line of an offset in the document. */
export function referencesOnLine({ document, lines }: Analysis, offset: number): Reference[] {
  const line = document.lines[lines.positionAt(offset).line];
  return line === undefined || line.kind === "prose" || line.kind === "fence"
    ? []
    : Array.from(referencesIn(document.text, line.content, line.end));
}

/** The reference at an offset in the document; null if there is none. */
export function referenceAt(analysis: Analysis, offset: number): Reference | null {
  return referencesOnLine(analysis, offset).find((reference) => touches(reference, offset)) ?? null;
}

/** A variable's value and where it is defined, or why it isn't known. */
export function variableParagraph(analysis: Analysis, { name, start }: Reference): string {
  const { variables } = analysis.document;
  const typed = `{{${name}}}`;
  const meaning = variables.meaning(name, start);
  const open = openReference(typed, variables, start);
  const subject = `Variable ${code(name)}`;
  if (open !== null || meaning.kind === "open") {
    return `${subject}: **unknown**. ${open === null ? "" : whyOpen(analysis, open)}`.trimEnd();
  }
  const value = resolveValue(typed, variables, start);
  const isHidden = isSecret(name, start, variables) || isInSecretField(analysis, start);
  const shown = isHidden ? "*hidden*" : isUnknown(value) ? `${code(meaning.value)}, a placeholder` : code(value);
  const from = meaning.kind === "text" ? lineWords(analysis, [meaning.definition]) : placesOf(meaning.definitions);
  return `${subject}: ${shown}, from ${from}.`;
}

const MAX_LISTED = 4;

function isInSecretField(analysis: Analysis, offset: number): boolean {
  const message = messageAt(analysis.judged, offset);
  const field = message?.fields.find(({ line }) => touches(line, offset - analysis.document.startOf(message)));
  return field !== undefined && isSecretHeader(field.name.text);
}

/** Why a variable's value isn't known, in one sentence of Markdown. */
export function whyOpen(analysis: Analysis, { name, reason }: OpenReference): string {
  const variable = code(name);
  switch (reason.kind) {
    case "undefined":
      return `${variable} isn't defined in this file or in an environment.`;
    case "prompt":
      return `${variable} is prompted for when the request is sent.`;
    case "run-time":
      return `${variable} is computed when the request is sent.`;
    case "script":
      return `A script sets ${variable}.`;
    case "import":
      return `${variable} is defined outside this file, but a file that this one imports may define it too.`;
    case "notation": {
      const value = soundsSecret(name) ? "its value" : code(reason.definition.value);
      return `Tools disagree on the backslashes in ${value}, the value of ${variable} on ${lineWords(analysis, [reason.definition])}.`;
    }
    case "redefined":
      return `${variable} has different values on ${lineWords(analysis, reason.definitions)}, and tools disagree on which one applies here.`;
    case "disputed":
      return `${variable} has different values on ${lineWords(analysis, [reason.definition])} and in ${placesOf(reason.definitions)}, and tools disagree on which one applies.`;
    case "differs":
      return `${variable} ${disagreement(reason.definitions)}`;
  }
}

function disagreement(definitions: readonly EnvironmentDefinition[]): string {
  const unreadable = definitions.filter((one) => one.value === null && one.reason === "unreadable");
  if (unreadable.length > 0) {
    return `has a value that tools read differently in ${placesOf(unreadable)}.`;
  }
  const absent = definitions.filter(({ value }) => value === null);
  const present = definitions.filter(({ value }) => value !== null);
  const choice = areChoices(definitions) ? "; choose an environment (`corsLens.environment`, `--env`)" : "";
  return new Set(present.map(({ value }) => value)).size > 1
    ? `has different values in ${placesOf(present)}${choice}.`
    : `is defined in ${placesOf(present)}, but not in ${placesOf(absent)}${choice}.`;
}

/** Why the definitions give a variable no value, in a few words of plain text: `differs between dev and prod`. */
export function disagreementLabel(definitions: readonly EnvironmentDefinition[]): string {
  const namesOf = (some: readonly EnvironmentDefinition[]) =>
    listed([...new Set(some.map(({ environment }) => shortened(environment ?? "$shared")))]);
  const isIn = (reason: "absent" | "unreadable") => (one: EnvironmentDefinition) =>
    one.value === null && one.reason === reason;
  const present = definitions.filter(({ value }) => value !== null);
  if (definitions.some(isIn("unreadable"))) {
    return "is read differently by tools";
  }
  if (new Set(present.map(({ value }) => value)).size < 2) {
    return `isn't defined in ${namesOf(definitions.filter(isIn("absent")))}`;
  }
  return areChoices(present) ? `differs between ${namesOf(present)}` : "has several values";
}

/** Whether a reference has no value because no environment is chosen. */
export function isEnvironmentOpen(open: OpenReference | null): boolean {
  return open?.reason.kind === "differs" && areChoices(open.reason.definitions);
}

/** Whether the definitions are those of several environments, so that choosing one may settle the value. */
function areChoices(definitions: readonly EnvironmentDefinition[]): boolean {
  return new Set(definitions.map(({ environment }) => environment)).size > 1;
}

/** The files and settings, each with its environments. */
function placesOf(definitions: readonly EnvironmentDefinition[]): string {
  const sources = new Map<string, Set<string | null>>();
  for (const { source, environment } of definitions) {
    sources.set(source, (sources.get(source) ?? new Set()).add(environment));
  }
  return listed(
    Array.from(sources, ([source, environments]) => {
      const names = Array.from(environments, (environment) => code(environment ?? "$shared"));
      const noun = names.length === 1 ? "environment" : "environments";
      return environments.size === 1 && environments.has(null)
        ? code(source)
        : `${code(source)}, ${noun} ${listed(names)}`;
    }),
  );
}

function listed(items: readonly string[]): string {
  const rest = items.length - MAX_LISTED;
  return enumerate(rest > 0 ? [...items.slice(0, MAX_LISTED), `${rest} more`] : items);
}

function lineWords({ lines }: Analysis, definitions: readonly TextDefinition[]): string {
  const numbers = definitions.map(({ start }) => String(lines.positionAt(start).line + 1));
  return `${numbers.length === 1 ? "line" : "lines"} ${listed(numbers)}`;
}
