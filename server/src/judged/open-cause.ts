import type { Step } from "../cors/types";
import { isSecretHeader } from "../headers/secret-names";
import type { HeaderName } from "../headers/table";
import { type Field, fieldsNamed, type Message } from "../http/tree";
import { type Place, place } from "../text/range";
import { isUnknown } from "../text/unknown";
import type { JudgedExchanges } from "./judged-document";
import type { JudgedExchange } from "./judged-exchange";

/** A part of an exchange that the text leaves out. */
export type MissingPart =
  | "page"
  | "scheme"
  | "mode"
  | "preflight"
  | "preflight-response"
  | "preflight-responses"
  | "response"
  | "responses"
  | "redirect"
  | "location"
  | "status"
  | "event-source"
  | "media-element"
  | "credentials"
  | "need";

/** Why a verdict is undetermined. */
export type OpenCause =
  | { readonly kind: MissingPart }
  | {
      readonly kind: "value";
      readonly of: "method" | "origin" | "header" | "header-that-needs-preflight";
      /** The header's name; empty if the value isn't a header's. */
      readonly header: string;
      readonly typed: string;
      /** Null if it isn't in the text. */
      readonly place: Place | null;
    }
  | { readonly kind: "elided"; readonly header: string };

/** The first exchange in a redirect chain that makes the verdict on a later one undetermined. */
export function firstUndetermined({ browsers }: JudgedExchanges, exchange: JudgedExchange): JudgedExchange {
  let first = exchange;
  for (let one: JudgedExchange | null = exchange; one !== null; one = one.redirectFrom) {
    const { verdict } = one;
    first = browsers.some((engine) => verdict[engine] === "undetermined") ? one : first;
  }
  return first;
}

/** The first cause for an exchange that is undetermined in at least one browser. */
export function openCauseOf({ browsers }: JudgedExchanges, exchange: JudgedExchange): OpenCause {
  const { applicability, judgement, request, response, servedBy } = exchange;
  if (exchange.isPageUnknown) {
    return { kind: "page" };
  }
  if (applicability.applies === "undetermined") {
    return { kind: applicability.reason === "mode-unknown" ? "mode" : "scheme" };
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
      place: place(request, { start: 0, end: 0 }),
    };
  }
  if (open?.needs === "credentials") {
    return { kind: "credentials" };
  }
  if (open !== undefined) {
    return causeAtStep(open, exchange);
  }
  const setter = otherSetterOf(exchange);
  if (setter !== null) {
    return { kind: setter };
  }
  const unknown = request.fields.filter(({ name, resolved }) => isUnknown(resolved) && !isSecretHeader(name.text));
  const [only, ...others] = unknown;
  return only === undefined || others.length > 0
    ? { kind: "need" }
    : causeInField("header-that-needs-preflight", request, only);
}

/** What may have set a header of the request in place of a script, so that it may need no preflight; null if nothing may. */
export function otherSetterOf({ fetchRequest }: JudgedExchange): "event-source" | "media-element" | null {
  const { orBy } = fetchRequest.fetch.headers.headers.find((header) => header.orBy !== undefined) ?? {};
  return orBy === undefined ? null : orBy === "EventSource" ? "event-source" : "media-element";
}

function causeAtStep({ header }: Step & { readonly header: HeaderName | null }, exchange: JudgedExchange): OpenCause {
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
        place: origin.place,
      }
    : { kind: "elided", header };
}

function causeInField(
  of: "header" | "header-that-needs-preflight",
  message: Message,
  { name, value, line }: Field,
): OpenCause {
  return { kind: "value", of, header: name.text, typed: value.text, place: place(message, line) };
}
