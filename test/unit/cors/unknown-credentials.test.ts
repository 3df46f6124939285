import { strict as assert } from "node:assert";
import fc from "fast-check";
import { ENGINES, type Engine } from "../../../server/src/cors/engines";
import { type FetchRequest, fetchRequest } from "../../../server/src/cors/fetch-request";
import type { HeaderList } from "../../../server/src/cors/header-list";
import { type Hop, type HopJudgement, judgeHop } from "../../../server/src/cors/redirect-chain";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import type { Failure, Outcome, RequestCredentialsMode } from "../../../server/src/cors/types";
import { Unknown } from "../../../server/src/text/unknown";
import { headers, OPEN_MODE, ORIGIN, OTHER, request, response, THIRD } from "./messages";

const MODES = ["include", "omit", "same-origin"] as const;

/** What the modes have in common, or `otherwise`. */
function merged<T>(results: readonly T[], otherwise: T): T {
  const [first = otherwise, ...others] = results;
  return others.every((one) => one === first) ? first : otherwise;
}

/** Steps that fail in every mode. */
function commonFailures(outcomes: readonly (Outcome | null)[]): string[] {
  const [first = [], ...others] = outcomes.map((outcome) => (outcome?.failures ?? []).map(keyOf));
  return [...new Set(first)].filter((key) => others.every((keys) => keys.includes(key))).sort();
}

function keyOf({ algorithm, number, subject }: Failure): string {
  return `${algorithm} ${number} ${subject ?? ""}`;
}

const text = fc.constantFrom("*", "true", ORIGIN, "null", "PUT", "x-a, *", "*, PUT, x-a, authorization", "a b", "");
const value = fc.oneof(
  { weight: 6, arbitrary: text },
  text.map((raw) => new Unknown(raw)),
);
const line = (name: string) => fc.option(value.map((one) => ({ name, value: one })));
const ALLOW = { name: "Access-Control-Allow-Origin", value: ORIGIN };
const ALLOW_ALL = { name: "Access-Control-Allow-Origin", value: "*" };
const answer = fc.record({
  status: fc.constantFrom(200, 204, 302, 404),
  headers: fc
    .tuple(
      fc.oneof({ weight: 3, arbitrary: fc.constantFrom(ALLOW_ALL, ALLOW) }, line("Access-Control-Allow-Origin")),
      fc.option(
        fc.constantFrom("true", "false").map((one) => ({ name: "Access-Control-Allow-Credentials", value: one })),
      ),
      line("Access-Control-Allow-Methods"),
      line("Access-Control-Allow-Headers"),
      line("Access-Control-Expose-Headers"),
      fc.option(fc.constantFrom(`${ORIGIN}/b`, `${THIRD}/c`).map((one) => ({ name: "Location", value: one }))),
    )
    .chain((lines) =>
      fc.boolean().map((complete): HeaderList => ({ headers: lines.filter((one) => one !== null), complete })),
    ),
});
const hop = fc.record({
  method: fc.constantFrom("GET", "PUT", "{{m}}"),
  lines: fc.subarray(["X-A: 1", "Authorization: a", "Content-Type: {{t}}"]),
  urls: fc.constantFrom([OTHER], [ORIGIN], [ORIGIN, OTHER], [OTHER, THIRD], [ORIGIN, OTHER, ORIGIN]),
  response: fc.option(answer),
  preflight: fc.option(fc.record({ response: fc.option(answer) })),
  isFollowed: fc.boolean(),
});

interface HopInput extends Omit<Hop, "request"> {
  readonly method: string;
  readonly lines: readonly string[];
  readonly urls: readonly string[];
}

function judged(
  { method, lines, urls, ...answers }: HopInput,
  credentialsMode: RequestCredentialsMode | Unknown,
  engine: Engine,
): HopJudgement {
  const [first = OTHER, ...others] = urls.map((url) => `${url}/a`);
  const page: FetchRequest = { ...fetchRequest(first, request(method, lines)), credentialsMode };
  const isCross = urls.some((url) => url !== ORIGIN);
  const made: FetchRequest = { ...page, urlList: [first, ...others], responseTainting: isCross ? "cors" : "basic" };
  return judgeHop({ request: made, ...answers }, engine);
}

describe("unknown credentials", () => {
  it("decide what every mode decides, and leave the rest open", () => {
    let open = 0;
    fc.assert(
      fc.property(hop, fc.constantFrom(...ENGINES), (input, engine) => {
        const known = MODES.map((mode) => judged(input, mode, engine));
        const unknown = judged(input, OPEN_MODE, engine);
        const expected = merged(
          known.map(({ verdict }) => verdict),
          "undetermined",
        );
        assert.equal(unknown.verdict, expected);
        open += expected === "undetermined" && known.every(({ verdict }) => verdict !== "undetermined") ? 1 : 0;
        for (const part of ["preflight", "actual"] as const) {
          const outcomes = known.map(({ judgement }) => judgement[part]);
          const outcome = unknown.judgement[part];
          assert.equal(outcome === null, outcomes.includes(null));
          assert.deepEqual([...new Set(outcome?.failures.map(keyOf))].sort(), commonFailures(outcomes));
          const result = merged(
            outcomes.map((one) => one?.result ?? null),
            "undetermined",
          );
          assert.equal(outcome?.result ?? null, result);
        }
      }),
      { numRuns: 3000 },
    );
    assert.ok(open > 50, `only ${open} exchanges that credentials decide`);
  });

  it("leave open which names a script can read only if they decide it", () => {
    let open = 0;
    fc.assert(
      fc.property(answer, fc.constantFrom(...ENGINES), ({ headers: list }, engine) => {
        const received = { ...list, headers: [...list.headers, { name: "X-A", value: "1" }] };
        const known = MODES.map((mode) =>
          JSON.stringify(exposedHeaderNames(received, mode === "include" ? "include" : "omit", engine)),
        );
        const expected = merged(known, "null");
        assert.equal(JSON.stringify(exposedHeaderNames(received, OPEN_MODE, engine)), expected);
        open += new Set(known).size > 1 ? 1 : 0;
      }),
    );
    assert.ok(open > 0);
    assert.equal(exposedHeaderNames(headers("X-A: 1", "Access-Control-Expose-Headers: *"), OPEN_MODE, "fetch"), null);
  });

  it("are those of the first policy, too, when WebKit checks redirects again", () => {
    const input: HopInput = {
      method: "GET",
      lines: [],
      urls: [ORIGIN, OTHER],
      response: response(302, "Access-Control-Allow-Origin: *", `Location: ${THIRD}/c`),
      preflight: null,
      isFollowed: true,
    };
    assert.deepEqual(
      [...MODES, OPEN_MODE].map((mode) => judged(input, mode, "webkit").verdict),
      ["blocked", "allowed", "blocked", "undetermined"],
    );
  });
});
