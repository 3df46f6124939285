import {
  type HeaderLine,
  hopUrl,
  type Origins,
  type Page,
  SERVERS,
  type ServerName,
  type Story,
} from "../harness/story";
import { type Answer, responseOf } from "./answer";
import { actualStatus, allowCredentials, allowOrigin, preflightStatus, tokenList } from "./near-misses";
import { Random } from "./random";
import { type RequestShape, requestShape } from "./request";
import { anyCase } from "./spelling";

/** An exchange being built. */
interface Draft {
  page: Page;
  server: ServerName;
  request: RequestShape;
  readonly preflight: Answer;
  readonly actual: Answer;
}

/** A change to an exchange that passes. */
type Change = (draft: Draft, random: Random, origins: Origins) => void;

/**
 * A plain exchange that passes, mostly with one change, sometimes with two, sometimes with none. It depends on seed and index alone, except for
 * the ports in the origins.
 */
export function plainExchange(seed: number, index: number, origins: Origins): Story {
  const random = new Random(seed, index);
  const draft = passing(random, origins);
  const changes = random.weighted([
    [15, 0],
    [65, 1],
    [20, 2],
  ]);
  for (let i = 0; i < changes; i++) {
    random.weighted(CHANGES)(draft, random, origins);
  }
  const url = hopUrl(origins[draft.server], index, 0);
  return {
    id: index,
    page: draft.page,
    call: { url, ...draft.request },
    hops: [{ url, preflight: responseOf(draft.preflight, random), actual: responseOf(draft.actual, random) }],
  };
}

const CROSS_ORIGIN = SERVERS.filter((server) => server !== "own");

function passing(random: Random, origins: Origins): Draft {
  const page = random.chance(0.15) ? "opaque" : "tuple";
  const server = page === "opaque" ? random.pick(SERVERS) : random.pick(CROSS_ORIGIN);
  const request = requestShape(random);
  const include = request.credentials === "include";
  const shared = () => ({
    allowOrigin: [!include && random.chance(0.4) ? "*" : originOf(page, origins)],
    allowCredentials: include || random.chance(0.2) ? ["true"] : [],
  });
  return {
    page,
    server,
    request,
    preflight: {
      ...shared(),
      status: random.chance(0.5) ? 204 : 200,
      allowMethods: allowedMethods(request, include, random),
      allowHeaders: allowedHeaders(request, include, random),
      exposeHeaders: [],
      others: random.chance(0.3) ? [{ name: "Access-Control-Max-Age", value: random.pick(["600", "0", "x"]) }] : [],
      hasOddLine: false,
    },
    actual: {
      ...shared(),
      status: random.chance(0.75) ? 200 : actualStatus(random),
      allowMethods: [],
      allowHeaders: [],
      exposeHeaders: [],
      others: [],
      hasOddLine: false,
      ...(random.chance(0.4) ? exposing(random) : {}),
    },
  };
}

/** The value of the page's `Origin` header. */
function originOf(page: Page, origins: Origins): string {
  return page === "opaque" ? "null" : origins.own;
}

/** The method that a page's request sends: https://fetch.spec.whatwg.org/#concept-method-normalize */
function normalized(method: string): string {
  return /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;
}

function allowedMethods({ method }: RequestShape, include: boolean, random: Random): string[] {
  if (!include && random.chance(0.15)) {
    return ["*"];
  }
  return /^(?:get|head|post)$/i.test(method) && random.chance(0.7) ? [] : [`GET, ${normalized(method)}`];
}

function allowedHeaders({ headers }: RequestShape, include: boolean, random: Random): string[] {
  if (!include && random.chance(0.15)) {
    return ["*"];
  }
  const names = namesOf(headers);
  return names.length === 0 ? [] : [names.map((name) => anyCase(name, random)).join(", ")];
}

function namesOf(headers: readonly HeaderLine[]): string[] {
  return [...new Set(headers.map(({ name }) => name.toLowerCase()))];
}

const RESPONSE_NAMES = [
  "X-A",
  "X-B",
  "Content-Type",
  "Content-Language",
  "Cache-Control",
  "Expires",
  "Last-Modified",
  "Pragma",
  "ETag",
  "Date",
  "Server",
  "Vary",
  "Set-Cookie",
  "Set-Cookie2",
  "Accept",
  "Authorization",
  "Location-X",
  "Clear-Site-Data",
  "X_B",
  "*",
] as const;

/** Response headers, some of them listed in Access-Control-Expose-Headers. */
function exposing(random: Random): Pick<Answer, "exposeHeaders" | "others"> {
  const others = random.shuffled(RESPONSE_NAMES).slice(0, random.between(1, 5));
  const named = others.filter(() => random.chance(0.6)).map((name) => anyCase(name, random));
  const [first = "X-A", ...more] = named;
  return {
    others: others.map((name) => ({
      name,
      value: name.startsWith("Set-Cookie") ? "a=b" : random.pick(["1", "1", "1", ""]),
    })),
    exposeHeaders: random.weighted<() => readonly string[]>([
      [2, () => []],
      [4, () => [[first, ...more].join(", ")]],
      [2, () => ["*"]],
      [5, () => tokenList([first, ...more], random)],
    ])(),
  };
}

const others = (origins: Origins) => [...CROSS_ORIGIN.map((server) => origins[server]), "https://example.com"];

const CHANGES: readonly (readonly [weight: number, change: Change])[] = [
  [
    14,
    ({ page, preflight }, random, origins) => {
      preflight.allowOrigin = allowOrigin(originOf(page, origins), others(origins), random);
    },
  ],
  [
    22,
    ({ page, actual }, random, origins) => {
      actual.allowOrigin = allowOrigin(originOf(page, origins), others(origins), random);
    },
  ],
  [
    6,
    ({ preflight }, random) => {
      preflight.allowCredentials = allowCredentials(random);
    },
  ],
  [
    10,
    ({ actual }, random) => {
      actual.allowCredentials = allowCredentials(random);
    },
  ],
  [
    14,
    ({ request, preflight }, random) => {
      preflight.allowMethods = tokenList([normalized(request.method), "GET", "X"], random);
    },
  ],
  [
    16,
    ({ request, preflight }, random) => {
      const [first = "x-a", ...more] = namesOf(request.headers);
      preflight.allowHeaders = tokenList([first, ...more], random);
    },
  ],
  [
    10,
    ({ preflight, server }, random, origins) => {
      preflight.status = preflightStatus(random);
      if (preflight.status >= 300 && preflight.status <= 399 && random.chance(0.5)) {
        preflight.others = [...preflight.others, { name: "Location", value: `${origins[server]}/elsewhere` }];
      }
    },
  ],
  [
    5,
    ({ actual }, random) => {
      actual.status = actualStatus(random);
    },
  ],
  [
    7,
    ({ actual }) => {
      actual.hasOddLine = true;
    },
  ],
  [
    5,
    ({ preflight }) => {
      preflight.hasOddLine = true;
    },
  ],
  // The same answers to another request.
  [
    4,
    (draft) => {
      draft.request = { ...draft.request, credentials: "include" };
    },
  ],
  [
    4,
    (draft, random) => {
      draft.request = { ...requestShape(random), body: null };
    },
  ],
  [
    2,
    (draft) => {
      draft.page = draft.page === "opaque" && draft.server !== "own" ? "tuple" : "opaque";
    },
  ],
  // To the page's own server, which needs no permission.
  [
    1,
    (draft) => {
      draft.server = "own";
    },
  ],
];
