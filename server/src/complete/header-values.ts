import type { JudgedDocument } from "../judged/judged-document";
import { exchangeOf } from "./exchange-at";
import type { ValuePosition } from "./position";
import type { Offer } from "./proposal";
import { requestHeadersValues, requestMethodValues } from "./values/asking";
import type { ValueContext } from "./values/context";
import {
  allowCredentialsValues,
  contentTypeValues,
  fetchModeValues,
  fetchSiteValues,
  maxAgeValues,
  varyValues,
} from "./values/fixed";
import { allowHeadersValues, allowMethodsValues, exposeHeadersValues } from "./values/lists";
import { allowOriginValues, originValues } from "./values/origins";

interface HeaderValues {
  /** The side that uses the header; null for both. */
  readonly side: "request" | "response" | null;
  readonly values: (context: ValueContext) => Offer[];
}

const VALUES: ReadonlyMap<string, HeaderValues> = new Map<string, HeaderValues>([
  ["origin", { side: "request", values: originValues }],
  ["access-control-request-method", { side: "request", values: requestMethodValues }],
  ["access-control-request-headers", { side: "request", values: requestHeadersValues }],
  ["access-control-allow-origin", { side: "response", values: allowOriginValues }],
  ["access-control-allow-credentials", { side: "response", values: allowCredentialsValues }],
  ["access-control-allow-methods", { side: "response", values: allowMethodsValues }],
  ["access-control-allow-headers", { side: "response", values: allowHeadersValues }],
  ["access-control-max-age", { side: "response", values: maxAgeValues }],
  ["access-control-expose-headers", { side: "response", values: exposeHeadersValues }],
  ["vary", { side: "response", values: varyValues }],
  ["content-type", { side: null, values: contentTypeValues }],
  ["sec-fetch-mode", { side: "request", values: fetchModeValues }],
  ["sec-fetch-site", { side: "request", values: fetchSiteValues }],
]);

export function hasValues(name: string): boolean {
  return VALUES.has(name.toLowerCase());
}

/** The values of a header; those that the exchange needs come first. */
export function valueOffers(judged: JudgedDocument, position: ValuePosition, origins: readonly string[]): Offer[] {
  const { name, message, isAttached, others } = position;
  const known = VALUES.get(name);
  const side = message === null || message.kind === "fragment" ? null : message.kind;
  if (known === undefined || (known.side !== null && side !== null && known.side !== side)) {
    return [];
  }
  // Browsers write this list without spaces.
  const isTight = name === "access-control-request-headers" && others.length > 0;
  const space = isAttached && !isTight ? " " : "";
  return known
    .values({ ...position, judged, exchange: exchangeOf(judged, message), origins })
    .map((one) => ({ ...one, newText: space + one.newText }));
}
