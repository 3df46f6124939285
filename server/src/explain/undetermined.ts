import type { Analysis } from "../analysis";
import type { Step } from "../cors/types";
import { isSecretField } from "../http/secrets";
import { type Field, fieldsNamed, type Message } from "../http/tree";
import { type OpenReference, openReference } from "../http/value";
import { absolute } from "../text/range";
import { isUnknown } from "../text/unknown";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { code } from "./markdown";
import { whyOpen } from "./variable";
import { shortened } from "./words";

/** What keeps a verdict open. */
export type OpenCause =
  | {
      readonly kind:
        | "scheme"
        /** The request needs a preflight, and none is shown. */
        | "preflight"
        | "preflight-response"
        | "response"
        /** Where a redirect leads. */
        | "redirect"
        | "status"
        /** Whether the request needs a preflight depends on several values, or on what is not known. */
        | "need";
    }
  | {
      readonly kind: "value";
      readonly of: "method" | "origin" | "header" | "header-that-needs-preflight";
      /** The name of the header, where the value is that of one. */
      readonly header: string;
      readonly typed: string;
      /** Offset in the document of the text that holds the value. */
      readonly at: number;
    }
  | { readonly kind: "elided"; readonly header: string };

/** The first exchange of a chain of redirects that leaves the verdict on a later one open. */
export function firstUndetermined({ judged: { browsers } }: Analysis, exchange: JudgedExchange): JudgedExchange {
  let first = exchange;
  for (let one: JudgedExchange | null = exchange; one !== null; one = one.redirectFrom) {
    const { verdict } = one;
    first = browsers.some((engine) => verdict[engine] === "undetermined") ? one : first;
  }
  return first;
}

/** Why nobody can tell: the first cause of an exchange that is undetermined in some browser. */
export function openCauseOf(analysis: Analysis, exchange: JudgedExchange): OpenCause {
  const { browsers } = analysis.judged;
  const { applicability, judgement, request, response, servedBy } = exchange;
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
    return { kind: "preflight-response" };
  }
  if (response === null) {
    return { kind: "response" };
  }
  if (open?.header === "Location") {
    return { kind: "redirect" };
  }
  if (isUnknown(request.methodValue)) {
    return { kind: "value", of: "method", header: "", typed: request.methodValue.text ?? "", at: request.start };
  }
  if (open !== undefined) {
    return causeAtStep(open, exchange);
  }
  const unknown = request.fields.filter(({ name, resolved }) => isUnknown(resolved) && !isSecretField(name.text));
  const [only, ...others] = unknown;
  return only === undefined || others.length > 0
    ? { kind: "need" }
    : causeInField("header-that-needs-preflight", request, only);
}

function causeAtStep({ header }: Step & { readonly header: string | null }, exchange: JudgedExchange): OpenCause {
  if (header === null) {
    return { kind: "status" };
  }
  for (const response of [exchange.response, exchange.servedBy?.response ?? null]) {
    const field =
      response === null ? undefined : fieldsNamed(response, header).find(({ resolved }) => isUnknown(resolved));
    if (response !== null && field !== undefined) {
      return causeInField("header", response, field);
    }
  }
  const { origin } = exchange;
  return origin !== null && isUnknown(origin.value)
    ? {
        kind: "value",
        of: "origin",
        header: "",
        typed: origin.value.text ?? "",
        at: origin.place === null ? 0 : absolute(origin.place).start,
      }
    : { kind: "elided", header };
}

function causeInField(
  of: "header" | "header-that-needs-preflight",
  { start }: Message,
  { name, value, line }: Field,
): OpenCause {
  return { kind: "value", of, header: name.text, typed: value.text, at: start + line.start };
}

/** Why nobody can tell, in one sentence of Markdown. */
export function undeterminedReason(analysis: Analysis, exchange: JudgedExchange): string {
  return openSentence(analysis, openCauseOf(analysis, exchange));
}

function openSentence(analysis: Analysis, cause: OpenCause): string {
  switch (cause.kind) {
    case "scheme":
      return "Host and port are those of the page, and the text gives no scheme: the request may be same-origin.";
    case "preflight":
      return "The request needs a preflight, and the text does not show one.";
    case "preflight-response":
      return "The text does not show the response to the preflight.";
    case "response":
      return "The text does not show the response.";
    case "redirect":
      return "The response redirects, and the text does not show where that ends.";
    case "status":
      return "The status of the response is not given.";
    case "need":
      return "Whether the request needs a preflight depends on a value that the text leaves open.";
    case "elided":
      return `${code(cause.header)} may be among the lines that the text leaves out.`;
    case "value":
      return `${subjectOf(cause)} is ${code(cause.typed || "…")}${openWords(analysis, cause.typed, cause.at)}`;
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
      return `Whether the request needs a preflight depends on a value: ${code(header)}`;
  }
}

/** The end of a sentence that names an open value: which of its variables nobody knows, and why. */
function openWords(analysis: Analysis, typed: string, at: number): string {
  const open = openReference(typed, analysis.document.variables, at);
  return open === null || (open.reason.kind === "undefined" && typed === `{{${open.name}}}`)
    ? ", which the text does not define."
    : `. ${whyOpen(analysis, open)}`;
}

/** The same in a few words: `{{origin}} is not defined`. */
export function openLabel({ document }: Analysis, cause: OpenCause): string {
  switch (cause.kind) {
    case "scheme":
      return "no scheme given";
    case "preflight":
      return "no preflight shown";
    case "preflight-response":
      return "no response to the preflight shown";
    case "response":
      return "no response shown";
    case "redirect":
      return "the end of the redirect is not shown";
    case "status":
      return "no status given";
    case "need":
      return "a value that may need a preflight is left open";
    case "elided":
      return `${shortened(cause.header)} may be left out`;
    case "value": {
      const open = openReference(cause.typed, document.variables, cause.at);
      const subject =
        cause.of === "method" ? "the method" : cause.of === "origin" ? "the origin" : shortened(cause.header);
      return open === null ? `${subject} is left open` : referenceLabel(open);
    }
  }
}

function referenceLabel({ name, reason }: OpenReference): string {
  const reference = `{{${shortened(name)}}}`;
  switch (reason.kind) {
    case "undefined":
      return `${reference} is not defined`;
    case "prompt":
      return `${reference} is asked for`;
    case "run-time":
      return `${reference} is computed`;
    case "script":
      return `a script sets ${reference}`;
    case "import":
    case "notation":
    case "redefined":
    case "disputed":
      return `tools differ in ${reference}`;
    case "differs":
      return `${reference} depends on the environment`;
  }
}
