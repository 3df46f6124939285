import { normalizeMethod } from "../cors/method";
import type { CallOptions, Field } from "../http/tree";
import { openMarksIn } from "../http/value";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown, type Value } from "../text/unknown";

/** A field to write, and the value that it must have when it is read again. */
export interface WrittenField {
  readonly name: string;
  readonly text: string;
  readonly value: Value;
}

/** The parts of a request that are written in the place of a command. */
export interface WrittenRequest {
  readonly directives: readonly string[];
  readonly method: string;
  readonly target: string;
  readonly fields: readonly WrittenField[];
  /** Whether other fields are left open. */
  readonly elided: boolean;
}

/** What a call of `fetch()` makes of a page and its options, as fields and a directive. Null if that can't be written. */
export function requestOfCall(exchange: JudgedExchange, call: CallOptions): WrittenRequest | null {
  const { request, target, origin, judgement } = exchange;
  const { method, methodValue, wholeTarget, targetValue, elided } = request;
  const mode = call.mode?.value ?? null;
  const url = isUnknown(targetValue) ? inPlaceholders(wholeTarget) : target.url === null ? null : targetValue;
  // An elision isn't taken for a header that forces a preflight.
  const isOpen = elided && judgement.fetch.needsPreflight !== true;
  if (isOpen || isUnknown(methodValue) || isUnknown(mode) || url === null) {
    return null;
  }
  const page = origin?.source === "referrer" && !isUnknown(origin.value) ? origin.value : null;
  // A browser's own headers are known by this one.
  const showsMode = mode !== null && (mode !== "cors" || call.referrer !== null);
  const fields = request.fields.filter(({ name }) => !showsMode || name.text.toLowerCase() !== "sec-fetch-mode");
  return {
    directives: directivesFor(call),
    method: normalizeMethod(method?.text ?? "GET"),
    target: isUnknown(targetValue) || wholeTarget.includes("{{") ? url : (target.url ?? url),
    fields: [
      ...(page === null ? [] : [{ name: "Origin", text: page, value: page }]),
      ...(showsMode ? [{ name: "Sec-Fetch-Mode", text: mode, value: mode }] : []),
      ...fields.map(writtenField),
    ],
    elided,
  };
}

function directivesFor({ credentials }: CallOptions): string[] {
  const mode = credentials?.value ?? null;
  return mode === null || mode === "same-origin" ? [] : [`@cors credentials=${isUnknown(mode) ? "unknown" : mode}`];
}

function writtenField({ name, value, resolved }: Field): WrittenField {
  return { name: name.text, text: isUnknown(resolved) ? inPlaceholders(value.text) : value.text, value: resolved };
}

/** A text that a script's variables leave open, with a placeholder for each of them: `Bearer <token>`. */
export function inPlaceholders(typed: string): string {
  if (typed.includes("${")) {
    return typed.replace(/\$\{([^{}]*)\}/g, (_, expression: string) => placeholder(expression));
  }
  const isOpen = typed.includes("{{") || !openMarksIn(typed).next().done;
  return isOpen ? typed : placeholder(typed);
}

function placeholder(expression: string): string {
  return `<${/[A-Za-z_][\w.]{0,40}/.exec(expression)?.[0] ?? "value"}>`;
}
