import { strict as assert } from "node:assert";
import { analyse } from "../../../server/src/analysis";
import { ENGINES } from "../../../server/src/cors/engines";
import {
  corsRequestOf,
  currentUrl,
  type FetchRequest,
  fetchRequest,
  serializedRequestOrigin,
} from "../../../server/src/cors/fetch-request";
import { httpRedirectFetch } from "../../../server/src/cors/http-redirect-fetch";
import { needsPreflight } from "../../../server/src/cors/preflight-request";
import { describeTable } from "../../unit/cors/reference-data";
import { type Answer, answer, type Case, corsRequest, type Pairs } from "../../unit/cors/wpt-case";

/** Every case of the web platform tests, written as a text as a browser that follows the standard sends it. */
describeTable<Case>(
  "wpt-cases.json",
  "read from a text",
  () => true,
  (row) => {
    const { exchanges } = analyse(textOf(row), "http", { origin: null });
    const verdict = exchanges.at(-1)?.verdict.fetch;
    // If the case doesn't have everything that decides, the text doesn't either.
    const isOpen = !row.complete || (row.hops === undefined && row.response === null && row.expected === "allowed");
    const agreeing = row.expected === "blocked" ? ["blocked"] : ["allowed", "not-cors"];
    assert.ok(
      agreeing.includes(String(verdict)) || (isOpen && verdict === "undetermined"),
      `${verdict} for\n${textOf(row)}`,
    );
    for (const engine of ENGINES) {
      assert.notEqual(exchanges.at(-1)?.verdict[engine], undefined);
    }
  },
);

function textOf(row: Case): string {
  const hops = row.hops ?? [{ url: row.request.url, preflightResponse: row.preflightResponse, response: row.response }];
  const { request: made } = row;
  const texts = [`# @cors origin=${made.origin}`, `# @cors credentials=${made.credentials}`];
  let request: FetchRequest = fetchRequest(made.url, corsRequest(row));
  for (const hop of hops) {
    const url = String(currentUrl(request));
    const origin = String(serializedRequestOrigin(request));
    const isPreflighted = needsPreflight(corsRequestOf(request, "fetch"), "fetch") === true;
    if (hop.preflightResponse != null && isPreflighted && made.mode === "cors") {
      const asked: Pairs = [
        ["Origin", origin],
        ["Access-Control-Request-Method", String(request.method)],
      ];
      texts.push(messageOf("OPTIONS", url, asked), responseOf(hop.preflightResponse), "###");
    }
    const isShown = request.responseTainting === "cors";
    texts.push(
      // The mode of a fetch is that of its first request.
      `# @cors credentials=${made.credentials}`,
      messageOf(String(request.method), url, [
        ...(isShown ? [["Origin", origin] as const] : []),
        ...(made.mode === "cors" ? [] : [["Sec-Fetch-Mode", made.mode] as const]),
        ...request.headers.headers.map(({ name, value }) => [name, String(value)] as const),
      ]),
      hop.response === null ? "" : responseOf(hop.response),
      "###",
    );
    const response = answer(hop.response);
    const redirect = response === null ? null : httpRedirectFetch(request, response, "fetch");
    if (redirect === null || redirect.next === null || redirect.outcome.result !== "success") {
      break;
    }
    request = redirect.next;
  }
  return texts.join("\n");
}

function messageOf(method: string, url: string, fields: Pairs): string {
  return [`${method} ${url} HTTP/1.1`, ...fields.map(([name, value]) => `${name}: ${value}`), ""].join("\n");
}

function responseOf({ status, headers }: Answer): string {
  const lines = typeof headers === "string" ? ["..."] : headers.map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} Answer`, ...lines, ""].join("\n");
}
