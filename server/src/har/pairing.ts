import { OPAQUE_ORIGIN, serializedOriginOf } from "../cors/origin";
import { isSecretHeader } from "../headers/secret-names";
import { countLeading } from "../text/count-leading";

import { addedFields, announcedNames } from "./added-fields";
import { type HarEntry, valuesNamed, wordNamed } from "./entry";
import type { ScannedText } from "./json-scanner";
import { type LeftOut, mayRedirect, urlOf } from "./left-out";

/** An entry that CORS decides about, and what other parts of the file say about it. */
export interface HarExchange {
  readonly entry: HarEntry;
  readonly url: URL;
  readonly isPreflight: boolean;
  /** Whether the file lacks request header fields that the browser sends: those of a request that it has stopped, or taken from its cache. */
  readonly isProvisional: boolean;
  /** The entry with the preflight of this request; null if the file has none. */
  readonly preflight: HarExchange | null;
  /** The page's origin, and the text that says it, if no field of the request does; null if one does, or if the page isn't known. */
  readonly page: { readonly origin: string; readonly source: ScannedText } | null;
}

/** The requests of one fetch, each after its preflight: the first one, and those that redirects lead to. Or a preflight alone. */
export type HarFetch = readonly HarExchange[];

export interface PairedEntries {
  /** In the order of the file. */
  readonly fetches: readonly HarFetch[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
}

/**
 * Puts together the entries of each fetch, and leaves out those about which CORS doesn't decide.
 * @param creator the name of the exporter; null if it isn't said.
 */
export function pairedEntries(entries: readonly HarEntry[], creator: string | null): PairedEntries {
  const seen = entries.flatMap((entry) => seenEntry(entry) ?? []);
  const preflightOf = servingPreflights(seen, creator);
  const exchanges = new Map(seen.map((one) => [one, exchangeOf(one, preflightOf.get(one) ?? null)]));
  const nextOf = redirectsAmong(seen);
  const isRedirectedTo = new Set(nextOf.values());
  const serving = new Set(preflightOf.values());
  const fetches: HarFetch[] = [];
  const leftOut = new Map<LeftOut, number>();
  for (const first of seen) {
    if (isRedirectedTo.has(first) || serving.has(first)) {
      continue;
    }
    const hops: HarExchange[] = [];
    for (let one: SeenEntry | undefined = first; one !== undefined; one = nextOf.get(one)) {
      hops.push(exchanges.get(one) as HarExchange);
    }
    const reasons = hops.map(notCors);
    if (reasons.includes(null)) {
      fetches.push(hops.flatMap((hop) => (hop.preflight === null ? [hop] : [hop.preflight, hop])));
    } else {
      for (const reason of reasons) {
        leftOut.set(reason as LeftOut, (leftOut.get(reason as LeftOut) ?? 0) + 1);
      }
    }
  }
  return { fetches, leftOut };
}

/** An entry as far as it can be read alone. */
interface SeenEntry {
  readonly entry: HarEntry;
  readonly url: URL;
  readonly method: string;
  /** As the browser sends it; null if the request has none. */
  readonly origin: string | null;
  readonly isPreflight: boolean;
  readonly isProvisional: boolean;
}

function seenEntry(entry: HarEntry): SeenEntry | null {
  const { request, response, isFromCache } = entry;
  const url = urlOf(request.url?.text ?? "");
  if (url === null) {
    return null;
  }
  const method = request.method?.text ?? "GET";
  const origin = valuesNamed(request.fields, "origin")[0]?.text ?? null;
  const isPreflight =
    method.toUpperCase() === "OPTIONS" &&
    origin !== null &&
    wordNamed(request.fields, "access-control-request-method") !== null;
  const isProvisional = origin === null && (isFromCache || (response.status ?? 0) <= 0);
  return { entry, url, method, origin, isPreflight, isProvisional };
}

/** The preflight of each request that has one. */
function servingPreflights(seen: readonly SeenEntry[], creator: string | null): Map<SeenEntry, SeenEntry> {
  const waiting = actualBy(seen.toSorted(byTime), ({ method, url }) => `${method} ${url.href}`);
  const serving = new Map<SeenEntry, SeenEntry>();
  for (const preflight of seen.filter(({ isPreflight }) => isPreflight).toSorted(byTime)) {
    const asked = valuesNamed(preflight.entry.request.fields, "access-control-request-method")[0]?.text.trim();
    const candidates = waiting.get(`${asked} ${preflight.url.href}`) ?? [];
    const before = countLeading(candidates, (one) => byTime(one, preflight) <= 0);
    const near = candidates.slice(Math.max(0, before - MAX_NEAR), before + MAX_NEAR);
    const served = nearest(
      preflight,
      near.filter((one) => mayServe(preflight, one)),
      creator === "Firefox" || preflight.entry.resourceType === "preflight",
    );
    if (served !== null) {
      serving.set(served, preflight);
      candidates.splice(candidates.indexOf(served), 1);
    }
  }
  return serving;
}

/** The requests that aren't preflights, by key. */
function actualBy(seen: readonly SeenEntry[], keyOf: (one: SeenEntry) => string): Map<string, SeenEntry[]> {
  const groups = new Map<string, SeenEntry[]>();
  for (const one of seen) {
    if (!one.isPreflight) {
      const key = keyOf(one);
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [one]);
      } else {
        group.push(one);
      }
    }
  }
  return groups;
}

