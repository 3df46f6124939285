import { hasPublicSuffix, registrableDomain, sharedHostingSuffix, siteRelation } from "../../cors/site";
import { type Derivation, derivationOf, webOriginOf } from "../../judged/derived-origin";
import { grantOf } from "../../judged/grant";
import type { JudgedExchanges } from "../../judged/judged-document";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isOriginUntrusted } from "../../judged/untrusted";
import { memo, memoLatest } from "../../text/memo";
import { developmentOrigin } from "./development-origin";
import { type Granted, grantedByName, isSerious } from "./granted";
import { isInternalHost } from "./internal-host";
import { isLoopback } from "./loopback";
import { knownOrigin } from "./page-origin";
import { targetHost } from "./target-host";

/**
 * A way in which a server takes too many origins for trusted ones:
 *
 * - `reflection`: it allows every origin.
 * - `containing`: every host with the trusted name anywhere in it.
 * - `insecure`, `development`, `look-alike`: one response shows it. The others need several.
 */
export type HoleKind =
  | "reflection"
  | "containing"
  | "prefix"
  | "suffix"
  | "unescaped-dot"
  | "special-character"
  | "subdomain"
  | "neighbour"
  | "other-port"
  | "insecure"
  | "development"
  | "look-alike";

/** A hole, and the exchanges of one target that prove it. */
export interface OriginHole {
  readonly kind: HoleKind;
  /** The responses that allow what they shouldn't, in the order of the text. */
  readonly grants: readonly [Granted, ...Granted[]];
  /** Refusals without which the grants would prove another hole. */
  readonly refusals: readonly JudgedExchange[];
  /** The origin that the server takes those for; null if none is. */
  readonly base: string | null;
}

/** The holes that the exchanges of one target prove: one for each cause. A more general one replaces those that follow from it. */
export const originHoles: (exchanges: readonly JudgedExchange[], judged: JudgedExchanges) => readonly OriginHole[] =
  memoLatest((exchanges: readonly JudgedExchange[], judged: JudgedExchanges) => {
    const named = grantedByName(exchanges).filter(({ origin }) => origin !== "null");
    return named.length === 0 ? NONE : holesOf(new Evidence(exchanges, named, judged), named, judged);
  });

const NONE: readonly OriginHole[] = [];

export function holeOf(kind: HoleKind, exchanges: readonly JudgedExchange[], judged: JudgedExchanges) {
  return originHoles(exchanges, judged).find((hole) => hole.kind === kind) ?? null;
}

/** Whether a hole that is reported says why the server allows an origin. */
export function isExplained(origin: string, exchanges: readonly JudgedExchange[], judged: JudgedExchanges): boolean {
  const holes = originHoles(exchanges, judged);
  return holes.some(({ kind }) => kind === "reflection") || explainedBy(holes).has(origin);
}

const explainedBy = memo(
  (holes: readonly OriginHole[]): ReadonlySet<string> =>
    new Set(holes.flatMap(({ grants }) => grants.map(({ origin }) => origin))),
);

/** Whether nothing shows that the server compares the origin of an exchange with others: it refuses none, and no hole is proven. */
export function mayEchoOrigin(exchange: JudgedExchange, judged: JudgedExchanges): boolean {
  const exchanges = judged.targets.find((all) => all.includes(exchange)) ?? [exchange];
  return (
    !isExplained(knownOrigin(exchange) ?? "", exchanges, judged) &&
    exchanges.every((one) => grantOf(one).outcome !== "refused")
  );
}

/** More origins than this prove nothing: the work for a target would grow with the square of their number. */
const MAX_ORIGINS = 128;

/** The origins of the exchanges of one target, and how they are related. */
class Evidence {
  /** The origins that the server should allow, and the target's own. */
  readonly bases: readonly string[];
  /** The grants to origins that it shouldn't allow. */
  readonly wrong: readonly Granted[];
  /** Exchanges with origins that it never allows, that the text doesn't trust, and that resemble no base. */
  readonly refused: readonly JudgedExchange[];
  /** Exchanges with other origins that it never allows. */
  readonly refusedAlike: readonly JudgedExchange[];
  readonly isComplete: boolean;

