import type { Announcement } from "../case/case";
import { type PerEngine, perShared, sharedPerEngine } from "../cors/engines";
import type { HeaderList } from "../cors/header-list";
import { isForbiddenRequestHeader } from "../cors/request-header";
import type { CorsRequest, CredentialsMode } from "../cors/types";
import { isUnknown, type Unknown, type Value } from "../text/unknown";

/** A value that makes any safelistable name unsafe: a preflight doesn't say what the page's value was, only that it was unsafe. */
const UNSAFE_VALUE = '"';

/** The request that a preflight announces to each engine. Engines to which it announces the same share an object. */
export function announcedRequests(
  { method, names }: Announcement,
  origin: Value,
  credentialsMode: CredentialsMode,
): PerEngine<CorsRequest> {
  return perShared(announcedHeaders(names), (headers) => ({ method, origin, credentialsMode, headers }));
}

function announcedHeaders(names: readonly string[] | Unknown | null): PerEngine<HeaderList> {
  const complete = !isUnknown(names);
  const known = names === null || isUnknown(names) ? [] : names;
  return sharedPerEngine(
    (engine) => ({
      headers: known
        .filter((name) => !isForbiddenRequestHeader(name, UNSAFE_VALUE, engine))
        .map((name) => ({ name, value: UNSAFE_VALUE })),
      complete,
    }),
    (a, b) => a.headers.length === b.headers.length && a.headers.every(({ name }, i) => name === b.headers[i]?.name),
  );
}