function byTime(a: SeenEntry, b: SeenEntry): number {
  return (a.entry.startedAt ?? 0) - (b.entry.startedAt ?? 0) || a.entry.index - b.entry.index;
}

/** Whether a request is one that a preflight asks for. */
function mayServe(preflight: SeenEntry, one: SeenEntry): boolean {
  if (one.isProvisional) {
    return true;
  }
  const names = new Set(one.entry.request.fields.map(({ name }) => name.text.toLowerCase()));
  // Sanitized exports lack `Authorization`.
  const hasAll = announcedNames(preflight.entry).every((name) => names.has(name) || isSecretHeader(name));
  // After a redirect to another origin, the request's may be `null`, and Firefox's preflight still has the page's.
  const haveOneOrigin = one.origin === preflight.origin || one.origin === OPAQUE_ORIGIN;
  return haveOneOrigin && hasAll;
}

/**
 * The request that was made nearest to a preflight. Chromium and Firefox say that the request began before its preflight, because it waited for it; all others
 * say that it began afterwards.
 */
function nearest(preflight: SeenEntry, candidates: readonly SeenEntry[], isWaitedFor: boolean): SeenEntry | null {
  const asked = announcedNames(preflight.entry);
  const unasked = candidates.map((one) => (one.isProvisional ? null : addedCount(one.entry, asked)));
  const least = unasked.reduce<number>((most, count) => Math.min(most, count ?? most), Number.MAX_SAFE_INTEGER);
  /** The first number that differs decides: browsers add few fields, so those of another request are more. */
  const costs = candidates.map((one, i): readonly number[] => {
    const [from, to] = [preflight.entry.startedAt, one.entry.startedAt];
    const after = from === null || to === null ? 0 : to - from;
    const isUsual = isWaitedFor ? after <= 0 : after >= 0;
    const distance = Math.abs(after) + (isUsual ? 0 : UNUSUAL);
    return [unasked[i] ?? least, distance, Math.abs(one.entry.index - preflight.entry.index)];
  });
  const best = costs.reduce((best, cost, i) => (isLess(cost, costs[best] ?? cost) ? i : best), 0);
  return candidates[best] ?? null;
}

/** Browsers add these to some requests and not to others. */
const OFTEN_ADDED: ReadonlySet<string> = new Set(["priority", "user-agent"]);

function addedCount(entry: HarEntry, asked: readonly string[]): number {
  return addedFields(entry, asked).filter(({ name }) => !OFTEN_ADDED.has(name.text.toLowerCase())).length;
}

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const i = a.findIndex((number, i) => number !== b[i]);
  return i >= 0 && (a[i] ?? 0) < (b[i] ?? 0);
}

/** How many requests before and after a preflight it may serve. This bounds the work for a file that repeats one URL. */
const MAX_NEAR = 32;

