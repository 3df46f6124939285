import { HEADERS, type Header, type HeaderName, type ProtocolHeaderName } from "./table";

export const HEADER_NAMES = Object.keys(HEADERS) as readonly HeaderName[];

const BY_LOWER_CASE: ReadonlyMap<string, HeaderName> = new Map(HEADER_NAMES.map((name) => [name.toLowerCase(), name]));

/** The canonical form of a name in any case; null if the table doesn't have the header. */
export function headerNamed(name: string): HeaderName | null {
  return BY_LOWER_CASE.get(name.toLowerCase()) ?? null;
}

/** @param name in any case. */
export function headerOf(name: string): Header | null {
  const known = headerNamed(name);
  return known === null ? null : HEADERS[known];
}

/** The purpose of a header that matters with CORS, in a sentence or two; null for other headers. */
export function purposeWithCors(name: string): string | null {
  const header = headerOf(name);
  return header?.cors === undefined ? null : (header.purpose ?? null);
}

/** The header names of the CORS protocol (Fetch section "HTTP extensions"), and `Origin`. */
export const CORS_REQUEST_HEADERS = protocolHeadersOf("request");
export const CORS_RESPONSE_HEADERS = protocolHeadersOf("response");

function protocolHeadersOf<S extends "request" | "response">(side: S): readonly ProtocolHeaderName<S>[] {
  return HEADER_NAMES.filter(
    (name): name is ProtocolHeaderName<S> => HEADERS[name].cors === "protocol" && HEADERS[name].side === side,
  );
}
