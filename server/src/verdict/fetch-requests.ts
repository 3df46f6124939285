import type { Case } from "../case/case";
import { type PerEngine, perEngine, perShared, sharedPerEngine } from "../cors/engines";
import { type FetchRequest, fetchRequest } from "../cors/fetch-request";
import type { HeaderList } from "../cors/header-list";
import { httpRedirectFetch } from "../cors/http-redirect-fetch";
import { isForbiddenRequestHeader } from "../cors/request-header";
import { Unknown } from "../text/unknown";

/**
 * The request of a case as each engine's algorithms see it, after the redirects before it have changed the page's request.
 * @param before the case that redirected to it, with its requests.
 */
export function fetchRequestsOf(
  one: Case,
  before: { readonly case: Case; readonly requests: PerEngine<FetchRequest> } | null,
): PerEngine<FetchRequest> {
  const first = firstRequests(one);
  const response = before?.case.response ?? null;
  return before === null || response === null
    ? first
    : perEngine((engine) => httpRedirectFetch(before.requests[engine], response, engine)?.next ?? first[engine]);
}

/** The request as a page makes it, before any redirect. Engines that see the same share an object. */
function firstRequests({ url, fetchMode, method, page, credentials, headers }: Case): PerEngine<FetchRequest> {
  return perShared(withoutForbidden(headers), (own) =>
    fetchRequest(url, {
      mode: fetchMode === "same-origin" ? "same-origin" : "cors",
      method,
      origin: page ?? new Unknown(null),
      credentialsMode: credentials,
      headers: own,
    }),
  );
}

function withoutForbidden({ headers, complete }: HeaderList): PerEngine<HeaderList> {
  return sharedPerEngine(
    (engine) => ({
      headers: headers.filter(({ name, value }) => !isForbiddenRequestHeader(name, value, engine)),
      complete,
    }),
    (a, b) => a.headers.length === b.headers.length && a.headers.every((header, i) => header === b.headers[i]),
  );
}
