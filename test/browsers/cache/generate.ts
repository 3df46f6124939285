import { Random } from "../generate/random";
import type { Play, TimedCall } from "../harness/play";
import { type HeaderLine, hopUrl, type Origins, type RawResponse, SERVERS } from "../harness/story";

/** Longer than an answer without Access-Control-Max-Age is cached. */
const LONG_PAUSE_MS = 6_500;

/** The server's answers to the preflight and the request of one call. */
export interface Answers {
  readonly preflight: RawResponse;
  readonly actual: RawResponse;
}

/** Several similar requests, one after another. */
export interface CacheStory {
  readonly index: number;
  readonly play: Play;
  /** One for each call. */
  readonly answers: readonly Answers[];
}

/**
 * @param index which story it is
 * @param id of the play: a story has other URLs under another id
 */
export function cacheStory(seed: number, index: number, origins: Origins, id = index): CacheStory {
  const random = new Random(seed, index);
  const page = random.chance(1 / 8) ? "opaque" : "tuple";
  const server = origins[random.pick(SERVERS.filter((name) => name !== "own"))];
  const origin = page === "opaque" ? "null" : origins.own;
  const style = random.pick(["listed", "listed", "own", "own", "wildcard"] as const);
  const maxAge = random.pick(MAX_AGES);
  const calls: TimedCall[] = [];
  const answers: Answers[] = [];
  const usual = callTo(hopUrl(server, id, 0), random);
  const length = random.between(2, 4);
  const late = random.chance(1 / 4) ? random.between(1, length - 1) : null;
  while (calls.length < length) {
    const call = random.chance(1 / 2) ? usual : variation(usual, id, server, random);
    calls.push(calls.length === late ? { ...call, pauseMs: LONG_PAUSE_MS } : call);
    answers.push({
      preflight: preflightAnswer(call, origin, random.chance(1 / 6) ? random.pick(MAX_AGES) : maxAge, style, random),
      actual: actualAnswer(origin, random.chance(1 / 10)),
    });
  }
  return {
    index,
    play: { id, page, calls, answer: ({ kind, call }) => (answers[call] ?? impossible())[kind] },
    answers,
  };
}

function impossible(): never {
  throw new Error("A request came for a call that no page makes.");
}

/** No value lies between those that expire at once and the long pause. */
const MAX_AGES: readonly (readonly string[])[] = [
  [],
  [],
  ["600"],
  ["600"],
  ["600"],
  [" 60 "],
  ["99999999"],
  ["9223372036854775808"],
  ["0"],
  ["00"],
  ["-1"],
  ["+60"],
  ["5"],
  [""],
  ["abc"],
  ["600s"],
  ["60,60"],
  ["60.5"],
  ["\u000b600"],
  ["60\u000c"],
  ["600", "600"],
  ["", "600"],
];

const METHODS = ["GET", "GET", "POST", "HEAD", "PUT", "PUT", "DELETE", "patch"] as const;
const HEADERS: readonly (readonly string[])[] = [
  [],
  ["X-A"],
  ["X-A"],
  ["X-A", "X-B"],
  ["X-B"],
  ["Authorization"],
  ["X-A", "Authorization"],
];

function callTo(url: string, random: Random): TimedCall {
  return {
    url,
    method: random.pick(METHODS),
    headers: random.pick(HEADERS).map((name) => ({ name, value: "1" })),
    credentials: random.pick(["omit", "omit", "same-origin", "include"]),
    body: null,
  };
}

/** One of its properties differs. */
function variation(usual: TimedCall, id: number, server: string, random: Random): TimedCall {
  const other = callTo(usual.url, random);
  return random.pick([
    { ...usual, method: other.method },
    { ...usual, method: other.method },
    { ...usual, headers: other.headers },
    { ...usual, headers: other.headers },
    { ...usual, credentials: other.credentials },
    { ...usual, url: `${usual.url}?a` },
    { ...usual, url: hopUrl(server, id, 1) },
  ]);
}

function preflightAnswer(
  { method, headers, credentials }: TimedCall,
  origin: string,
  maxAge: readonly string[],
  style: "listed" | "own" | "wildcard",
  random: Random,
): RawResponse {
  const line = (name: string, value: string): HeaderLine => ({ name: `Access-Control-${name}`, value });
  const wildcard = random.pick(["*", "*, X-A", "*, PUT"]);
  const names = headers.map(({ name }) => name).join(", ");
  const lists = {
    listed: [line("Allow-Methods", "PUT, DELETE, patch"), line("Allow-Headers", "x-b, x-a, authorization")],
    own: [line("Allow-Methods", method), ...(names === "" ? [] : [line("Allow-Headers", names)])],
    wildcard: [line("Allow-Methods", wildcard), line("Allow-Headers", wildcard)],
  };
  return {
    status: random.chance(1 / 20) ? 404 : 204,
    lines: [
      line("Allow-Origin", origin),
      ...(credentials === "include" || random.chance(1 / 2) ? [line("Allow-Credentials", "true")] : []),
      ...lists[style],
      ...maxAge.map((value) => line("Max-Age", value)),
    ],
  };
}

function actualAnswer(origin: string, isRefused: boolean): RawResponse {
  const allowed = isRefused ? `${origin}x` : origin;
  return {
    status: 200,
    lines: [
      { name: "Access-Control-Allow-Origin", value: allowed },
      { name: "Access-Control-Allow-Credentials", value: "true" },
      { name: "Cache-Control", value: "no-store" },
    ],
  };
}
