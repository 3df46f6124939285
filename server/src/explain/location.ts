import type { Analysis } from "../analysis";
import { corsResponseOf } from "../case/read-case";
import { corsRequestOf, currentUrl, type FetchRequest, serializedRequestOrigin } from "../cors/fetch-request";
import { httpRedirectFetch } from "../cors/http-redirect-fetch";
import { serializedOriginOf } from "../cors/origin";
import { needsPreflight } from "../cors/preflight-request";
import type { Response } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { engineNames } from "../words/engine-names";
import { enumerate } from "../words/quote";
import { code } from "./markdown";
import { dominant } from "./verdict";

/** What the next request is like when browsers follow the redirect of a response. Markdown; empty if it doesn't redirect. */
export function locationParagraphs(analysis: Analysis, exchange: JudgedExchange, response: Response): string[] {
  const { kind, fetchRequest, isPageUnknown, applicability } = exchange;
  const redirect = httpRedirectFetch(fetchRequest.fetch, corsResponseOf(response), "fetch");
  if (redirect === null) {
    return [];
  }
  if (kind === "preflight") {
    return ["Browsers follow no redirect of a preflight."];
  }
  if (applicability.applies === true && dominant(analysis, exchange) === "blocked") {
    return ["Browsers don't follow it: the response is blocked."];
  }
  const { next } = redirect;
  if (next === null || isUnknown(currentUrl(next))) {
    return ["Can't judge the next request: the target of the redirect isn't known."];
  }
  if (isPageUnknown) {
    return ["Can't judge the next request: the page isn't known."];
  }
  if (applicability.applies === false && applicability.reason !== "same-origin") {
    return [];
  }
  return [nextWords(analysis, fetchRequest.fetch, next)];
}

function nextWords({ judged: { browsers } }: Analysis, before: FetchRequest, next: FetchRequest): string {
  const url = currentUrl(next);
  const to = isUnknown(url) ? null : serializedOriginOf(url);
  const where = to === null ? "Redirects" : `Redirects to ${code(to)}`;
  if (next.responseTainting === "basic") {
    return `${where}, the page's own origin: CORS doesn't apply.`;
  }
  const origin = serializedRequestOrigin(next);
  const had = (name: string, { headers }: FetchRequest) =>
    headers.headers.some((header) => header.name.toLowerCase() === name);
  const changes = [
    isUnknown(origin) ? "an unknown `Origin`" : code(`Origin: ${origin}`),
    ...(before.method !== next.method && !isUnknown(next.method) ? [`the method ${code(next.method)}`] : []),
    ...(had("authorization", before) && !had("authorization", next) ? ["no `Authorization`"] : []),
  ];
  const asking = browsers.filter((browser) => needsPreflight(corsRequestOf(next, browser), browser) === true);
  const preflight =
    asking.length === 0
      ? ""
      : asking.length === browsers.length
        ? ", after a preflight"
        : `, after a preflight in ${engineNames(asking)}`;
  return `${where}: the next request has ${enumerate(changes)}${preflight}.`;
}
