import { strict as assert } from "node:assert";
import { corsCheck } from "../../../server/src/cors/cors-check";
import type { CredentialsMode } from "../../../server/src/cors/types";
import type { Unknown } from "../../../server/src/text/unknown";
import { headers, OPEN_MODE, ORIGIN, summary, value } from "./messages";
import { describeTable } from "./reference-data";

interface Row {
  readonly title: string;
  readonly origin?: string;
  readonly mode?: CredentialsMode | Unknown;
  readonly response: readonly string[];
  readonly expected: readonly string[];
}

const ALLOW = `Access-Control-Allow-Origin: ${ORIGIN}`;
const TRUE = "Access-Control-Allow-Credentials: true";

const failsAt = (number: string): readonly string[] => [`failure cors-check ${number}`, `fails cors-check ${number}`];
const openAt = (number: string): readonly string[] => [
  `undetermined cors-check ${number}`,
  `open cors-check ${number}`,
];
const openForCredentialsAt = (number: string): readonly string[] => [
  `undetermined cors-check ${number}`,
  `open cors-check ${number} for credentials`,
];

const ROWS: readonly Row[] = [
  { title: "step 2: absent", response: [], expected: failsAt("2") },
  {
    title: "step 2: absent, and no credentials allowed",
    mode: "include",
    response: [],
    expected: ["failure cors-check 2", "fails cors-check 2", "fails cors-check 8"],
  },
  { title: "step 2: absent, credentials allowed", mode: "include", response: [TRUE], expected: failsAt("2") },
  {
    title: "step 3: the wildcard without credentials",
    response: ["access-control-allow-origin: *"],
    expected: ["success cors-check 3"],
  },
  {
    title: "step 3: a wildcard beside itself is none",
    response: ["Access-Control-Allow-Origin: *", "Access-Control-Allow-Origin: *"],
    expected: failsAt("4"),
  },
  {
    title: "step 4: the wildcard with credentials",
    mode: "include",
    response: ["Access-Control-Allow-Origin: *", TRUE],
    expected: failsAt("4"),
  },
  { title: "step 4: empty", response: ["Access-Control-Allow-Origin:"], expected: failsAt("4") },
  { title: "step 4: trailing slash", response: [`${ALLOW}/`], expected: failsAt("4") },
  {
    title: "step 4: another case",
    response: ["Access-Control-Allow-Origin: https://App.example.com"],
    expected: failsAt("4"),
  },
  { title: "step 4: default port", response: [`${ALLOW}:443`], expected: failsAt("4") },
  { title: "step 4: a list", response: [`${ALLOW}, ${ORIGIN}`], expected: failsAt("4") },
  { title: "step 4: twice", response: [ALLOW, ALLOW], expected: failsAt("4") },
  { title: "step 4: another white space", response: [`${ALLOW}\u000b`], expected: failsAt("4") },
  { title: "step 4: null for a tuple origin", response: ["Access-Control-Allow-Origin: null"], expected: failsAt("4") },
  {
    title: "step 4: another case of null",
    origin: "null",
    response: ["Access-Control-Allow-Origin: Null"],
    expected: failsAt("4"),
  },
  { title: "step 5: the origin", response: [`${ALLOW} `], expected: ["success cors-check 5"] },
  {
    title: "step 5: null",
    origin: "null",
    response: ["Access-Control-Allow-Origin: null"],
    expected: ["success cors-check 5"],
  },
  {
    title: "step 5: credentials do not matter without credentials",
    response: [ALLOW, "Access-Control-Allow-Credentials: no"],
    expected: ["success cors-check 5"],
  },
  { title: "step 2: absent, whatever the mode", mode: OPEN_MODE, response: [TRUE], expected: failsAt("2") },
  {
    title: "step 2: absent, in an unknown mode",
    mode: OPEN_MODE,
    response: [],
    expected: ["failure cors-check 2", "fails cors-check 2", "open cors-check 5 for credentials"],
  },
  {
    title: "step 3: the wildcard in an unknown mode",
    mode: OPEN_MODE,
    response: ["Access-Control-Allow-Origin: *", TRUE],
    expected: openForCredentialsAt("3"),
  },
  {
    title: "step 3: a value that may be the wildcard in an unknown mode",
    mode: OPEN_MODE,
    response: ["Access-Control-Allow-Origin: {{o}}", TRUE],
    expected: openAt("3"),
  },
  {
    title: "step 4: another origin, whatever the mode",
    mode: OPEN_MODE,
    response: ["Access-Control-Allow-Origin: https://b.test", TRUE],
    expected: failsAt("4"),
  },
  {
    title: "step 5: no credentials allowed in an unknown mode",
    mode: OPEN_MODE,
    response: [ALLOW],
    expected: openForCredentialsAt("5"),
  },
  {
    title: "step 5: another value in an unknown mode",
    mode: OPEN_MODE,
    response: [ALLOW, "Access-Control-Allow-Credentials: no"],
    expected: openForCredentialsAt("5"),
  },
  {
    title: "step 7: an unknown value in an unknown mode",
    mode: OPEN_MODE,
    response: [ALLOW, "Access-Control-Allow-Credentials: {{c}}"],
    expected: openAt("7"),
  },
  {
    title: "step 7: true, whatever the mode",
    mode: OPEN_MODE,
    response: [ALLOW, TRUE],
    expected: ["success cors-check 7"],
  },
  { title: "step 7: true", mode: "include", response: [ALLOW, TRUE], expected: ["success cors-check 7"] },
  {
    title: "step 7: null with credentials",
    mode: "include",
    origin: "null",
    response: ["Access-Control-Allow-Origin: null", TRUE],
    expected: ["success cors-check 7"],
  },
  { title: "step 8: absent", mode: "include", response: [ALLOW], expected: failsAt("8") },
  ...["True", "TRUE", '"true"', "1", "yes", "", "true,"].map(
    (credentials): Row => ({
      title: `step 8: ${credentials}`,
      mode: "include",
      response: [ALLOW, `Access-Control-Allow-Credentials: ${credentials}`],
      expected: failsAt("8"),
    }),
  ),
  { title: "step 8: true twice", mode: "include", response: [ALLOW, TRUE, TRUE], expected: failsAt("8") },
  {
    title: "steps 4 and 8",
    mode: "include",
    response: ["Access-Control-Allow-Origin: *"],
    expected: ["failure cors-check 4", "fails cors-check 4", "fails cors-check 8"],
  },
  // Unknown values.
  { title: "an unknown value", response: ["Access-Control-Allow-Origin: {{o}}"], expected: openAt("3") },
  {
    title: "an unknown value with credentials",
    mode: "include",
    response: ["Access-Control-Allow-Origin: {{o}}", TRUE],
    expected: openAt("4"),
  },
  {
    title: "an unknown value, and credentials that fail",
    mode: "include",
    response: ["Access-Control-Allow-Origin: {{o}}"],
    expected: ["failure cors-check 8", "fails cors-check 8", "open cors-check 4"],
  },
  { title: "an elided header", response: ["..."], expected: openAt("3") },
  {
    title: "elided headers with credentials",
    mode: "include",
    response: ["..."],
    expected: ["undetermined cors-check 4", "open cors-check 4", "open cors-check 7"],
  },
  {
    title: "unknown credentials",
    mode: "include",
    response: [ALLOW, "Access-Control-Allow-Credentials: {{c}}"],
    expected: openAt("7"),
  },
  {
    title: "unknown credentials beside others",
    mode: "include",
    response: [ALLOW, TRUE, "Access-Control-Allow-Credentials: {{c}}"],
    expected: failsAt("8"),
  },
  {
    title: "an unknown value beside another",
    response: [ALLOW, "Access-Control-Allow-Origin: {{o}}"],
    expected: failsAt("4"),
  },
  { title: "an unknown origin and no header", origin: "{{o}}", response: [], expected: failsAt("2") },
  {
    title: "an unknown origin and the wildcard",
    origin: "{{o}}",
    response: ["Access-Control-Allow-Origin: *"],
    expected: ["success cors-check 3"],
  },
  {
    title: "an unknown origin and the wildcard with credentials",
    origin: "{{o}}",
    mode: "include",
    response: ["Access-Control-Allow-Origin: *", TRUE],
    expected: failsAt("4"),
  },
  { title: "an unknown origin and an origin", origin: "{{o}}", response: [ALLOW], expected: openAt("4") },
  {
    title: "an unknown origin and null",
    origin: "{{o}}",
    response: ["Access-Control-Allow-Origin: null"],
    expected: openAt("4"),
  },
  ...["", `${ORIGIN}, https://b.test`, "https://a.test https://b.test", "https://*.a.test", `${ORIGIN}/`].map(
    (text): Row => ({
      title: `an unknown origin and an invalid one: ${text}`,
      origin: "{{o}}",
      response: [`Access-Control-Allow-Origin: ${text}`],
      expected: failsAt("4"),
    }),
  ),
  {
    title: "the same variable on both sides",
    origin: "{{o}}",
    response: ["Access-Control-Allow-Origin: {{o}}"],
    expected: ["success cors-check 5"],
  },
  {
    title: "two variables",
    origin: "{{o}}",
    response: ["Access-Control-Allow-Origin: {{p}}"],
    expected: openAt("3"),
  },
  {
    title: "a dynamic variable on both sides",
    origin: "{{$guid}}",
    response: ["Access-Control-Allow-Origin: {{$guid}}"],
    expected: openAt("3"),
  },
];

