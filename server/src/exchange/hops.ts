import { isTurnedToGet } from "../cors/http-redirect-fetch";
import { fieldsNamed, type Request, type Response } from "../http/tree";
import { isUnknown, Unknown } from "../text/unknown";
import { locationsOf } from "./location";
import { isSameAnswer } from "./same-answer";
import { targetOf } from "./target";
import { isSetApart } from "./words-between";

/** A request with its response. */
export interface RequestWithResponse {
  readonly request: Request;
  readonly response: Response | null;
  /** Whether the text doesn't show the request: the redirect before it led to it. It has the place of the request before the redirects. */
  readonly isHop: boolean;
  /** Whether the text has several responses and doesn't say which one is the answer. `response` is null then. */
  readonly isContested: boolean;
}

/** The most requests of one fetch that browsers make, and one more, which they don't make. */
export const MAX_REQUESTS = 22;

/**
 * The responses to the requests of one command, in their order: for each the redirects that were followed, and then the last response.
 * One request alone has all responses, if they are those of one fetch, or the same. To several, the responses belong in their order, if there are
 * as many as needed.
 * @param final no interim responses.
 * @returns null if the text doesn't say which ones belong together.
 */
export function answersOfCommand(
  requests: readonly Request[],
  final: readonly Response[],
): readonly (readonly Response[])[] | null {
  const accepted = final.filter((response, i) => !isRetried(response, final[i + 1]));
  if (requests.length === 1) {
    const fetches = divided(requests, accepted);
    const last = fetches.at(-1);
    return last === undefined ? [] : fetches.every((fetch) => isSameFetch(fetch, last)) ? [last] : null;
  }
  const found = [final, accepted]
    .map((some) => divided(requests, some))
    .find(({ length }) => length === requests.length);
  return found ?? (final.length > 1 ? null : []);
}

/** Whether a command has repeated a request because the response asks for credentials: `--digest`, `--anyauth`. */
function isRetried(response: Response, next: Response | undefined): boolean {
  return next !== undefined && asksForCredentials(response) && !isSetApart(response, next);
}

/** Tools answer no challenge for a `Bearer` token. */
function asksForCredentials({ status, fields }: Response): boolean {
  const challenge = { "401": "www-authenticate", "407": "proxy-authenticate" }[status.text];
  return fields.some(({ name, value }) => name.text.toLowerCase() === challenge && !/^bearer\b/i.test(value.text));
}

function isSameFetch(one: readonly Response[], other: readonly Response[]): boolean {
  return one.length === other.length && one.every((response, i) => isSameAnswer(response, other[i] as Response));
}

function divided(requests: readonly Request[], responses: readonly Response[]): readonly (readonly Response[])[] {
  const groups: Response[][] = [];
  let isOpen = false;
  for (const [i, response] of responses.entries()) {
    if (isOpen) {
      groups.at(-1)?.push(response);
    } else {
      groups.push([response]);
    }
    const follows = requests[groups.length - 1]?.followsRedirects ?? false;
    isOpen = follows ? mayRedirect(response) : requests.length === 1 && leadsOn(response, responses[i + 1]);
  }
  return groups;
}

/**
 * Whether a response surely redirects. The one below it then comes from where it leads, with whatever option the request was made, unless the
 * author's words say that it is another answer.
 */
function leadsOn(response: Response, next: Response | undefined): boolean {
  return (
    /^30[12378]$/.test(response.status.text) &&
    fieldsNamed(response, "Location").length > 0 &&
    !(next !== undefined && isSetApart(response, next))
  );
}

/** Whether the next request may depend on the response. */
export function mayRedirect({ status }: Response): boolean {
  return /^3/.test(status.text);
}

/**
 * The requests of one fetch with their responses: the text's own request, and those that redirects lead to.
 * @param responses the redirects, and the last response; null if the text doesn't say which one is the answer.
 */
export function hopsOf(request: Request, responses: readonly Response[] | null): readonly RequestWithResponse[] {
  const [first = null, ...others] = responses ?? [];
  const hops: RequestWithResponse[] = [{ request, response: first, isHop: false, isContested: responses === null }];
  let before = { request, response: first };
  for (const response of others.slice(0, MAX_REQUESTS - 1)) {
    before = { request: requestAfter(before.request, before.response), response };
    hops.push({ ...before, isHop: true, isContested: false });
  }
  return hops;
}

/** The request that a redirect leads to, as far as the text says. Its headers aren't shown. */
function requestAfter(request: Request, response: Response | null): Request {
  const url = locationsOf(response, targetOf(request).url ?? new Unknown(null))[0] ?? null;
  const typed = response === null ? undefined : fieldsNamed(response, "Location")[0]?.value.text;
  const shown = url ?? typed ?? "…";
  const turnsToGet =
    response !== null &&
    !isUnknown(response.statusValue) &&
    isTurnedToGet(request.methodValue, Number(response.statusValue));
  return {
    ...request,
    method: turnsToGet ? null : request.method,
    methodValue: turnsToGet ? "GET" : request.methodValue,
    target: { ...request.target, text: shown },
    wholeTarget: shown,
    targetValue: url ?? new Unknown(null),
    fields: [],
    bareFields: [],
    elided: true,
    body: null,
    directives: [],
  };
}
