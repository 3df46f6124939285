import { Random } from "../generate/random";
import { withOddLine } from "../generate/wire";
import {
  type FetchCall,
  type HeaderLine,
  type Hop,
  hopUrl,
  type Origins,
  type RawResponse,
  SERVERS,
  type ServerName,
  type Story,
} from "../harness/story";

/** A chain of redirects that succeeds in most engines, with one or two possible faults. */
export function chainStory(seed: number, id: number, origins: Origins): Story {
  const random = new Random(seed, id);
  const plan = planOf(random);
  const hops = plan.servers.map((_, hop) => hopOf(id, hop, plan, origins, random)) as [Hop, ...Hop[]];
  for (let faults = isLong(plan) ? 0 : random.pick([0, 0, 1, 1, 1, 2]); faults > 0; faults--) {
    const at = random.below(hops.length);
    const { url, preflight, actual } = hops[at] ?? hops[0];
    const isInPreflight = random.chance(0.4);
    const fault = random.pick(isInPreflight ? PREFLIGHT_FAULTS : ACTUAL_FAULTS);
    hops[at] = isInPreflight
      ? { url, actual, preflight: fault(preflight, plan, origins, random) }
      : { url, preflight, actual: fault(actual, plan, origins, random) };
  }
  return { id, page: plan.page, call: { ...plan.call, url: hopUrl(origins[plan.servers[0] ?? "own"], id, 0) }, hops };
}

interface Plan {
  readonly page: Story["page"];
  readonly call: Omit<FetchCall, "url">;
  readonly servers: readonly ServerName[];
}

const METHODS: readonly [string, ...string[]] = [
  "GET",
  "GET",
  "GET",
  "POST",
  "POST",
  "PUT",
  "PUT",
  "DELETE",
  "HEAD",
  "patch",
  "OPTIONS",
];

/** The shortest of the long chains: one redirect less than a browser follows. */
const LEAST_LONG = 20;

function isLong({ servers }: Plan): boolean {
  return servers.length >= LEAST_LONG;
}

function planOf(random: Random): Plan {
  const method = random.pick(METHODS);
  const hasBody = method !== "GET" && method !== "HEAD" && random.chance(1 / 2);
  // Some chains exceed the limit of redirects. Nothing may end these before, so there is one server and no fault.
  const servers: ServerName[] = random.chance(1 / 100)
    ? new Array(LEAST_LONG + random.below(4)).fill(random.pick(SERVERS))
    : [];
  const length = 2 + random.below(3);
  while (servers.length < length) {
    const last = servers.at(-1);
    servers.push(last !== undefined && random.chance(1 / 3) ? last : random.pick(SERVERS));
  }
  return {
    page: random.chance(1 / 12) ? "opaque" : "tuple",
    servers,
    call: {
      method,
      headersAs: random.chance(0.4) ? "pairs" : "object",
      headers: HEADERS.filter(({ often }) => random.chance(1 / often)).map(({ name, values }) => ({
        name,
        value: random.pick(values),
      })),
      credentials: random.pick(["omit", "same-origin", "include"]),
      body: hasBody ? "question" : null,
    },
  };
}

const HEADERS: readonly {
  readonly name: string;
  readonly values: readonly [string, ...string[]];
  readonly often: number;
}[] = [
  { name: "Content-Type", values: ["application/json", "text/plain", "application/json; charset=utf-8"], often: 3 },
  { name: "Content-Language", values: ["en", "en_US"], often: 10 },
  { name: "Content-Encoding", values: ["identity"], often: 12 },
  { name: "Content-Location", values: ["/elsewhere"], often: 12 },
  { name: "Authorization", values: ["Bearer 1"], often: 4 },
  { name: "X-Trace", values: ["1"], often: 4 },
  { name: "Accept", values: ["application/json", 'text/html;q="1"'], often: 8 },
  { name: "Range", values: ["bytes=0-", "bytes=0-1,2-3"], often: 12 },
  { name: "DPR", values: ["2", "x"], often: 16 },
  { name: "Intervention", values: ["1", "x".repeat(129)], often: 16 },
  { name: "Save-Data", values: ["on", "off"], often: 24 },
  { name: "Width", values: ["5", "x"], often: 24 },
  { name: "Viewport-Width", values: ["5", "x"], often: 24 },
  { name: "Device-Memory", values: ["8", "x"], often: 24 },
  { name: "Downlink", values: ["1.5", "x"], often: 24 },
  { name: "ECT", values: ["4g", "x"], often: 24 },
  { name: "RTT", values: ["50", "x"], often: 24 },
];

