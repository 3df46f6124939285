import type { Analysis } from "../analysis";
import type { HttpDocument } from "../http/tree";
import { type OpenReference, openReference } from "../http/value";
import type { JudgedExchange } from "../judged/judged-exchange";
import { firstUndetermined, type OpenCause, openCauseOf } from "../judged/open-cause";
import { shortened } from "../words/listed";
import { MISSING_PARTS } from "../words/reasons";
import { code } from "./markdown";
import { disagreementLabel, isEnvironmentOpen, whyOpen } from "./variable";

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
  const cause = openCauseOf(analysis.judged, exchange);
  return cause.kind === "preflight" && exchange.redirectFrom !== null
    ? "The preflight for the request after the redirect isn't shown."
    : openSentence(analysis, cause);
}

function openSentence(analysis: Analysis, cause: OpenCause): string {
  switch (cause.kind) {
    case "elided":
      return `${code(cause.header)} may be among the omitted lines.`;
    case "value":
      return `${subjectOf(cause)} is ${code(cause.typed || "…")}${openWords(analysis, cause)}`;
    default:
      return MISSING_PARTS[cause.kind].sentence;
  }
}

function subjectOf({ of, header }: OpenValue): string {
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
function openWords(analysis: Analysis, cause: OpenValue): string {
  const open = openIn(analysis.document, cause);
  return open === null || (open.reason.kind === "undefined" && cause.typed === `{{${open.name}}}`)
    ? ", which isn't defined."
    : `. ${whyOpen(analysis, open)}`;
}

type OpenValue = Extract<OpenCause, { kind: "value" }>;

function openIn(document: HttpDocument, { typed, place }: OpenValue): OpenReference | null {
  return openReference(typed, document.variables, place === null ? 0 : document.rangeOf(place).start);
}

/** The cause in a few words: `{{origin}} isn't defined`. */
export function openLabel({ document }: Analysis, cause: OpenCause): string {
  switch (cause.kind) {
    case "elided":
      return `${shortened(cause.header)} may be in the omitted lines`;
    case "value": {
      const open = openIn(document, cause);
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
  const cause = openCauseOf(analysis.judged, firstUndetermined(analysis.judged, exchange));
  return cause.kind === "value" && isEnvironmentOpen(openIn(analysis.document, cause));
}
