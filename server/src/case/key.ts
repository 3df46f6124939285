import type { HeaderList } from "../cors/header-list";
import type { CorsResponse } from "../cors/types";
import { memo } from "../text/memo";
import { isUnknown, type Value } from "../text/unknown";
import type { Case } from "./case";

/** Returns a text that is the same for equal cases and different for all others. */
export function keyOf(one: Case): string {
  const { kind, protocol, fetchMode, staysAtOrigin, relation, method, url, origin, page, credentials } = one;
  const { headers, response, isFollowed, announcement, preflight } = one;
  const own = JSON.stringify([
    kind,
    protocol,
    valueKey(fetchMode),
    staysAtOrigin,
    relation,
    valueKey(method),
    valueKey(url),
    valueKey(origin),
    valueKey(page),
    valueKey(credentials),
    headersKey(headers),
    isFollowed,
    announcement === null
      ? null
      : [
          valueKey(announcement.method),
          isUnknown(announcement.names) ? valueKey(announcement.names) : announcement.names,
          valueKey(announcement.credentialsMode),
        ],
    preflight !== null,
  ]);
  // Each part is JSON, which says where it ends.
  return own + responseKey(response) + responseKey(preflight?.response ?? null);
}

function responseKey(response: CorsResponse | null): string {
  return response === null ? "null" : keyOfResponse(response);
}

const keyOfResponse = memo(({ status, headers }: CorsResponse) =>
  JSON.stringify([isUnknown(status) ? null : String(status), headersKey(headers)]),
);

function headersKey({ headers, complete, mayForcePreflight = false }: HeaderList) {
  return [complete, mayForcePreflight, ...headers.map(({ name, value, orBy }) => [name, valueKey(value), orBy])];
}

/** An unknown value counts by its text: two with the same text may be the same value. */
function valueKey(value: Value | null) {
  return isUnknown(value) ? { text: value.text, isFixed: value.isFixed } : value;
}