describe("CORS check", () => {
  for (const row of ROWS) {
    it(row.title, () => {
      const request = {
        method: "GET",
        origin: value(row.origin ?? ORIGIN),
        credentialsMode: row.mode ?? "omit",
        headers: headers(),
      };
      assert.deepEqual(summary(corsCheck(request, { status: 200, headers: headers(...row.response) })), row.expected);
    });
  }
  it("says which header a step reads", () => {
    const request = { method: "GET", origin: ORIGIN, credentialsMode: "include" as const, headers: headers() };
    assert.deepEqual(corsCheck(request, { status: 200, headers: headers("...", "Access-Control-Allow-Origin: a") }), {
      result: "failure",
      step: { algorithm: "cors-check", number: "4" },
      failures: [{ algorithm: "cors-check", number: "4", header: "Access-Control-Allow-Origin", subject: null }],
      undetermined: [
        { algorithm: "cors-check", number: "7", header: "Access-Control-Allow-Credentials", subject: null },
      ],
    });
  });
});

interface AccessRow {
  readonly id: string;
  readonly kind: string;
  readonly acao: string | null;
  readonly acac: string | null;
  readonly credentials: CredentialsMode;
  readonly origin: string;
  readonly expected: "allowed" | "blocked";
}

describeTable<AccessRow>(
  "chromium-unittest-facts.json",
  "CORS checks",
  ({ kind }) => kind === "access-check",
  (row) => {
    const lines = [
      ...(row.acao === null ? [] : [`Access-Control-Allow-Origin: ${row.acao}`]),
      ...(row.acac === null ? [] : [`Access-Control-Allow-Credentials: ${row.acac}`]),
    ];
    const request = { method: "GET", origin: row.origin, credentialsMode: row.credentials, headers: headers() };
    const { result } = corsCheck(request, { status: 200, headers: headers(...lines) });
    assert.equal(result, row.expected === "allowed" ? "success" : "failure");
  },
);
