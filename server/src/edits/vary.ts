import { headerListOf } from "../case/header-list";
import { get, type HeaderList } from "../cors/header-list";
import { fieldsNamed, type Response } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import type { Edit } from "./edit";
import { addField } from "./field-edits";

/** Whether caches may store the response, and `Vary` doesn't say that it depends on `Origin`. */
export function lacksVaryOrigin({ request, response }: JudgedExchange): boolean {
  if (response === null || (request.methodValue !== "GET" && request.methodValue !== "HEAD")) {
    return false;
  }
  const headers = headerListOf(response);
  const vary = get(headers, "Vary");
  const cacheControl = get(headers, "Cache-Control");
  const varies = isUnknown(vary) || vary?.split(",").some((item) => /^\s*(origin|\*)\s*$/i.test(item)) === true;
  const stored =
    cacheControl === null || (!isUnknown(cacheControl) && !/(^|[,\s])no-store([,\s]|$)/i.test(cacheControl));
  return !varies && stored && (isCacheable(response) || hasLifetime(headers));
}

/** The statuses that caches may store without being told (RFC 9110, 15.1), and `304`, which renews a stored response. */
const CACHEABLE: ReadonlySet<string> = new Set("200 203 204 206 300 301 304 308 404 405 410 414 501".split(" "));

function isCacheable({ statusValue }: Response): boolean {
  return isUnknown(statusValue) || CACHEABLE.has(statusValue);
}

/** Whether a response says how long caches may keep it. */
function hasLifetime(headers: HeaderList): boolean {
  const cacheControl = get(headers, "Cache-Control");
  return (
    get(headers, "Expires") !== null ||
    (cacheControl !== null && (isUnknown(cacheControl) || /\b(?:max-age|s-maxage|public)\b/i.test(cacheControl)))
  );
}

/** Adds `Origin` to a response's `Vary`. */
export function addVaryOrigin(judged: JudgedDocument, { response, request }: JudgedExchange): Edit[] {
  if (response === null) {
    return [];
  }
  const last = fieldsNamed(response, "Vary").at(-1);
  if (last === undefined) {
    return [addField(judged.document, response, "Vary", "Origin", request)];
  }
  const newText = last.value.text === "" ? " Origin" : ", Origin";
  return [{ anchor: response, range: { start: last.value.end, end: last.value.end }, newText }];
}

/**
 * Adds `Origin` to the `Vary` of a response, and of the same URL's responses that name no origin: caches must not serve those to pages on other
 * origins either.
 */
export function addVaryOriginToUrl(judged: JudgedDocument, exchange: JudgedExchange): Edit[] {
  const plain = judged
    .othersWithTarget(exchange)
    .filter(
      (other) =>
        other.kind === "actual" &&
        other.response !== null &&
        get(headerListOf(other.response), "Access-Control-Allow-Origin") === null &&
        lacksVaryOrigin(other),
    );
  return [exchange, ...plain].flatMap((each) => addVaryOrigin(judged, each));
}

/**
 * The edits to `Vary` that go with an origin in a response. If the file shows another response for the same URL, the response depends on `Origin`,
 * and caches must know.
 */
export function varyEdits(judged: JudgedDocument, exchange: JudgedExchange, origin: string): Edit[] {
  if (exchange.kind === "preflight") {
    return [];
  }
  const others = judged
    .othersWithTarget(exchange)
    .filter((other) => other.kind === "actual" && other.response !== null);
  const dependsOnOrigin = others.some(
    ({ response }) => response !== null && get(headerListOf(response), "Access-Control-Allow-Origin") !== origin,
  );
  return dependsOnOrigin
    ? [exchange, ...others].filter(lacksVaryOrigin).flatMap((other) => addVaryOrigin(judged, other))
    : [];
}
