import { isTurnedToGet } from "../cors/http-redirect-fetch";
import { fieldsNamed, type Request, type Response } from "../http/tree";
import { isUnknown, Unknown } from "../text/unknown";
import { locationsOf } from "./location";
import { targetOf } from "./target";

/** A request with its response. */
export interface RequestWithResponse {
  readonly request: Request;
  readonly response: Response | null;
  /** Whether the text doesn't show the request: the redirect before it led to it. It has the place of the request before the redirects. */
  readonly isHop: boolean;
}

/** The most requests of one fetch that browsers make, and one more, which they don't make. */
export const MAX_REQUESTS = 22;

/**
 * The responses to the requests of one command, in their order: for each the redirects that were followed, and then the last response.
 * One request alone has the last responses of the text. To several, the responses belong in their order, if there are as many as needed.
 * @param final no interim responses.
 */
export function answersOfCommand(
  requests: readonly Request[],
  final: readonly Response[],
): readonly (readonly Response[])[] {
  const accepted = final.filter((response, i) => !isRetried(response, final[i + 1]));
  if (requests.length === 1) {
    return divided(requests, accepted).slice(-1);
  }
  return (
    [final, accepted].map((some) => divided(requests, some)).find(({ length }) => length === requests.length) ?? []
  );
}

/** Whether a command has repeated a request because the response asks for credentials: `--digest`, `--anyauth`. */
function isRetried({ status }: Response, next: Response | undefined): boolean {
  return next !== undefined && /^40[17]$/.test(status.text);
}

function divided(requests: readonly Request[], responses: readonly Response[]): readonly (readonly Response[])[] {
  const groups: Response[][] = [];
  let isOpen = false;
  for (const response of responses) {
    if (isOpen) {
      groups.at(-1)?.push(response);
    } else {
      groups.push([response]);
    }
    const follows = requests[groups.length - 1]?.followsRedirects ?? false;
    isOpen = follows ? mayRedirect(response) : requests.length === 1 && leadsOn(response);
  }
  return groups;
}

/** Whether a response surely redirects. The one below it then comes from where it leads, with whatever option the request was made. */
function leadsOn(response: Response): boolean {
  return /^30[12378]$/.test(response.status.text) && fieldsNamed(response, "Location").length > 0;
}

/** Whether the next request may depend on the response. */
export function mayRedirect({ status }: Response): boolean {
  return /^3/.test(status.text);
}

/**
 * The requests of one fetch with their responses: the text's own request, and those that redirects lead to.
 * @param responses the redirects, and the last response.
 */
export function hopsOf(request: Request, responses: readonly Response[]): readonly RequestWithResponse[] {
  const [first = null, ...others] = responses;
  const hops: RequestWithResponse[] = [{ request, response: first, isHop: false }];
  let before = { request, response: first };
  for (const response of others.slice(0, MAX_REQUESTS - 1)) {
    before = { request: requestAfter(before.request, before.response), response };
    hops.push({ ...before, isHop: true });
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
