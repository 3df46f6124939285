import assert from "node:assert/strict";
import { labelsIn, proposalsIn } from "./completing";
import { GET, NO_CONTENT, OK, PREFLIGHT } from "./texts";

const CREDENTIALS = `${GET}Cookie: a=b\n${OK}`;

describe("a finished text has no proposal", () => {
  for (const marked of [
    `${GET}\nHTTP/1.1 200 OK|`,
    `${GET}\nHTTP/1.1 200|`,
    `${GET}\nHTTP/2 200|`,
    `${GET}\nhttp/1.1 404 not found|`,
    `GET /a\nOrigin: http://localhost:3000|`,
    `GET /a\nOrigin: http://localhost|`,
    `GET /a\nOrigin: http://localhost:80|`,
    `GET /a\nOrigin: null|`,
    `${GET}Content-Type: application/json|`,
    `${GET}Content-Type: multipart/form-data|`,
    `${GET}${OK}Content-Type: text/plain|`,
    `${GET}Accept: application/json|`,
    `${GET}Sec-Fetch-Mode: cors|`,
    `${GET}${OK}Access-Control-Allow-Origin: https://app.example.com|`,
    `${GET}${OK}Access-Control-Allow-Origin: *|`,
    `${CREDENTIALS}Access-Control-Allow-Credentials: true|`,
    `${CREDENTIALS}Access-Control-Allow-Credentials: TRUE|`,
    `${GET}${OK}Vary: Accept|`,
    `${GET}${OK}Vary: Accept, Origin|`,
    `${PREFLIGHT}${NO_CONTENT}Access-Control-Allow-Headers: content-type|`,
    `${PREFLIGHT}${NO_CONTENT}Access-Control-Allow-Methods: PUT|`,
    `${PREFLIGHT}${NO_CONTENT}Access-Control-Max-Age: 60|`,
    "# @cors credentials=include|\nGET /a\n",
    "# cors-lens-disable-file vary-origin-missing|\nGET /a\n",
  ]) {
    it(JSON.stringify(marked.slice(-50)), () => assert.deepEqual(labelsIn(marked), []));
  }
});

describe("an unfinished text keeps its proposals", () => {
  const first: readonly (readonly [marked: string, label: string])[] = [
    [`${GET}\nHTTP/1.1 200 |`, "HTTP/1.1 200 OK"],
    [`${GET}\nHTTP/1.1|`, "HTTP/1.1 200 OK"],
    ["GET /a\nOrigin: http|", "http://localhost:3000"],
    ["GET /a\nOrigin: http://localhost:|", "http://localhost:3000"],
    [`${GET}${OK}Content-Type: text/|`, "application/json"],
    [`${PREFLIGHT}${NO_CONTENT}Access-Control-Allow-Headers: content-type, |`, "x-a"],
    ["exchange|", "exchange"],
  ];
  for (const [marked, label] of first) {
    it(JSON.stringify(marked.slice(-50)), () => assert.equal(labelsIn(marked)[0], label));
  }
});

describe("what is there already isn't proposed again", () => {
  for (const [marked, there, another] of [
    ["GET| /a\n", "GET", "POST"],
    [`${GET}${OK}Vary|: Origin\n`, "Vary", "Access-Control-Allow-Origin"],
    [`${GET}\n|HTTP/1.1 200 OK\n`, "HTTP/1.1 200 OK", "HTTP/1.1 201 Created"],
    [`${GET}Content-Type: |application/json\n`, "application/json", "text/plain"],
  ] as const) {
    it(JSON.stringify(marked.slice(-40)), () => {
      const labels = proposalsIn(marked).map(({ label }) => label);
      assert.ok(!labels.includes(there) && labels.includes(another), labels.join());
    });
  }
});
