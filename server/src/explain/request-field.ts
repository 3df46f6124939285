import type { Analysis } from "../analysis";
import type { Browser } from "../cors/engines";
import { isCorsSafelistedRequestHeader, isForbiddenRequestHeader } from "../cors/request-header";
import { headerNamed } from "../headers/headers";
import type { Field } from "../http/tree";
import { openReference } from "../http/value";
import type { JudgedExchange } from "../judged/judged-exchange";
import { otherSetterOf } from "../judged/open-cause";
import { isUnknown } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { requestHeaderBehaviour } from "../words/header-behaviour";
import { MISSING_PARTS, NOT_CORS } from "../words/reasons";
import { sentCookieParagraphs } from "./cookies";
import { code, longCode } from "./markdown";
import { whyOpen } from "./variable";

/**
 * Whether a request header needs a preflight, and who sets it. Markdown.
 * @param exchange null for a field that isn't part of a request.
 */
export function requestFieldParagraphs(analysis: Analysis, exchange: JudgedExchange | null, field: Field): string[] {
  const name = field.name.text;
  if (exchange === null) {
    return [requestHeaderBehaviour(name).sentence];
  }
  if (headerNamed(name) === "Cookie") {
    return sentCookieParagraphs(exchange);
  }
  if (isForbiddenRequestHeader(name, field.resolved, "fetch")) {
    return [requestHeaderBehaviour(name).sentence];
  }
  return exchange.kind === "preflight" ? [] : [needWords(analysis, exchange, field)];
}

function needWords(analysis: Analysis, exchange: JudgedExchange, field: Field): string {
  const { applicability, redirectFrom, isPageUnknown } = exchange;
  if (applicability.applies === false && !isPageUnknown) {
    return `Needs no preflight: ${NOT_CORS[applicability.reason].label}.`;
  }
  const { browsers } = analysis.judged;
  if (!browsers.some((browser) => isSent(exchange, field, browser))) {
    return redirectFrom === null
      ? "Needs no preflight: the browser sets this value itself."
      : "Browsers don't send it after this redirect.";
  }
  const setter = isSetByBrowser(exchange, field) ? otherSetterOf(exchange) : null;
  if (setter !== null) {
    return MISSING_PARTS[setter].sentence;
  }
  const needs = browsers.map((browser) => [browser, needsPreflight(exchange, field, browser)] as const);
  if (needs.some(([, need]) => need === null)) {
    return `Can't tell if it needs a preflight. ${whyUnknown(analysis, exchange, field)}`;
  }
  const asking = needs.filter(([, need]) => need === true).map(([browser]) => browser);
  if (asking.length === 0) {
    return "Safelisted: needs no preflight.";
  }
  const where = asking.length === browsers.length ? "" : ` in ${engineNames(asking)}`;
  const subject = isPageUnknown ? "For a page of another origin, it needs" : "Needs";
  return `${subject} a preflight${where}: ${whyNeeded(field)}.`;
}

/** Whether the request has the header when a browser sends it: a redirect removes some, and browsers set some themselves. */
function isSent({ fetchRequest }: JudgedExchange, { name }: Field, browser: Browser): boolean {
  const lower = name.text.toLowerCase();
  return fetchRequest[browser].headers.headers.some((header) => header.name.toLowerCase() === lower);
}

/** Whether something else in the browser than a script may have set the header. */
function isSetByBrowser({ fetchRequest }: JudgedExchange, { name }: Field): boolean {
  const lower = name.text.toLowerCase();
  return fetchRequest.fetch.headers.headers.some(
    (header) => header.orBy !== undefined && header.name.toLowerCase() === lower,
  );
}

/** Null if it isn't known. */
function needsPreflight({ judgement }: JudgedExchange, { name, resolved }: Field, browser: Browser): boolean | null {
  const { needsPreflight: isNeeded, preflightRequest } = judgement[browser];
  if (isNeeded === false) {
    return false;
  }
  if (isNeeded === true && preflightRequest !== null) {
    return preflightRequest.headers?.split(",").includes(name.text.toLowerCase()) ?? false;
  }
  const isSafelisted = isCorsSafelistedRequestHeader({ name: name.text, value: resolved }, browser);
  return isUnknown(isSafelisted) ? null : !isSafelisted;
}

const MAX_VALUE = 60;

function whyNeeded({ name, value }: Field): string {
  if (requestHeaderBehaviour(name.text).label === "causes a preflight") {
    return `${code(name.text)} isn't CORS-safelisted`;
  }
  return headerNamed(name.text) === "Content-Type"
    ? `${longCode(value.text, MAX_VALUE)} isn't a CORS-safelisted type`
    : "this value isn't CORS-safelisted";
}

function whyUnknown(analysis: Analysis, { request }: JudgedExchange, { value, line }: Field): string {
  const { document } = analysis;
  const open = openReference(value.text, document.variables, document.startOf(request) + line.start);
  return open === null ? "Its value isn't known." : whyOpen(analysis, open);
}
