import { type PerEngine, perShared, sharedPerEngine } from "../cors/engines";
import { get, type HeaderList } from "../cors/header-list";
import { extractHeaderListValues, isToken } from "../cors/list-values";
import { normalizeMethod } from "../cors/method";
import { isForbiddenRequestHeader } from "../cors/request-header";
import type { CorsRequest, CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import { memo } from "../text/memo";
import { isUnknown, Unknown, type Value } from "../text/unknown";
import { headerListOf } from "./script-headers";

/** A value that makes any safelistable name unsafe: what the page's value was is not in the preflight, only that it was unsafe. */
const UNSAFE_VALUE = '"';

/** The request that a preflight's Access-Control-Request-* fields announce to each engine; one object for those that it announces the same. */
export function announcedRequestOf(
  { request, origin: page }: Exchange,
  credentialsMode: CredentialsMode,
): PerEngine<CorsRequest> {
  const fields = headerListOf(request);
  const method = announcedMethod(fields);
  const origin = page?.value ?? new Unknown(null);
  return perShared(announcedHeaders(fields), (headers) => ({ method, origin, credentialsMode, headers }));
}

/** The method as a script's request would have it; what is no method announces none. */
function announcedMethod(fields: HeaderList): Value {
  const method = get(fields, "Access-Control-Request-Method");
  return typeof method === "string" && isToken(method) ? normalizeMethod(method) : new Unknown(null);
}

const announcedHeaders = memo((fields: HeaderList): PerEngine<HeaderList> => {
  const names: Value | readonly string[] | null = announcedNames(fields);
  const complete = !isUnknown(names);
  // Engines forbid more than the standard, and nothing less.
  const known = (names === null || isUnknown(names) ? [] : names).filter(
    (name) => !isForbiddenRequestHeader(name, UNSAFE_VALUE, "fetch"),
  );
  return sharedPerEngine(
    (engine) => ({
      headers: known
        .filter((name) => !isForbiddenRequestHeader(name, UNSAFE_VALUE, engine))
        .map((name) => ({ name, value: UNSAFE_VALUE })),
      complete,
    }),
    (a, b) => a.headers.length === b.headers.length && a.headers.every(({ name }, i) => name === b.headers[i]?.name),
  );
});

/** Whether the preflight asks for headers that the text leaves open. */
export function announcesUnknownHeaders({ request }: Exchange): boolean {
  return isUnknown(announcedNames(headerListOf(request)));
}

/** The names in Access-Control-Request-Headers; items that are no name announce nothing. */
export const announcedNames = memo((fields: HeaderList): readonly string[] | Unknown | null => {
  const shown = { headers: fields.headers, complete: true };
  const names = extractHeaderListValues("Access-Control-Request-Headers", shown);
  if (names === null || isUnknown(names) || Array.isArray(names)) {
    return names as readonly string[] | Unknown | null;
  }
  return [];
});
