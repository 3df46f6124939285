import { byteLowercase } from "../cors/byte-case";
import { isClientHintName } from "../cors/client-hint";
import type { Header, HeaderList } from "../cors/header-list";
import { stripTabOrSpace } from "../cors/list-values";
import { mayBeRedirectStatus } from "../cors/status";
import type { CorsResponse } from "../cors/types";
import type { HeaderName } from "../headers/table";
import { memo } from "../text/memo";
import { isUnknown, Unknown, type Value } from "../text/unknown";
import type { Case } from "./case";

/** A case without what can't decide: paths, values of headers that no step looks at, headers that no step reads. */
export function essenceOf(one: Case): Case {
  return {
    ...one,
    url: withoutPath(one.url),
    headers: { ...one.headers, headers: one.headers.headers.map(decidingValue) },
    response: one.response === null ? null : decidingResponse(one.response),
    preflight:
      one.preflight === null
        ? null
        : { response: one.preflight.response === null ? null : decidingResponse(one.preflight.response) },
  };
}

/** Only the origin of a URL decides, and whether it has credentials. An unknown one is on a host of its own, whatever it is. */
function withoutPath(url: Value): Value {
  if (isUnknown(url)) {
    return UNKNOWN;
  }
  const [, scheme, userinfo, host] = HTTP_URL.exec(url) ?? [];
  return scheme === undefined || host === undefined
    ? url
    : `${scheme}//${userinfo === undefined ? "" : "user@"}${host}/`;
}

const UNKNOWN = new Unknown(null);
const HTTP_URL = /^(https?:)\/\/([^/?#\\@]+@)?([^/?#\\@\s]+)/;

/** Names whose values decide whether a request is simple, or whether a header is forbidden. */
const DECIDED_BY_VALUE: ReadonlySet<string> = new Set<Lowercase<HeaderName>>([
  "accept",
  "accept-language",
  "content-language",
  "content-type",
  "range",
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
]);

/** Of other headers it matters only whether a value is valid. */
function decidingValue({ value, ...header }: Header): Header {
  const { name } = header;
  const lower = byteLowercase(name);
  if (DECIDED_BY_VALUE.has(lower) || isClientHintName(lower)) {
    return { ...header, value };
  }
  return { ...header, value: !isUnknown(value) && INVALID.test(value) ? "\0" : "" };
}

const INVALID = /[\0\n\r]/;

const RESPONSE_HEADERS: ReadonlySet<string> = new Set<Lowercase<HeaderName>>([
  "access-control-allow-origin",
  "access-control-allow-credentials",
  "access-control-allow-methods",
  "access-control-allow-headers",
]);

/** One response to a preflight may serve many requests. */
const decidingResponse = memo(({ status, headers }: CorsResponse): CorsResponse => {
  return { status, headers: decidingHeaders(headers, isUnknown(status) || mayBeRedirectStatus(status)) };
});

const NUL_IN_NAME: Header = { name: "\0", value: "" };
const NUL_IN_VALUE: Header = { name: "", value: "\0" };

function hasNul(value: Value): boolean {
  return !isUnknown(value) && value.includes("\0");
}

function decidingHeaders({ headers, complete }: HeaderList, mayRedirect: boolean): HeaderList {
  const isRepeated = headers.filter(({ name }) => byteLowercase(stripTabOrSpace(name)) === "location").length > 1;
  return {
    headers: headers.flatMap((header) => {
      const lower = byteLowercase(stripTabOrSpace(header.name));
      if (RESPONSE_HEADERS.has(lower) || (lower === "location" && (mayRedirect || isRepeated))) {
        return [header];
      }
      // Of others it matters only whether there is NUL in them.
      return [lower.includes("\0") ? [NUL_IN_NAME] : [], hasNul(header.value) ? [NUL_IN_VALUE] : []].flat();
    }),
    complete,
  };
}
