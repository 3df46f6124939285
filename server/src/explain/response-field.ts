import type { Analysis } from "../analysis";
import { receivedHeadersOf } from "../case/header-list";
import {
  exposedHeaderNames,
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
} from "../cors/response-header";
import { headerNamed } from "../headers/headers";
import { type Field, fieldsNamed, type Response } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isRedirect } from "../rules/shared/redirect";
import { isUnknown } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { responseHeaderBehaviour } from "../words/header-behaviour";
import { storedCookieParagraphs } from "./cookies";
import { locationParagraphs } from "./location";
import { dominant } from "./verdict";

/**
 * What a response header does in browsers, and whether a script can read it. Markdown.
 * @param exchange null for a response without a request.
 */
export function responseFieldParagraphs(
  analysis: Analysis,
  exchange: JudgedExchange | null,
  response: Response,
  field: Field,
): string[] {
  if (exchange === null) {
    return [responseHeaderBehaviour(field.name.text).sentence];
  }
  const header = headerNamed(field.name.text);
  if (header === "Vary") {
    return varyWords(field);
  }
  const redirect = header === "Location" ? locationParagraphs(analysis, exchange, response) : [];
  return [
    ...redirect,
    ...(header === "Set-Cookie" ? storedCookieParagraphs(analysis, exchange, field) : []),
    ...(redirect.length > 0 ? [] : readableWords(analysis, exchange, response, field)),
  ];
}

function varyWords({ resolved }: Field): string[] {
  if (isUnknown(resolved)) {
    return ["Can't tell if caches keep a response for each origin: the value isn't known."];
  }
  const names = resolved.split(",").map((name) => name.trim().toLowerCase());
  return names.includes("origin") || names.includes("*")
    ? ["Caches give this response to no other origin without asking."]
    : ["`Origin` isn't listed: that's right if the response is the same for every origin."];
}

function readableWords(analysis: Analysis, exchange: JudgedExchange, response: Response, { name }: Field): string[] {
  const { kind, applicability, isPageUnknown, isFollowed } = exchange;
  if (isForbiddenResponseHeaderName(name.text)) {
    return [responseHeaderBehaviour(name.text).sentence];
  }
  if (kind === "preflight") {
    return ["No script sees the response to a preflight."];
  }
  if (isFollowed || isRedirect(response)) {
    return ["No script sees a response that redirects."];
  }
  if (applicability.applies === false && !isPageUnknown) {
    return applicability.reason === "same-origin" ? ["A script of the same origin can read it."] : [];
  }
  const verdict = dominant(analysis, exchange);
  if (verdict === "blocked") {
    return ["A script can't read it: the response is blocked."];
  }
  const words = exposureWords(analysis, exchange, response, name.text.toLowerCase());
  return [
    verdict === "allowed"
      ? `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`
      : `If the response is allowed, ${words}`,
  ];
}

function exposureWords(
  { judged: { browsers } }: Analysis,
  { resolvedCredentials: { mode } }: JudgedExchange,
  response: Response,
  name: string,
): string {
  if (isCorsSafelistedResponseHeaderName(name, new Set())) {
    return "a script can read it, as it is CORS-safelisted.";
  }
  const lists = browsers.map(
    (browser) => [browser, exposedHeaderNames(receivedHeadersOf(response), mode, browser)] as const,
  );
  if (lists.some(([, names]) => names === null)) {
    const isListKnown = exposedHeaderNames(receivedHeadersOf(response), "include", "fetch") !== null;
    return isUnknown(mode) && isListKnown
      ? "can't tell if a script can read it: `*` exposes it only without credentials."
      : "can't tell if a script can read it: `Access-Control-Expose-Headers` isn't known.";
  }
  const reading = lists.filter(([, names]) => names?.includes(name)).map(([browser]) => browser);
  if (reading.length === browsers.length) {
    return "a script can read it: `Access-Control-Expose-Headers` exposes it.";
  }
  if (reading.length > 0) {
    return `a script can read it only in ${engineNames(reading)}.`;
  }
  const isWildcard = fieldsNamed(response, "Access-Control-Expose-Headers").some(({ resolved }) => resolved === "*");
  return isWildcard && mode === "include"
    ? "a script can't read it: with credentials, `*` in `Access-Control-Expose-Headers` exposes nothing."
    : "a script can't read it: not in `Access-Control-Expose-Headers`.";
}
