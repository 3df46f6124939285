import type { Analysis } from "../analysis";
import type { Step } from "../cors/types";
import { isSecretHeader } from "../headers/secret-names";
import type { HeaderName } from "../headers/table";
import { type Field, fieldsNamed, type HttpDocument, type Message } from "../http/tree";
import { type OpenReference, openReference } from "../http/value";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { shortened } from "../words/listed";
import { MISSING_PARTS } from "../words/reasons";
import { code } from "./markdown";
import { disagreementLabel, isEnvironmentOpen, whyOpen } from "./variable";

/** Why a verdict is undetermined. */
export type OpenCause =
  | { readonly kind: keyof typeof MISSING_PARTS }
  | {
      readonly kind: "value";
      readonly of: "method" | "origin" | "header" | "header-that-needs-preflight";
      /** The header's name; empty if the value isn't a header's. */
      readonly header: string;
      readonly typed: string;
      /** Where the value is: an offset in the document. */
      readonly at: number;
    }
  | { readonly kind: "elided"; readonly header: string };

/** The first exchange in a redirect chain that makes the verdict on a later one undetermined. */
export function firstUndetermined({ judged: { browsers } }: Analysis, exchange: JudgedExchange): JudgedExchange {
  let first = exchange;
  for (let one: JudgedExchange | null = exchange; one !== null; one = one.redirectFrom) {
    const { verdict } = one;
    first = browsers.some((engine) => verdict[engine] === "undetermined") ? one : first;
  }
  return first;
}

/** The first cause for an exchange that is undetermined in at least one browser. */
export function openCauseOf(analysis: Analysis, exchange: JudgedExchange): OpenCause {
  const { document, browsers } = analysis.judged;
  const { applicability, judgement, request, response, servedBy } = exchange;
  if (exchange.isPageUnknown) {
    return { kind: "page" };
  }
  if (applicability.applies === "undetermined") {
    return { kind: "scheme" };
  }
  const engine = browsers.find((one) => exchange.verdict[one] === "undetermined") ?? "fetch";
  const { needsPreflight, preflight, actual } = judgement[engine];
  const open = [...(preflight?.undetermined ?? []), ...(actual?.undetermined ?? [])][0];
  if (needsPreflight === true && servedBy === null) {
    return { kind: "preflight" };
  }
  if (needsPreflight === true && servedBy !== null && servedBy.response === null) {
    return { kind: servedBy.isContested ? "preflight-responses" : "preflight-response" };
  }
  if (response === null) {
    return { kind: exchange.isContested ? "responses" : "response" };
  }
  if (open?.header === "Location") {
    return { kind: exchange.isFollowed ? "location" : "redirect" };
  }
  if (isUnknown(request.methodValue)) {
    return {
      kind: "value",
      of: "method",
      header: "",
      typed: request.methodValue.text ?? "",
      at: document.startOf(request),
    };
  }
  if (open !== undefined) {
    return causeAtStep(document, open, exchange);
  }
  const unknown = request.fields.filter(({ name, resolved }) => isUnknown(resolved) && !isSecretHeader(name.text));
  const [only, ...others] = unknown;
  return only === undefined || others.length > 0
    ? { kind: "need" }
    : causeInField(document, "header-that-needs-preflight", request, only);
}

function causeAtStep(
  document: HttpDocument,
  { header }: Step & { readonly header: HeaderName | null },
  exchange: JudgedExchange,
): OpenCause {
  if (header === null) {
    return { kind: "status" };
  }
  for (const response of [exchange.response, exchange.servedBy?.response ?? null]) {
    const field =
      response === null ? undefined : fieldsNamed(response, header).find(({ resolved }) => isUnknown(resolved));
    if (response !== null && field !== undefined) {
      return causeInField(document, "header", response, field);
    }
  }
  const { origin } = exchange;
  return origin !== null && isUnknown(origin.value)
    ? {
        kind: "value",
        of: "origin",
        header: "",
        typed: origin.value.text ?? "",
        at: origin.place === null ? 0 : document.rangeOf(origin.place).start,
      }
    : { kind: "elided", header };
}

function causeInField(
  document: HttpDocument,
  of: "header" | "header-that-needs-preflight",
  message: Message,
  { name, value, line }: Field,
): OpenCause {
  return { kind: "value", of, header: name.text, typed: value.text, at: document.startOf(message) + line.start };
}

/** Causes whose sentence says no more than their label. */
export const SAID_BY_LABEL: ReadonlySet<OpenCause["kind"]> = new Set([
  "response",
  "preflight-response",
  "redirect",
  "status",
  "need",
]);

/** Why the verdict is undetermined, in one sentence of Markdown. */
export function undeterminedReason(analysis: Analysis, exchange: JudgedExchange): string {
  return openSentence(analysis, openCauseOf(analysis, exchange));
}

function openSentence(analysis: Analysis, cause: OpenCause): string {
  switch (cause.kind) {
    case "elided":
      return `${code(cause.header)} may be among the omitted lines.`;
    case "value":
      return `${subjectOf(cause)} is ${code(cause.typed || "…")}${openWords(analysis, cause.typed, cause.at)}`;
    default:
      return MISSING_PARTS[cause.kind].sentence;
  }
}

function subjectOf({ of, header }: Extract<OpenCause, { kind: "value" }>): string {
  switch (of) {
    case "method":
      return "The method";
    case "origin":
      return "The page's origin";
    case "header":
      return code(header);
    case "header-that-needs-preflight":
      return `The request may need a preflight: ${code(header)}`;
  }
}

/** The end of a sentence that names an unknown value: which of its variables is unknown, and why. */
function openWords(analysis: Analysis, typed: string, at: number): string {
  const open = openReference(typed, analysis.document.variables, at);
  return open === null || (open.reason.kind === "undefined" && typed === `{{${open.name}}}`)
    ? ", which isn't defined."
    : `. ${whyOpen(analysis, open)}`;
}

/** The cause in a few words: `{{origin}} isn't defined`. */
export function openLabel({ document }: Analysis, cause: OpenCause): string {
  switch (cause.kind) {
    case "elided":
      return `${shortened(cause.header)} may be in the omitted lines`;
    case "value": {
      const open = openReference(cause.typed, document.variables, cause.at);
      const subject =
        cause.of === "method" ? "the method" : cause.of === "origin" ? "the origin" : shortened(cause.header);
      return open === null ? `${subject} isn't known` : referenceLabel(open);
    }
    default:
      return MISSING_PARTS[cause.kind].label;
  }
}

function referenceLabel({ name, reason }: OpenReference): string {
  const reference = `{{${shortened(name)}}}`;
  switch (reason.kind) {
    case "undefined":
      return `${reference} isn't defined`;
    case "prompt":
      return `${reference} is prompted for`;
    case "run-time":
      return `${reference} is computed at run time`;
    case "script":
      return `a script sets ${reference}`;
    case "import":
    case "notation":
    case "redefined":
    case "disputed":
      return `tools disagree on ${reference}`;
    case "differs":
      return `${reference} ${disagreementLabel(reason.definitions)}`;
  }
}

/** Whether the verdict is undetermined because no environment is chosen. */
export function needsEnvironment(analysis: Analysis, exchange: JudgedExchange): boolean {
  if (!analysis.judged.browsers.some((engine) => exchange.verdict[engine] === "undetermined")) {
    return false;
  }
  const cause = openCauseOf(analysis, firstUndetermined(analysis, exchange));
  return cause.kind === "value" && isEnvironmentOpen(openReference(cause.typed, analysis.document.variables, cause.at));
}
