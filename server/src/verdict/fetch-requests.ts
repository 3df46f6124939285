import type { Case } from "../case/case";
import { type Engine, type PerEngine, perEngine } from "../cors/engines";
import { type FetchRequest, fetchRequest } from "../cors/fetch-request";
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
  const first = firstRequest(one);
  const response = before?.case.response ?? null;
  return perEngine((engine) => {
    const redirect =
      before === null || response === null ? null : httpRedirectFetch(before.requests[engine], response, engine);
    return redirect === null || before === null
      ? withoutForbidden(first, engine)
      : (redirect.next ?? afterOpenRedirect(before.requests[engine]));
  });
}

/** The request as a page makes it, before any redirect. */
function firstRequest({ url, fetchMode, method, page, credentials, headers }: Case): FetchRequest {
  return fetchRequest(url, {
    mode: fetchMode === "same-origin" ? "same-origin" : "cors",
    method,
    origin: page ?? new Unknown(null),
    credentialsMode: credentials,
    headers,
  });
}

/** The request after a redirect whose URL the text doesn't show. So the text doesn't say either whether it has the page's origin or `null`. */
function afterOpenRedirect(request: FetchRequest): FetchRequest {
  return { ...request, origin: new Unknown(null), urlList: [new Unknown(null)], responseTainting: "cors" };
}

function withoutForbidden(request: FetchRequest, engine: Engine): FetchRequest {
  const allowed = request.headers.headers.filter(({ name, value }) => !isForbiddenRequestHeader(name, value, engine));
  const headers = { ...request.headers, headers: allowed };
  return { ...request, headers, pageHeaders: headers };
}