function hopOf(story: number, hop: number, plan: Plan, origins: Origins, random: Random): Hop {
  const { call, page, servers } = plan;
  const server = servers[hop] ?? "own";
  const next = servers[hop + 1];
  const allowed = isLong(plan) ? nameOrigin(page, call, origins) : allowedOrigin(page, call, origins, random);
  const redirect: Partial<RawResponse> & { lines: HeaderLine[] } =
    next === undefined
      ? { status: random.pick([200, 200, 200, 204, 404, 500]), lines: [{ name: "X-Answer", value: "1" }] }
      : {
          status: random.pick([301, 302, 302, 303, 307, 307, 308]),
          lines: [
            {
              name: "Location",
              value: isLong(plan)
                ? hopUrl(origins[next], story, hop + 1)
                : locationTo(story, hop + 1, next, server, origins, random),
            },
          ],
        };
  return {
    url: hopUrl(origins[server], story, hop),
    preflight: { status: random.pick([200, 204]), lines: [...allowed, ...allowedRequest(call, random)] },
    actual: { status: redirect.status ?? 200, lines: [...allowed, ...redirect.lines, ...exposed(random)] },
  };
}

/** Mostly headers that allow the page. Which of the two possible origins is right depends on the hops before. */
function allowedOrigin(page: Story["page"], call: Plan["call"], origins: Origins, random: Random): HeaderLine[] {
  const own = page === "opaque" ? "null" : origins.own;
  const value =
    call.credentials === "include" ? random.pick([own, own, own, "null"]) : random.pick(["*", "*", "*", own, "null"]);
  return allowing(value, call);
}

/** Headers that allow the page until a redirect makes its origin `null`. */
function nameOrigin(page: Story["page"], call: Plan["call"], origins: Origins): HeaderLine[] {
  return allowing(page === "opaque" ? "null" : origins.own, call);
}

function allowing(origin: string, { credentials }: Plan["call"]): HeaderLine[] {
  return [
    { name: "Access-Control-Allow-Origin", value: origin },
    ...(credentials === "include" ? [{ name: "Access-Control-Allow-Credentials", value: "true" }] : []),
  ];
}

function allowedRequest(call: Plan["call"], random: Random): HeaderLine[] {
  const names = call.headers.map(({ name }) => name.toLowerCase());
  const wildcard = call.credentials !== "include" && random.chance(1 / 3);
  return [
    { name: "Access-Control-Allow-Methods", value: wildcard ? "*" : `${call.method}, GET` },
    ...(names.length === 0 ? [] : [{ name: "Access-Control-Allow-Headers", value: wildcard ? "*" : names.join(", ") }]),
  ];
}

function exposed(random: Random): HeaderLine[] {
  return random.chance(1 / 3)
    ? [{ name: "Access-Control-Expose-Headers", value: random.pick(["*", "X-Answer", "Location"]) }]
    : [];
}

/** Mostly absolute; relative if the server stays the same. Sometimes with credentials. */
function locationTo(
  story: number,
  hop: number,
  server: ServerName,
  from: ServerName,
  origins: Origins,
  random: Random,
): string {
  const userinfo = random.chance(1 / 9) ? random.pick(["name:password", "name", ":password", "name:", ":"]) : "";
  const url = hopUrl(origins[server], story, hop, userinfo);
  const emptyUserinfo = random.chance(1 / 40) ? url.replace("://", "://@") : url;
  const location = random.chance(1 / 10) ? emptyUserinfo.slice("http:".length) : emptyUserinfo;
  return server === from && userinfo === "" && random.chance(1 / 3)
    ? random.pick([`/s/${story}/${hop}`, `${hop}`, `./${hop}#here`, `/s/${story}/${hop}?a=b`])
    : location;
}