  constructor(exchanges: readonly JudgedExchange[], named: readonly Granted[], judged: JudgedExchanges) {
    const untrusted = new Set(exchanges.filter((one) => isOriginUntrusted(judged, one)).map(knownOrigin));
    const granted = new Set(named.map(({ origin }) => origin));
    const declared = new Set([...judged.trust.trusted, ...exchanges.flatMap(expectedOrigin)]);
    const own = exchanges[0]?.target.origins ?? [];
    const others = [...granted].filter((origin) => !untrusted.has(origin) && !declared.has(origin));
    const bases = [...[...declared].filter((origin) => !untrusted.has(origin)), ...basesAmong(others, [...declared])];
    this.bases = [...bases, ...own.filter((origin) => !bases.includes(origin))];
    this.wrong = oneForEachOrigin(named.filter(({ origin }) => untrusted.has(origin)));
    const refused = refusedIn(exchanges).filter((one) => {
      const origin = knownOrigin(one) ?? "";
      return !granted.has(origin) && !declared.has(origin);
    });
    this.isComplete = [this.bases, this.wrong, refused].every(({ length }) => length <= MAX_ORIGINS);
    this.refused = this.isComplete ? refused.filter((one) => this.#isUnrelatedRefusal(knownOrigin(one) ?? "")) : [];
    this.refusedAlike = refused.filter((one) => !this.refused.includes(one));
  }

  /** The wrong grants to sites that resemble no base. A server may allow origins for development in another way. */
  get unrelated(): readonly Granted[] {
    return this.wrong.filter(
      ({ origin }) =>
        webOriginOf(origin) !== null && developmentOrigin(origin) === null && this.resemblance(origin) === null,
    );
  }

  /** A server that refuses `http`, or the user's machine, may still allow every `https` site. */
  #isUnrelatedRefusal(origin: string): boolean {
    const isSecure = !origin.startsWith("http:") || !this.unrelated.some((one) => one.origin.startsWith("https:"));
    return isSecure && developmentOrigin(origin) === null && this.resemblance(origin) === null;
  }

  /** How an origin resembles one that should be allowed; null if it doesn't. */
  resemblance(origin: string): { readonly derivation: Derivation; readonly base: string } | null {
    for (const base of this.bases) {
      const derivation = derivationOf(origin, base);
      if (derivation !== "unrelated") {
        return { derivation, base };
      }
    }
    return null;
  }
}

function expectedOrigin(exchange: JudgedExchange): readonly string[] {
  const origin = knownOrigin(exchange);
  return exchange.expectation?.value === "allowed" && origin !== null && origin !== "null" ? [origin] : [];
}

/** The origins that aren't derived from shorter ones. */
function basesAmong(origins: readonly string[], known: readonly string[]): readonly string[] {
  const bases: string[] = [];
  for (const origin of origins.toSorted((a, b) => a.length - b.length).slice(0, MAX_ORIGINS + 1)) {
    const isDerived = [...known.slice(0, MAX_ORIGINS), ...bases].some((base) => isForged(derivationOf(origin, base)));
    if (!isDerived) {
      bases.push(origin);
    }
  }
  return bases;
}

/** Whether an origin is of another site that looks like the base. */
function isForged(derivation: Derivation): boolean {
  return ["prefix", "suffix", "infix", "special-character", "unescaped-dot"].includes(derivation);
}

/** One exchange for each origin that is refused; those of requests that pages make count more than preflights. */
function refusedIn(exchanges: readonly JudgedExchange[]): readonly JudgedExchange[] {
  const refused = new Map<string, JudgedExchange>();
  for (const exchange of exchanges) {
    const origin = knownOrigin(exchange);
    if (
      origin !== null &&
      webOriginOf(origin) !== null &&
      exchange.applicability.applies === true &&
      grantOf(exchange).outcome === "refused" &&
      refused.get(origin)?.kind !== "actual"
    ) {
      refused.set(origin, exchange);
    }
  }
  return [...refused.values()];
}

