import type { Announcement } from "../case/case";
import type { Engine } from "../cors/engines";
import type { HeaderList } from "../cors/header-list";
import { isForbiddenRequestHeader } from "../cors/request-header";
import type { CorsRequest, CredentialsMode } from "../cors/types";
import { isUnknown, type Unknown, type Value } from "../text/unknown";

/** A value that makes any safelistable name unsafe: a preflight doesn't say what the page's value was, only that it was unsafe. */
const UNSAFE_VALUE = '"'.repeat(129);

/** The request that a preflight announces to an engine. */
export function announcedRequest(
  { method, names }: Announcement,
  origin: Value,
  credentialsMode: CredentialsMode | Unknown,
  engine: Engine,
): CorsRequest {
  return { method, origin, credentialsMode, headers: announcedHeaders(names, engine) };
}

export function announcedHeaders(names: Announcement["names"], engine: Engine): HeaderList {
  const known = names === null || isUnknown(names) ? [] : names;
  return {
    headers: known
      .filter((name) => !isForbiddenRequestHeader(name, UNSAFE_VALUE, engine))
      .map((name) => ({ name, value: UNSAFE_VALUE })),
    complete: !isUnknown(names),
  };
}
