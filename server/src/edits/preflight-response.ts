import { BROWSERS } from "../cors/engines";
import { MAX_AGE_LIMIT } from "../cors/max-age";
import type { HeaderName } from "../headers/table";
import type { Request } from "../http/tree";
import type { Requirements } from "./requirements";
import { nameInStyle, versionOfResponse } from "./style";

/** The longest time, in seconds, for which every browser caches a preflight. */
const MAX_AGE = BROWSERS.map((browser) => MAX_AGE_LIMIT[browser] ?? Number.POSITIVE_INFINITY).reduce((a, b) =>
  Math.min(a, b),
);

/** A response to a preflight that grants only what is required, in the style of its request: status line and field lines. */
export function preflightResponseLines(
  request: Request,
  origin: string,
  { methods, headers, credentialsMode }: Pick<Requirements, "methods" | "headers" | "credentialsMode">,
): string[] {
  const name = (canonical: HeaderName) => nameInStyle(canonical, request);
  return [
    `${versionOfResponse(request)} 204 No Content`,
    `${name("Access-Control-Allow-Origin")}: ${origin}`,
    ...(methods.length > 0 ? [`${name("Access-Control-Allow-Methods")}: ${methods.join(", ")}`] : []),
    ...(headers.length > 0 ? [`${name("Access-Control-Allow-Headers")}: ${headers.join(", ")}`] : []),
    ...(credentialsMode === "include" ? [`${name("Access-Control-Allow-Credentials")}: true`] : []),
    `${name("Access-Control-Max-Age")}: ${MAX_AGE}`,
  ];
}
