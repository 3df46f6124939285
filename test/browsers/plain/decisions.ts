import { isClientHintName } from "../../../server/src/cors/client-hint";
import { extractHeaderListValues, ListFailure } from "../../../server/src/cors/list-values";
import { corsUnsafeRequestHeaderNames } from "../../../server/src/cors/request-header";
import {
  isCorsSafelistedResponseHeaderName,
  isForbiddenResponseHeaderName,
} from "../../../server/src/cors/response-header";
import type { Outcome } from "../../../server/src/cors/types";
import { isUnknown } from "../../../server/src/text/unknown";
import { type CoreAnswer, corsResponse, storyRequest } from "../compare/core";
import type { EngineName } from "../harness/engines/engine";
import type { Origins, Story } from "../harness/story";

/** How often each decision point of one engine decided, and how. */
export class Decisions {
  readonly #engine: EngineName;
  readonly #origins: Origins;
  readonly #counts = new Map<string, number>();

  constructor(engine: EngineName, origins: Origins) {
    this.#engine = engine;
    this.#origins = origins;
  }

  count(story: Story, answer: CoreAnswer): void {
    for (const point of new Set(pointsOf(story, answer, this.#origins, this.#engine))) {
      this.#counts.set(point, (this.#counts.get(point) ?? 0) + 1);
    }
  }

  /** The points that decided too rarely to count as tested. */
  rare(least: number): string[] {
    return pointsIn(this.#engine)
      .filter((point) => (this.#counts.get(point) ?? 0) < least)
      .map((point) => `"${point}" decided ${this.#counts.get(point) ?? 0} times, fewer than ${least}`);
  }

  table(): string {
    const points = [...new Set([...pointsIn(this.#engine), ...this.#counts.keys()])];
    return points.map((point) => `${String(this.#counts.get(point) ?? 0).padStart(8)}  ${point}`).join("\n");
  }
}

/** Every step that can decide a plain exchange, and how: each must be tested. */
const POINTS = [
  "request-constructor 25.2: refused",
  "headers-validate 1: refused",
  "main-fetch 12: same origin",
  "main-fetch 12: no preflight",
  "main-fetch 12: preflight for the method",
  "main-fetch 12: preflight for a header",
  "preflight: cors-check 2 failed (Access-Control-Allow-Origin)",
  "preflight: cors-check 4 failed (Access-Control-Allow-Origin)",
  "preflight: cors-check 8 failed (Access-Control-Allow-Credentials)",
  "preflight: cors-preflight-fetch 7 failed (status)",
  "preflight: cors-preflight-fetch 7.3 failed (Access-Control-Allow-Methods)",
  "preflight: cors-preflight-fetch 7.3 failed (Access-Control-Allow-Headers)",
  "preflight: cors-preflight-fetch 7.5 failed (Access-Control-Allow-Methods)",
  "preflight: cors-preflight-fetch 7.7 failed (Access-Control-Allow-Headers)",
  "preflight: cors-preflight-fetch 7.16 passed",
  "preflight: http-network-fetch 8.5 failed (status)",
  "actual: http-network-fetch 8.5 failed (status)",
  "actual: cors-check 2 failed (Access-Control-Allow-Origin)",
  "actual: cors-check 3 passed",
  "actual: cors-check 4 failed (Access-Control-Allow-Origin)",
  "actual: cors-check 5 passed",
  "actual: cors-check 7 passed",
  "actual: cors-check 8 failed (Access-Control-Allow-Credentials)",
  "request header accept: safe",
  "request header accept: unsafe",
  "request header accept-language: safe",
  "request header accept-language: unsafe",
  "request header content-language: safe",
  "request header content-language: unsafe",
  "request header content-type: safe",
  "request header content-type: unsafe",
  "request header range: safe",
  "request header range: unsafe",
  "request header, a client hint: unsafe",
  "request header, any other: unsafe",
  "response header, no list: readable by the safelist",
  "response header, no list: hidden",
  "response header, a list: readable by the list",
  "response header, a list: hidden",
  "response header, a list: hidden as a cookie",
  "response header, a wildcard: readable by the list",
  "response header, a wildcard: hidden as a cookie",
  "response header, a wildcard with credentials: hidden",
  "response header, an invalid list: readable by the safelist",
  "response header, an invalid list: hidden",
] as const;

/** Points that only one engine has. */
const FURTHER_POINTS: Partial<Record<EngineName, readonly string[]>> = {
  chromium: [
    "request header, a client hint: safe",
    "request headers: unsafe in total",
    "actual: http-network-or-cache-fetch 16 failed (status)",
  ],
};

function pointsIn(engine: EngineName): readonly string[] {
  return [...POINTS, ...(FURTHER_POINTS[engine] ?? [])];
}

function* pointsOf(story: Story, answer: CoreAnswer, origins: Origins, engine: EngineName): Iterable<string> {
  const { verdict, judgement } = answer;
  if (judgement.refusal !== null) {
    yield `${judgement.refusal.algorithm} ${judgement.refusal.number}: refused`;
    return;
  }
  if (verdict === "not-cors") {
    yield "main-fetch 12: same origin";
    return;
  }
  yield* requestPoints(story, origins, engine);
  if (judgement.preflight !== null) {
    yield `preflight: ${decided(judgement.preflight)}`;
  }
  // After a failed preflight there is no request.
  if (judgement.actual !== null && judgement.preflight?.result !== "failure") {
    yield `actual: ${decided(judgement.actual)}`;
  }
  if (answer.exposed !== null) {
    yield* responsePoints(story, new Set(answer.exposed));
  }
}

function decided({ result, step, failures: [failure] }: Outcome): string {
  const name = `${step.algorithm} ${step.number}`;
  return result === "success" ? `${name} passed` : `${name} failed (${failure?.header ?? "status"})`;
}

function* requestPoints(story: Story, origins: Origins, engine: EngineName): Iterable<string> {
  const { method, headers } = storyRequest(story, origins, engine);
  const { names } = corsUnsafeRequestHeaderNames(headers, engine);
  const isSafeMethod = method === "GET" || method === "HEAD" || method === "POST";
  if (names.length > 0) {
    yield "main-fetch 12: preflight for a header";
  } else {
    yield isSafeMethod ? "main-fetch 12: no preflight" : "main-fetch 12: preflight for the method";
  }
  const own = new Set(headers.headers.map(({ name }) => name.toLowerCase()));
  for (const name of own) {
    const list = headers.headers.filter((header) => header.name.toLowerCase() === name);
    const alone = corsUnsafeRequestHeaderNames({ headers: list, complete: true }, engine).names.length > 0;
    if (!alone && names.includes(name)) {
      yield "request headers: unsafe in total";
    }
    yield `request header${kindOf(name)}: ${alone ? "unsafe" : "safe"}`;
  }
}

function kindOf(name: string): string {
  if (isClientHintName(name)) {
    return ", a client hint";
  }
  return /^(?:accept|accept-language|content-language|content-type|range)$/.test(name) ? ` ${name}` : ", any other";
}

function* responsePoints({ call, hops: [{ actual }] }: Story, exposed: ReadonlySet<string>): Iterable<string> {
  const { headers } = corsResponse(actual);
  const list = extractHeaderListValues("Access-Control-Expose-Headers", headers);
  const state = listState(list, call.credentials === "include");
  for (const { name } of headers.headers) {
    const lowercased = name.toLowerCase();
    if (isForbiddenResponseHeaderName(name)) {
      yield `response header, ${state}: hidden as a cookie`;
    } else if (!exposed.has(lowercased)) {
      yield `response header, ${state}: hidden`;
    } else {
      const by = isCorsSafelistedResponseHeaderName(lowercased, new Set()) ? "safelist" : "list";
      yield `response header, ${state}: readable by the ${by}`;
    }
  }
}

function listState(list: ReturnType<typeof extractHeaderListValues>, include: boolean): string {
  if (list === null || isUnknown(list)) {
    return "no list";
  }
  if (list instanceof ListFailure) {
    return "an invalid list";
  }
  return list.includes("*") ? (include ? "a wildcard with credentials" : "a wildcard") : "a list";
}
