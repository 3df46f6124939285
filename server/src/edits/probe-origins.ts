import { registrableDomain, sharedHostingSuffix } from "../cors/site";

/** A request that shows what a server allows: the same one, from another origin. */
export interface Probe {
  /** One or two words for what the origin is like, as in `### probe: prefix`. */
  readonly name: string;
  /** As a browser serialises it; null for a request without `Origin`. */
  readonly origin: string | null;
  /** Null for the request without `Origin`, which CORS doesn't decide about. */
  readonly expect: "blocked" | "allowed" | null;
}

/** `short` has those that prove the common holes. */
export type ProbeSet = "all" | "short";

const SHORT: ReadonlySet<string> = new Set(["random", "null", "prefix", "suffix", "no Origin", "control"]);

/**
 * The probes for a server that should allow one origin: origins that differ from it in one thing each, and that origin last.
 * @param trusted as a browser serialises it; not `null`.
 * @param label the name that stands for an attacker's: lower-case letters and digits.
 * @param own the origins that the target may have. A page of one of them sends no cross-origin request.
 */
export function probesFor(trusted: string, label: string, own: readonly string[], set: ProbeSet): readonly Probe[] {
  const origins: readonly (readonly [name: string, origin: string | null])[] = [
    ["random", `${/^https?(?=:)/.exec(trusted)?.[0] ?? "https"}://${label}.invalid`],
    ["null", "null"],
    ...derivedFrom(trusted, label, own),
  ];
  const seen = new Set([trusted, ...own]);
  const blocked = origins.flatMap(([name, origin]): Probe[] => {
    if (origin === null || seen.has(origin)) {
      return [];
    }
    seen.add(origin);
    return [{ name, origin, expect: "blocked" }];
  });
  const all: readonly Probe[] = [
    ...blocked,
    { name: "no Origin", origin: null, expect: null },
    { name: "control", origin: trusted, expect: "allowed" },
  ];
  return set === "all" ? all : all.filter(({ name }) => SHORT.has(name));
}

/** Null for an origin that no page can have. */
function derivedFrom(
  trusted: string,
  label: string,
  own: readonly string[],
): readonly (readonly [name: string, origin: string | null])[] {
  const parts = /^(https?):\/\/(\[[^\]]*\]|[^:]*)(:\d+)?$/.exec(trusted);
  // Browsers alone know the origins of other schemes: those of extensions and app shells.
  if (parts === null) {
    return [];
  }
  const [, scheme = "", host = "", port = ""] = parts;
  const withHost = (other: string) => asSerialized(`${scheme}://${other}${port}`);
  const isLocal = [trusted, ...own].some(isLoopback);
  return [
    ["prefix", withHost(`${host}.${label}.invalid`)],
    ...belowDomain(host, label).map(([name, other]) => [name, withHost(other)] as const),
    ["underscore", withHost(`${host}_.${label}.invalid`)],
    ["backtick", withHost(`${host}\`.${label}.invalid`)],
    ["http", `http://${host}${port}`],
    ["port", otherPort(`${scheme}://${host}`, [trusted, ...own])],
    // A server on the developer's machine may well allow the pages there.
    ["localhost", isLocal ? null : "http://localhost:49152"],
  ];
}

/** Hosts that a careless comparison with a name takes for it; none for an address, a name without dots, and a public suffix. */
function belowDomain(host: string, label: string): readonly (readonly [name: string, host: string])[] {
  const domain = registrableDomain(host);
  if (domain === null) {
    return [];
  }
  // The dot in front of the domain, so that an attacker can register the result, else the first one in it.
  const dot = host === domain ? domain.indexOf(".") : host.length - domain.length - 1;
  const unescaped = ["dot", `${host.slice(0, dot)}x${host.slice(dot + 1)}`] as const;
  const hosting = sharedHostingSuffix(host);
  // Below a suffix of shared hosting, whatever is glued to a name is a neighbour of it.
  return hosting === null
    ? [["suffix", label + domain], ["subdomain", `${label}.${domain}`], unescaped]
    : [["neighbour", `${label}.${hosting}`], unescaped];
}

function otherPort(withoutPort: string, taken: readonly string[]): string | null {
  return [8443, 9443, 10443].map((port) => `${withoutPort}:${port}`).find((origin) => !taken.includes(origin)) ?? null;
}

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(?:localhost|[^/]*\.localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/.test(origin);
}

/** An origin as typed, if browsers serialise it so. */
function asSerialized(origin: string): string | null {
  try {
    return new URL(origin).origin === origin ? origin : null;
  } catch {
    return null;
  }
}
