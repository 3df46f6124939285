import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request as send } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { analyse } from "../../server/src/analysis";
import { FAMILY_OF } from "../../server/src/rules/generated/families";
import { checkedBy, grant, type Policy, startServer } from "./holed-server";

/** What a text about a public server shows of a server that this test runs on the loopback interface. */
const TARGET = "https://api.example.com/account";
const TRUSTED = "https://app.example.com";
const LABEL = "p7f3";

interface Probe {
  readonly name: string;
  /** Null for a request without `Origin`. */
  readonly origin: string | null;
  readonly expect: "blocked" | "allowed" | null;
}

function probesFor(trusted: string): readonly Probe[] {
  const host = new URL(trusted).hostname;
  const [first = "", ...rest] = host.split(".");
  const blocked = {
    random: `https://${LABEL}.invalid`,
    null: "null",
    prefix: `https://${host}.${LABEL}.invalid`,
    suffix: `https://${LABEL}${rest.join(".")}`,
    subdomain: `https://${LABEL}.${rest.join(".")}`,
    dot: `https://${first}x${rest.join(".")}`,
    underscore: `https://${host}_.${LABEL}.invalid`,
    backtick: `https://${host}\`.${LABEL}.invalid`,
    http: `http://${host}`,
    port: `https://${host}:8443`,
    localhost: "http://localhost:49152",
  };
  return [
    ...Object.entries(blocked).map(([name, origin]) => ({ name, origin, expect: "blocked" as const })),
    { name: "no Origin", origin: null, expect: null },
    { name: "control", origin: trusted, expect: "allowed" },
  ];
}

/** The lines of a request as an author writes them, and those that go over the wire. */
function headersOf({ origin }: Probe, cookie: string): readonly (readonly [string, string])[] {
  return [...(origin === null ? [] : [["Origin", origin] as const]), ["Cookie", cookie]];
}

/** Sends a probe to a server on the loopback interface, with the `Host` of the target. */
async function answerTo(probe: Probe, port: number): Promise<string> {
  const { host, pathname } = new URL(TARGET);
  const headers = { Host: host, ...Object.fromEntries(headersOf(probe, "session=1")) };
  const sent = send({ host: "127.0.0.1", port, path: pathname, headers });
  sent.end();
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const { httpVersion, statusCode, statusMessage, rawHeaders } = response;
  const fields = rawHeaders.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${rawHeaders[i + 1]}`] : []));
  return [`HTTP/${httpVersion} ${statusCode} ${statusMessage}`, ...fields, "", await textOf(response)].join("\n");
}

/** The probes as a document, each with the server's answer below it. */
async function probed(policy: Policy, trusted: string): Promise<string> {
  const { port, stop } = await startServer(policy);
  try {
    const blocks: string[] = [];
    for (const probe of probesFor(trusted)) {
      const lines = headersOf(probe, "session={{session}}").map(([name, value]) => `${name}: ${value}`);
      const directive = probe.expect === null ? [] : [`# @cors expect=${probe.expect}`];
      const request = [`### probe: ${probe.name}`, ...directive, `GET ${TARGET} HTTP/1.1`, ...lines];
      blocks.push([...request, "", await answerTo(probe, port), ""].join("\n"));
    }
    return blocks.join("\n");
  } finally {
    await stop();
  }
}

/** All findings, sorted: a rule's id for each. An expectation that isn't met comes beside each hole, and is left out. */
function findingsIn(text: string): readonly string[] {
  const { findings } = analyse(text, "http", { origin: null }, (_, error) => {
    throw error;
  });
  return findings
    .map(({ rule }) => rule)
    .filter((rule) => rule !== "expectation-not-met")
    .toSorted();
}

