import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request as send } from "node:http";
import { text as textOf } from "node:stream/consumers";
import { analyse } from "../../server/src/analysis";
import { writeProbes } from "../../server/src/edits/write-probes";
import { applyFix } from "../support/fixes";
import { checkedBy, grant, type Policy, startServer } from "./holed-server";

/** What a text about a public server shows of a server that this test runs on the loopback interface. */
const TARGET = "https://api.example.com/account";
const TRUSTED = "https://app.example.com";

/** The probes that the action writes below a request. */
function probesFor(trusted: string): string {
  const text = `GET ${TARGET} HTTP/1.1\nOrigin: ${trusted}\nCookie: session={{session}}\n`;
  const analysis = analyse(text, "http", { origin: null });
  const [exchange] = analysis.exchanges;
  const probes = exchange === undefined ? null : writeProbes(analysis.judged, exchange, "all");
  assert.ok(probes);
  return applyFix(analysis, probes).slice(text.length).trimStart();
}

/** Sends a request to a server on the loopback interface, with the `Host` of the target, and returns the answer as text. */
async function answerTo(origin: string | null, port: number): Promise<string> {
  const { host, pathname } = new URL(TARGET);
  const headers = { Host: host, Cookie: "session=1", ...(origin === null ? {} : { Origin: origin }) };
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
    const answered: string[] = [];
    for (const block of probesFor(trusted).split(/^(?=### )/m)) {
      const origin = /^Origin: (.*)$/m.exec(block)?.[1] ?? null;
      answered.push(`${block.trimEnd()}\n\n${await answerTo(origin, port)}\n`);
    }
    return answered.join("\n");
  } finally {
    await stop();
  }
}

/** All findings, sorted: a rule's id for each. */
function findingsIn(text: string): readonly string[] {
  const { findings } = analyse(text, "http", { origin: null }, (_, error) => {
    throw error;
  });
  return findings.map(({ rule }) => rule).toSorted();
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

/** Policies without a hole that allow the trusted origin. */
const CORRECT: readonly (readonly [name: string, policy: Policy])[] = [
  ["a list whose items are compared as a whole", checkedBy((origin) => [TRUSTED].includes(origin))],
  ["a pattern for the whole origin", checkedBy((origin) => /^https:\/\/(?:app|admin)\.example\.com$/.test(origin))],
  [
    "one origin, whatever the request has",
    (_, response) => {
      response.vary("Origin");
      grant(response, TRUSTED);
    },
  ],
];

/** Policies without a hole that don't allow the trusted origin to send cookies, and what is said about the probe from there. */
const REFUSING: readonly (readonly [name: string, policy: Policy, rules: readonly string[]])[] = [
  [
    "* without credentials",
    (_, response) => response.set("Access-Control-Allow-Origin", "*"),
    ["allow-credentials-missing", "allow-origin-wildcard-with-credentials", "expectation-not-met"],
  ],
  ["no CORS at all", () => {}, ["allow-credentials-missing", "allow-origin-missing", "expectation-not-met"]],
];

describe("the answers of a server to probes", () => {
  for (const [name, policy, rules, trusted = TRUSTED] of HOLES) {
    it(`name its hole: ${name}`, async () => {
      const found = findingsIn(await probed(policy, trusted));
      // An expectation that isn't met comes beside each hole that another origin shows.
      assert.deepEqual(
        found.filter((rule) => rule !== "expectation-not-met"),
        rules,
      );
    });
  }
  for (const [name, policy] of CORRECT) {
    it(`say nothing: ${name}`, async () => {
      assert.deepEqual(findingsIn(await probed(policy, TRUSTED)), []);
    });
  }
  for (const [name, policy, rules] of REFUSING) {
    it(`name no hole, but why the trusted origin is blocked: ${name}`, async () => {
      assert.deepEqual(findingsIn(await probed(policy, TRUSTED)), rules);
    });
  }
});