/** A mistake in an answer. */
type Fault = (response: RawResponse, plan: Plan, origins: Origins, random: Random) => RawResponse;

const withoutLine =
  (name: string): Fault =>
  (response) => ({ ...response, lines: response.lines.filter((line) => line.name !== name) });

const withValue = (response: RawResponse, name: string, value: string): RawResponse => ({
  ...response,
  lines: [...response.lines.filter((line) => line.name !== name), { name, value }],
});

const namesPage: Fault = (response, { page }, origins) =>
  withValue(response, "Access-Control-Allow-Origin", page === "opaque" ? "null" : origins.own);

const FAULTS: readonly Fault[] = [
  withoutLine("Access-Control-Allow-Origin"),
  namesPage,
  namesPage,
  (response) => withValue(response, "Access-Control-Allow-Origin", "null"),
  (response, _, { otherPort, otherHost }, random) =>
    withValue(response, "Access-Control-Allow-Origin", random.pick([otherPort, otherHost, "*"])),
  (response, { page }, origins) => ({
    ...response,
    lines: [
      ...response.lines,
      { name: "Access-Control-Allow-Origin", value: page === "opaque" ? "null" : origins.own },
    ],
  }),
  withoutLine("Access-Control-Allow-Credentials"),
  withoutLine("Access-Control-Allow-Credentials"),
];

const PREFLIGHT_FAULTS: readonly Fault[] = [
  ...FAULTS,
  withoutLine("Access-Control-Allow-Origin"),
  withoutLine("Access-Control-Allow-Headers"),
  withoutLine("Access-Control-Allow-Methods"),
  (response, { call }) =>
    withValue(
      response,
      "Access-Control-Allow-Headers",
      call.headers
        .slice(1)
        .map(({ name }) => name)
        .join(","),
    ),
  (response) => withValue(response, "Access-Control-Allow-Methods", "POST"),
  (response, _, __, random) => ({ ...response, status: random.pick([300, 304, 301, 404, 500]) }),
  (response, _, __, random) => ({ ...response, status: random.pick([300, 304, 301, 404, 500]) }),
  (response, _, __, random) => ({ ...response, lines: withOddLine(response.lines, random) }),
];

const leadsNowhere: Fault = (response, _, __, random) =>
  withValue(
    response,
    "Location",
    random.pick([
      "",
      "http://[",
      "ftp://127.0.0.1/",
      "data:,x",
      "mailto:a@b",
      "http://a b/",
      "//",
      // Ports of other protocols.
      "http://127.0.0.1:6000/",
      "http://localhost:25/s",
      "//127.0.0.1:6667",
    ]),
  );

/** Two Location lines: the same, or another one before or below the right one. */
const leadsTwice: Fault = (response, _, __, random) => {
  const right = response.lines.filter(({ name }) => name === "Location");
  const others = right.map((line) =>
    random.pick([line, { ...line, value: "" }, { ...line, value: `${line.value}?b` }]),
  );
  const rest = response.lines.filter(({ name }) => name !== "Location");
  const status = random.chance(0.15) ? random.pick([200, 404, 306]) : response.status;
  return { status, lines: [...rest, ...(random.chance(0.5) ? [...right, ...others] : [...others, ...right])] };
};

const ACTUAL_FAULTS: readonly Fault[] = [
  ...FAULTS,
  withoutLine("Location"),
  leadsNowhere,
  leadsNowhere,
  leadsTwice,
  leadsTwice,
  (response, _, __, random) => ({ ...response, status: random.between(300, 399) }),
  (response, _, __, random) => ({ ...response, lines: withOddLine(response.lines, random) }),
  (response, _, __, random) => ({ ...response, status: random.pick([300, 304, 305, 306, 301, 404, 407, 500]) }),
];