/** A hole, the check that makes it, and the rules that must name it, and no others. */
const HOLES: readonly (readonly [name: string, policy: Policy, rules: readonly string[], trusted?: string])[] = [
  ["echoes Origin", checkedBy(() => true), ["allow-origin-null", "origin-reflected"]],
  ["echoes Origin except null", checkedBy((origin) => origin !== "null"), ["origin-reflected"]],
  ["has null on its list", checkedBy((origin) => [TRUSTED, "null"].includes(origin)), ["allow-origin-null"]],
  ["startsWith", checkedBy((origin) => origin.startsWith(TRUSTED)), ["origin-prefix-match"]],
  ["a pattern without $", checkedBy((origin) => /^https:\/\/app\.example\.com/.test(origin)), ["origin-prefix-match"]],
  ["endsWith", checkedBy((origin) => origin.endsWith("example.com")), ["origin-suffix-match"]],
  ["a pattern without ^", checkedBy((origin) => /example\.com$/.test(origin)), ["origin-suffix-match"]],
  ["includes", checkedBy((origin) => origin.includes("example.com")), ["origin-prefix-match"]],
  [
    "a dot that isn't escaped",
    checkedBy((origin) => /^https:\/\/app.example.com$/.test(origin)),
    ["origin-unescaped-dot"],
  ],
  [
    "every subdomain",
    checkedBy((origin) => /^https:\/\/[a-z0-9-]+\.example\.com$/.test(origin)),
    ["origin-any-subdomain"],
  ],
  [
    "every subdomain, in a pattern without $",
    checkedBy((origin) => /^https:\/\/[a-z0-9-]+\.example\.com/.test(origin)),
    ["origin-any-subdomain", "origin-prefix-match"],
  ],
  [
    "every site of shared hosting",
    checkedBy((origin) => /^https:\/\/[a-z0-9-]+\.github\.io$/.test(origin)),
    ["origin-shared-hosting"],
    "https://ann.github.io",
  ],
  [
    "reads up to a special character",
    checkedBy((origin) => /^[a-z0-9.:/-]+/.exec(origin)?.[0] === TRUSTED),
    ["origin-special-character"],
  ],
  ["every port", checkedBy((origin) => /^https:\/\/app\.example\.com(:\d+)?$/.test(origin)), ["origin-any-port"]],
  ["http, too", checkedBy((origin) => /^https?:\/\/app\.example\.com$/.test(origin)), ["origin-insecure"]],
  [
    "localhost, too",
    checkedBy((origin) => origin === TRUSTED || /^http:\/\/localhost(:\d+)?$/.test(origin)),
    ["origin-development"],
  ],
  [
    "no Vary",
    (request, response) => {
      if (request.get("Origin") === TRUSTED) {
        grant(response, TRUSTED);
      }
    },
    ["vary-origin-missing"],
  ],
  [
    "Vary for allowed origins alone",
    (request, response) => {
      if (request.get("Origin") === TRUSTED) {
        response.vary("Origin");
        grant(response, TRUSTED);
      }
    },
    ["vary-origin-missing"],
  ],
  [
    "Vary for requests with Origin alone",
    (request, response) => {
      if (request.get("Origin") !== undefined) {
        checkedBy((origin) => origin === TRUSTED)(request, response);
      }
    },
    ["vary-origin-missing"],
  ],
];

/** Policies without a hole. */
const CORRECT: readonly (readonly [name: string, policy: Policy])[] = [
  ["a list whose items are compared as a whole", checkedBy((origin) => [TRUSTED].includes(origin))],
  ["* without credentials", (_, response) => response.set("Access-Control-Allow-Origin", "*")],
  ["no CORS at all", () => {}],
];

describe("the answers of a server to probes", () => {
  for (const [name, policy, rules, trusted = TRUSTED] of HOLES) {
    it(`name its hole: ${name}`, async () => {
      assert.deepEqual(findingsIn(await probed(policy, trusted)), rules);
    });
  }
  for (const [name, policy] of CORRECT) {
    it(`name no hole: ${name}`, async () => {
      assert.deepEqual(findingsIn(await probed(policy, TRUSTED)).filter(isHole), []);
    });
  }
});

function isHole(rule: string): boolean {
  const family: string | undefined = FAMILY_OF[rule as keyof typeof FAMILY_OF];
  return family === "security" || family === "caching" || rule === "allow-origin-null";
}