function oneForEachOrigin(granted: readonly Granted[]): readonly Granted[] {
  const first = new Map<string, Granted>();
  for (const one of granted) {
    const before = first.get(one.origin);
    if (before === undefined || (!before.grant.credentials && one.grant.credentials)) {
      first.set(one.origin, one);
    }
  }
  return [...first.values()];
}

function holesOf(evidence: Evidence, named: readonly Granted[], judged: JudgedExchanges): readonly OriginHole[] {
  const reflection = reflectionIn(evidence);
  if (reflection !== null) {
    return [reflection];
  }
  const patterns = patternsIn(evidence);
  const isFree = patterns.some(({ kind }) => kind === "containing" || kind === "suffix");
  const wrong = new Set(evidence.wrong.map(({ origin }) => origin));
  const insecure = named.filter(
    (one) => isInsecure(one) && (isOfBase(evidence, one) ? !isFree : !wrong.has(one.origin)),
  );
  const development = named.filter((one) => isForDevelopment(one) && judged.trust.of(one.origin) !== "trusted");
  const isForgeable = patterns.some(({ kind }) => kind !== "subdomain" && kind !== "other-port");
  const lookAlikes = isForgeable
    ? []
    : named.filter((one) => isLookAlike(one) && judged.trust.of(one.origin) === "unknown");
  return [
    ...patterns,
    ...hole("insecure", insecure),
    ...hole("development", development),
    ...hole(
      "look-alike",
      lookAlikes.filter(({ origin }) => !wrong.has(origin)),
    ),
  ];
}

function hole(
  kind: HoleKind,
  [first, ...others]: readonly Granted[],
  refusals: readonly JudgedExchange[] = [],
  base: string | null = null,
): readonly OriginHole[] {
  return first === undefined ? [] : [{ kind, grants: [first, ...others], refusals, base }];
}

/**
 * Every origin is allowed if one is that no list can have, or two sites that nothing connects are. An origin that resembles a trusted one, or another
 * that is refused, shows that the server compares something.
 */
function reflectionIn(evidence: Evidence): OriginHole | null {
  if (!evidence.isComplete || evidence.refused.length > 0) {
    return null;
  }
  const { unrelated } = evidence;
  const [first, ...others] = unrelated;
  const isProven =
    unrelated.some(({ origin }) => isOnNoList(origin)) ||
    others.some(({ origin }) => first !== undefined && !isRelated(origin, first.origin));
  const more = evidence.wrong.filter((one) => !unrelated.includes(one));
  return isProven ? (hole("reflection", [...unrelated, ...more])[0] ?? null) : null;
}

function isRelated(origin: string, other: string): boolean {
  return derivationOf(origin, other) !== "unrelated" || derivationOf(other, origin) !== "unrelated";
}

/** Whether a host is below `.invalid`, which has no names, and doesn't begin with another name: that may be what the server looks for. */
function isOnNoList(origin: string): boolean {
  const labels = webOriginOf(origin)?.host.split(".") ?? [];
  return (
    labels.at(-1) === "invalid" && !labels.some((_, i) => i > 0 && hasPublicSuffix(labels.slice(0, i + 1).join(".")))
  );
}

/** The holes that follow from a more general one, and so aren't reported beside it. */
const IMPLIED: Readonly<Partial<Record<HoleKind, readonly HoleKind[]>>> = {
  containing: [
    "insecure",
    "prefix",
    "suffix",
    "special-character",
    "unescaped-dot",
    "subdomain",
    "neighbour",
    "other-port",
  ],
  prefix: ["special-character", "other-port"],
  suffix: ["insecure", "unescaped-dot", "subdomain", "neighbour"],
};

