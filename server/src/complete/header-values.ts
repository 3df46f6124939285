import { headerNamed } from "../headers/headers";
import { HEADERS, type HeaderName } from "../headers/table";
import type { Message } from "../http/tree";
import type { JudgedDocument } from "../judged/judged-document";
import { exchangeOf } from "./exchange-at";
import type { ValuePosition } from "./position";
import type { Offer } from "./proposal";
import { requestHeadersValues, requestMethodValues } from "./values/asking";
import type { ValueContext } from "./values/context";
import {
  acceptValues,
  allowCredentialsValues,
  contentTypeValues,
  fetchModeValues,
  fetchSiteValues,
  maxAgeValues,
  varyValues,
} from "./values/fixed";
import { allowHeadersValues, allowMethodsValues, exposeHeadersValues } from "./values/lists";
import { mcpProtocolVersions } from "./values/mcp";
import { allowOriginValues, originValues } from "./values/origins";

const VALUES: Readonly<Partial<Record<HeaderName, (context: ValueContext) => Offer[]>>> = {
  Origin: originValues,
  "Access-Control-Request-Method": requestMethodValues,
  "Access-Control-Request-Headers": requestHeadersValues,
  "Access-Control-Allow-Origin": allowOriginValues,
  "Access-Control-Allow-Credentials": allowCredentialsValues,
  "Access-Control-Allow-Methods": allowMethodsValues,
  "Access-Control-Allow-Headers": allowHeadersValues,
  "Access-Control-Max-Age": maxAgeValues,
  "Access-Control-Expose-Headers": exposeHeadersValues,
  Vary: varyValues,
  "Content-Type": contentTypeValues,
  Accept: acceptValues,
  "Mcp-Protocol-Version": mcpProtocolVersions,
  "Sec-Fetch-Mode": fetchModeValues,
  "Sec-Fetch-Site": fetchSiteValues,
};

export function hasValues(header: HeaderName): boolean {
  return VALUES[header] !== undefined;
}

/** The values of a header; those that the exchange needs come first. */
export function valueOffers(
  judged: JudgedDocument,
  position: ValuePosition,
  origins: readonly string[],
  originsElsewhere: () => readonly string[],
): Offer[] {
  const { name, message, isAttached, others } = position;
  const header = headerNamed(name);
  const values = header === null ? undefined : VALUES[header];
  if (header === null || values === undefined || !mayHave(message, header)) {
    return [];
  }
  // Browsers write this list without spaces.
  const isTight = header === "Access-Control-Request-Headers" && others.length > 0;
  const space = isAttached && !isTight ? " " : "";
  return values({ ...position, judged, exchange: exchangeOf(judged, message), origins, originsElsewhere }).map(
    (one) => ({
      ...one,
      newText: space + one.newText,
    }),
  );
}

function mayHave(message: Message | null, header: HeaderName): boolean {
  const { side } = HEADERS[header];
  return message === null || message.kind === "fragment" || side === "both" || side === message.kind;
}
