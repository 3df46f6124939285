import type { Range } from "../../text/range";

/** The parts of a typed origin or URL, relative to its start. */
export interface OriginParts {
  readonly scheme: Range;
  /** With the `@` after it. */
  readonly userinfo: Range | null;
  readonly host: Range;
  /** With the colon before it. */
  readonly port: Range | null;
  /** Path, query and fragment. */
  readonly rest: Range;
}

/** Splits a value that starts with a scheme and `://`; null for any other. */
export function originParts(typed: string): OriginParts | null {
  const schemeEnd = typed.indexOf("://");
  if (schemeEnd <= 0 || /[^A-Za-z0-9+.-]/.test(typed.slice(0, schemeEnd))) {
    return null;
  }
  const start = schemeEnd + 3;
  const length = typed.slice(start).search(/[/?#]/);
  const end = length < 0 ? typed.length : start + length;
  const at = typed.slice(start, end).lastIndexOf("@");
  const hostStart = at < 0 ? start : start + at + 1;
  const port = /:\d*$/.exec(typed.slice(hostStart, end).slice(-8));
  const hostEnd = port === null ? end : end - port[0].length;
  return {
    scheme: { start: 0, end: schemeEnd },
    userinfo: at < 0 ? null : { start, end: hostStart },
    host: { start: hostStart, end: hostEnd },
    port: port === null ? null : { start: hostEnd, end },
    rest: { start: end, end: typed.length },
  };
}

/** A part that an origin never has. */
export interface SurplusPart {
  readonly part: "userinfo" | "trailing-slash" | "path" | "default-port";
  readonly range: Range;
}

const DEFAULT_PORTS: ReadonlySet<string> = new Set(["http:80", "https:443"]);

/** The first part that no origin can have, whatever the page's origin is. */
export function surplusPart(typed: string, { scheme, userinfo, port, rest }: OriginParts): SurplusPart | null {
  const text = (range: Range) => typed.slice(range.start, range.end);
  if (userinfo !== null) {
    return { part: "userinfo", range: userinfo };
  }
  if (rest.start < rest.end) {
    return { part: text(rest) === "/" ? "trailing-slash" : "path", range: rest };
  }
  return port !== null && DEFAULT_PORTS.has(`${text(scheme).toLowerCase()}${text(port)}`)
    ? { part: "default-port", range: port }
    : null;
}

/** Whether a value looks like a host, with or without a port, that lacks its scheme. */
export function lacksScheme(typed: string): boolean {
  return /^(localhost|\[[0-9a-f:.]+\]|[\w-]+(\.[\w-]+)+)(:\d{1,5})?\/?$/i.test(typed.slice(0, 300));
}