/** In milliseconds. Clocks have steps, so a few milliseconds say nothing about the order. */
const UNUSUAL = 50;

/** The request that each redirect leads to. */
function redirectsAmong(seen: readonly SeenEntry[]): Map<SeenEntry, SeenEntry> {
  const byUrl = actualBy(seen.toSorted(byTime), ({ url }) => url.href);
  const next = new Map<SeenEntry, SeenEntry>();
  const taken = new Set<SeenEntry>();
  for (const one of seen.filter(({ entry }) => mayRedirect(entry.response.status)).toSorted(byTime)) {
    const { response, startedAt, index } = one.entry;
    const location = (valuesNamed(response.fields, "location")[0] ?? response.redirectUrl)?.text ?? "";
    const target = location === "" || one.isPreflight ? null : urlOf(location, one.url.href);
    const first = (target === null ? [] : (byUrl.get(target.href) ?? [])).find(
      (other) =>
        other !== one &&
        !taken.has(other) &&
        (other.method === one.method || /^(?:GET|HEAD)$/i.test(other.method)) &&
        isNotBefore(other.entry, startedAt, index),
    );
    if (first !== undefined) {
      next.set(one, first);
      taken.add(first);
    }
  }
  return next;
}

function isNotBefore(entry: HarEntry, startedAt: number | null, index: number): boolean {
  return startedAt === null || entry.startedAt === null
    ? entry.index > index
    : entry.startedAt > startedAt || (entry.startedAt === startedAt && entry.index > index);
}

function exchangeOf(seen: SeenEntry, preflight: SeenEntry | null): HarExchange {
  const { entry, url, origin, isPreflight, isProvisional } = seen;
  const source = preflight === null ? null : (valuesNamed(preflight.entry.request.fields, "origin")[0] ?? null);
  return {
    entry,
    url,
    isPreflight,
    isProvisional,
    preflight: preflight === null ? null : exchangeOf(preflight, null),
    page: origin !== null ? null : source !== null ? { origin: source.text, source } : refererOf(seen),
  };
}

/** The types of requests that a page's script makes. A style sheet's own URL is the `Referer` of the fonts and images in it. */
const OF_SCRIPTS: ReadonlySet<string> = new Set(["fetch", "xhr", "eventsource"]);

function isOfScript({ entry }: SeenEntry): boolean {
  return OF_SCRIPTS.has(entry.resourceType ?? "") || wordNamed(entry.request.fields, "sec-fetch-dest") === "empty";
}

/** The origin in `Referer`, if the request is a script's. */
function refererOf(seen: SeenEntry): HarExchange["page"] {
  const [source] = valuesNamed(seen.entry.request.fields, "referer");
  const origin = source === undefined ? null : serializedOriginOf(source.text.trim());
  const isKnown = origin !== null && origin !== OPAQUE_ORIGIN && isOfScript(seen);
  return source !== undefined && isKnown ? { origin, source } : null;
}

/** Why CORS doesn't decide about a request; null if it does, or may. */
function notCors({ entry, url, isPreflight, isProvisional, page }: HarExchange): LeftOut | null {
  const { fields } = entry.request;
  const origin = valuesNamed(fields, "origin")[0]?.text ?? page?.origin ?? null;
  if (isPreflight) {
    return null;
  }
  if (origin !== null && serializedOriginOf(origin) === url.origin) {
    return "same-origin";
  }
  const site = wordNamed(fields, "sec-fetch-site");
  if (site === "same-origin") {
    return "same-origin";
  }
  if (valuesNamed(fields, "origin").length > 0) {
    return null;
  }
  const saysCors =
    wordNamed(fields, "sec-fetch-mode") === "cors" || (isProvisional && OF_SCRIPTS.has(entry.resourceType ?? ""));
  if (saysCors || (isProvisional && page !== null)) {
    return null;
  }
  const [referer] = valuesNamed(fields, "referer");
  return referer !== undefined && serializedOriginOf(referer.text.trim()) === url.origin
    ? "same-origin"
    : "without-origin";
}