/** The patterns that let an origin pass because it resembles a trusted one, while an unrelated one is refused. */
function patternsIn(evidence: Evidence): readonly OriginHole[] {
  const [refused] = evidence.refused;
  if (refused === undefined) {
    return [];
  }
  const found = new Map<HoleKind, { base: string; grants: Granted[] }>();
  for (const granted of evidence.wrong) {
    const resemblance = evidence.resemblance(granted.origin);
    const kind = resemblance === null ? null : PATTERNS[resemblance.derivation];
    if (resemblance !== null && kind != null) {
      const entry = found.get(kind);
      if (entry === undefined) {
        found.set(kind, { base: resemblance.base, grants: [granted] });
      } else {
        entry.grants.push(granted);
      }
    }
  }
  const [prefix, suffix] = [found.get("prefix"), found.get("suffix")];
  if (prefix !== undefined && suffix !== undefined && !found.has("containing")) {
    found.set("containing", { base: prefix.base, grants: [...prefix.grants, ...suffix.grants] });
  }
  const implied = new Map<HoleKind, HoleKind>();
  for (const kind of found.keys()) {
    for (const other of IMPLIED[kind] ?? []) {
      implied.set(other, implied.get(other) === "containing" ? "containing" : kind);
    }
  }
  return [...found].flatMap(([kind, { base, grants }]) => {
    if (implied.has(kind) || kind === "insecure") {
      return [];
    }
    const more = [...found].filter(([other]) => implied.get(other) === kind).flatMap(([, entry]) => entry.grants);
    const prefixes = kind === "special-character" ? evidence.refusedAlike.filter((one) => isPrefix(one, base)) : [];
    return hole(kind, [...new Set([...grants, ...more])], [refused, ...prefixes.slice(0, 1)], base);
  });
}

const PATTERNS: Readonly<Record<Derivation, HoleKind | null>> = {
  "same-origin": null,
  insecure: "insecure",
  secure: null,
  "other-port": "other-port",
  "unescaped-dot": "unescaped-dot",
  "special-character": "special-character",
  prefix: "prefix",
  subdomain: "subdomain",
  neighbour: "neighbour",
  suffix: "suffix",
  infix: "containing",
  unrelated: null,
};

function isPrefix(exchange: JudgedExchange, base: string): boolean {
  return derivationOf(knownOrigin(exchange) ?? "", base) === "prefix";
}

function isOfBase({ bases }: Evidence, { origin }: Granted): boolean {
  return bases.some((base) => derivationOf(origin, base) === "insecure");
}

/** Whether an `https` response allows a page that comes over `http` from elsewhere than a developer's machine. */
function isInsecure({ exchange, origin }: Granted): boolean {
  return exchange.target.scheme === "https" && origin.startsWith("http://") && developmentOrigin(origin) === null;
}

/** Without credentials, it is what everyone sees during development. */
function isForDevelopment(granted: Granted): boolean {
  return isSerious(granted) && developmentOrigin(granted.origin) !== null && isPublic(granted.exchange);
}

/** A label that says that a server is for development or tests. */
const DEVELOPMENT_LABEL =
  /(?:^|[.-])(?:dev|development|devel|test|tests|testing|stage|staging|stg|local|sandbox|preview|qa|uat|demo)\d*(?:[.-]|$)/;

/** Whether a request goes to a server that everyone can use, as far as its name says. */
function isPublic(exchange: JudgedExchange): boolean {
  const host = targetHost(exchange);
  return (
    host !== null &&
    !isLoopback(host) &&
    !isInternalHost(host) &&
    developmentOrigin(`https://${host}`) === null &&
    !DEVELOPMENT_LABEL.test(host)
  );
}

/** Shorter names are part of too many others. */
const SHORTEST_LABEL = 4;

/**
 * Whether a response with credentials allows another site whose host contains the target's registrable domain. Sites of shared hosting often have
 * similar names.
 */
function isLookAlike({ exchange, origin, grant }: Granted): boolean {
  const host = targetHost(exchange);
  const web = webOriginOf(origin);
  if (!grant.credentials || host === null || web === null) {
    return false;
  }
  const domain = registrableDomain(host);
  return (
    domain !== null &&
    domain.indexOf(".") >= SHORTEST_LABEL &&
    sharedHostingSuffix(host) === null &&
    web.host.includes(domain) &&
    siteRelation(origin, `https://${host}`) === "cross-site"
  );
}
