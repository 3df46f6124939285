import type { ScannedText, Spot } from "./json-scanner";
import {
  itemsOf,
  type KeptValue,
  listOf,
  memberOf,
  numberOf,
  objectOf,
  SCALAR,
  type Shape,
  textOf,
} from "./kept-values";

/** A header field of an entry. */
export interface HarField {
  readonly name: ScannedText;
  readonly value: ScannedText;
}

/**
 * What decides about an entry of a HAR, with its places: http://www.softwareishard.com/blog/har-12-spec. Exporters leave out what they like, so everything may be null.
 * Names with an underscore are those of Chromium and WebKit.
 */
export interface HarEntry {
  /** In `log.entries`, zero-based. */
  readonly index: number;
  readonly spot: Spot;
  /** When the request began, in milliseconds since 1970. */
  readonly startedAt: number | null;
  /** `_resourceType`, in lower case: `fetch`, `xhr`, `preflight`, `image` and others. */
  readonly resourceType: string | null;
  /** `_initiator.type`. */
  readonly initiator: string | null;
  /** Whether the browser took the response from a cache: then it shows other request headers than those once sent. */
  readonly isFromCache: boolean;
  readonly request: {
    readonly method: ScannedText | null;
    readonly url: ScannedText | null;
    /** Without the pseudo-header fields of HTTP/2. */
    readonly fields: readonly HarField[];
  };
  readonly response: {
    /** Of the status if there is one. */
    readonly spot: Spot;
    readonly status: number | null;
    readonly statusText: ScannedText | null;
    readonly fields: readonly HarField[];
    readonly redirectUrl: ScannedText | null;
    /** Why the browser failed to load it, such as `net::ERR_FAILED`; null if it doesn't say that it failed. */
    readonly error: string | null;
    /** Whether the exporter says whether the browser failed. */
    readonly tellsError: boolean;
    readonly isFromServiceWorker: boolean;
  };
}

const FIELDS = listOf(objectOf({ name: SCALAR, value: SCALAR }));

/** The parts of an entry that are kept. */
export const ENTRY: Shape = objectOf({
  startedDateTime: SCALAR,
  _resourceType: SCALAR,
  _initiator: objectOf({ type: SCALAR }),
  _fromCache: SCALAR,
  _fetchType: SCALAR,
  request: objectOf({ method: SCALAR, url: SCALAR, headers: FIELDS }),
  response: objectOf({
    status: SCALAR,
    statusText: SCALAR,
    headers: FIELDS,
    redirectURL: SCALAR,
    _error: SCALAR,
    _fetchedViaServiceWorker: SCALAR,
  }),
});

/** @param kept with the shape `ENTRY`. */
export function entryOf(kept: KeptValue, index: number): HarEntry {
  const request = memberOf(kept, "request");
  const response = memberOf(kept, "response");
  const error = memberOf(response, "_error");
  const errorText = textOf(error)?.text ?? "";
  const fetchType = lowerOf(memberOf(kept, "_fetchType"));
  return {
    index,
    spot: kept.spot,
    startedAt: timeOf(textOf(memberOf(kept, "startedDateTime"))),
    resourceType: lowerOf(memberOf(kept, "_resourceType")),
    initiator: lowerOf(memberOf(memberOf(kept, "_initiator"), "type")),
    isFromCache: textOf(memberOf(kept, "_fromCache")) !== null || (fetchType?.includes("cache") ?? false),
    request: {
      method: textOf(memberOf(request, "method")),
      url: textOf(memberOf(request, "url")),
      fields: fieldsOf(memberOf(request, "headers")),
    },
    response: {
      spot: (memberOf(response, "status") ?? response ?? kept).spot,
      status: numberOf(memberOf(response, "status")),
      statusText: textOf(memberOf(response, "statusText")),
      fields: fieldsOf(memberOf(response, "headers")),
      redirectUrl: textOf(memberOf(response, "redirectURL")),
      error: errorText === "" ? null : errorText,
      tellsError: error !== undefined,
      isFromServiceWorker:
        wordOf(memberOf(response, "_fetchedViaServiceWorker")) === "true" || fetchType === "service worker",
    },
  };
}

function fieldsOf(list: KeptValue | undefined): HarField[] {
  return itemsOf(list).flatMap((item) => {
    const name = textOf(memberOf(item, "name"));
    const value = textOf(memberOf(item, "value"));
    return name === null || value === null || name.text.startsWith(":") ? [] : { name, value };
  });
}

function lowerOf(value: KeptValue | undefined): string | null {
  return textOf(value)?.text.toLowerCase() ?? null;
}

function wordOf(value: KeptValue | undefined): string | null {
  return value !== undefined && "word" in value ? value.word : null;
}

function timeOf(text: ScannedText | null): number | null {
  const time = text === null ? Number.NaN : Date.parse(text.text);
  return Number.isNaN(time) ? null : time;
}

/** The values of the fields with a name. */
export function valuesNamed(fields: readonly HarField[], name: string): readonly ScannedText[] {
  return fields.filter((field) => field.name.text.toLowerCase() === name).map(({ value }) => value);
}

/** The text of the first field with a name, in lower case; null if there is none. */
export function wordNamed(fields: readonly HarField[], name: string): string | null {
  return valuesNamed(fields, name)[0]?.text.trim().toLowerCase() ?? null;
}
