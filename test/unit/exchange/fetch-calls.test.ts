import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";

const URL = "https://api.example/x";
const PAGE = "https://app.example";

const answer = (...fields: string[]) => `\n\nHTTP/1.1 200 OK\n${fields.map((field) => `${field}\n`).join("")}`;

/** The verdict on a call with an answer, and the origin that the browser sends. */
function judged(text: string, origin: string | null = null): string {
  const { exchanges } = analyse(text, "http", { origin });
  return exchanges.map((exchange) => `${exchange.verdict.fetch} from ${String(exchange.origin?.value ?? null)}`).join();
}

describe("calls of fetch(), judged", () => {
  const any = answer("Access-Control-Allow-Origin: *");
  const ours = answer(`Access-Control-Allow-Origin: ${PAGE}`, "Access-Control-Allow-Credentials: true");
  const referrer = `referrer: "${PAGE}/a/b?c"`;
  for (const [what, text, verdict] of [
    ["without a page", `fetch("${URL}")${any}`, "not-cors from null"],
    ["from the referrer", `fetch("${URL}", { ${referrer} })${any}`, `allowed from ${PAGE}`],
    [
      "from the Referer of a call for Node.js",
      `fetch("${URL}", { headers: { Referer: "${PAGE}/" } })${any}`,
      `allowed from ${PAGE}`,
    ],
    [
      "from a comment rather than the referrer",
      `# @cors origin=https://b.example\nfetch("${URL}", { ${referrer} })${any}`,
      "allowed from https://b.example",
    ],
    [
      "from the referrer rather than the file's comment",
      `# @cors origin=https://b.example\n\n###\nfetch("${URL}", { ${referrer} })${any}`,
      `allowed from ${PAGE}`,
    ],
    [
      "from no Origin that the script sets in a browser",
      `fetch("${URL}", { mode: "cors", headers: { Origin: "${PAGE}" } })${any}`,
      "not-cors from null",
    ],
    [
      "from the Origin that Node.js sends",
      `fetch("${URL}", { headers: { Origin: "${PAGE}" } })${any}`,
      `allowed from ${PAGE}`,
    ],
    ["with credentials", `fetch("${URL}", { ${referrer}, credentials: "include" })${any}`, `blocked from ${PAGE}`],
    [
      "with credentials that the server allows",
      `fetch("${URL}", { ${referrer}, credentials: "include" })${ours}`,
      `allowed from ${PAGE}`,
    ],
    [
      "without credentials to another origin",
      `fetch("${URL}", { ${referrer}, credentials: "same-origin" })${any}`,
      `allowed from ${PAGE}`,
    ],
    [
      "with a cookie that only Node.js sends",
      `fetch("${URL}", { headers: { Referer: "${PAGE}/", Cookie: "a=b" } })${any}`,
      `blocked from ${PAGE}`,
    ],
    [
      "with a cookie that browsers ignore",
      `fetch("${URL}", { ${referrer}, headers: { Cookie: "a=b" } })${any}`,
      `allowed from ${PAGE}`,
    ],
    [
      "with credentials that aren't known",
      `fetch("${URL}", { ${referrer}, credentials: c })${any}`,
      `undetermined from ${PAGE}`,
    ],
    [
      "with credentials that don't matter",
      `fetch("${URL}", { ${referrer}, credentials: c })${ours}`,
      `allowed from ${PAGE}`,
    ],
    ["in another mode", `fetch("${URL}", { ${referrer}, mode: "no-cors" })${answer()}`, `not-cors from ${PAGE}`],
    [
      "in a mode that contradicts a copied header",
      `fetch("${URL}", { ${referrer}, mode: "no-cors", headers: { "sec-fetch-mode": "cors" } })${answer()}`,
      `not-cors from ${PAGE}`,
    ],
    ["in a mode that isn't known", `fetch("${URL}", { ${referrer}, mode })${answer()}`, `undetermined from ${PAGE}`],
    [
      "in a mode that isn't known, at the page's own origin",
      `fetch("${PAGE}/x", { ${referrer}, mode })${answer()}`,
      `not-cors from ${PAGE}`,
    ],
    [
      "with options that aren't known",
      `# @cors origin=${PAGE}\nfetch("${URL}", options)${answer()}`,
      `undetermined from ${PAGE}`,
    ],
    ["to a path of the page", `fetch("/x", { ${referrer} })${answer()}`, `not-cors from ${PAGE}`],
    [
      "to another host with the page's scheme",
      `fetch("//b.example/x", { ${referrer} })${answer()}`,
      `blocked from ${PAGE}`,
    ],
    [
      "with text, which needs no preflight",
      `fetch("${URL}", { ${referrer}, method: "POST", body: "a" })${any}`,
      `allowed from ${PAGE}`,
    ],
    [
      "with JSON, which needs one",
      `fetch("${URL}", { ${referrer}, method: "POST", body: "a", headers: { "content-type": "application/json" } })${any}`,
      `undetermined from ${PAGE}`,
    ],
    [
      "with a body that isn't known",
      `fetch("${URL}", { ${referrer}, method: "POST", body })${any}`,
      `undetermined from ${PAGE}`,
    ],
    ["with headers that aren't known", `fetch("${URL}", { ${referrer}, headers })${any}`, `undetermined from ${PAGE}`],
    [
      "with headers that a copy has from the browser",
      `fetch("${URL}", { ${referrer}, headers: { "cache-control": "no-cache", pragma: "no-cache" } })${any}`,
      `allowed from ${PAGE}`,
    ],
    [
      "with headers that a script sets",
      `fetch("${URL}", { mode: "cors", headers: { "cache-control": "no-cache" } })${any}`,
      `undetermined from https://setting.example`,
    ],
    [
      "as OPTIONS, but not as a preflight",
      `fetch("${URL}", { ${referrer}, method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } })${any}`,
      `undetermined from ${PAGE}`,
    ],
  ] as const) {
    it(what, () => assert.equal(judged(text, verdict.includes("setting") ? "https://setting.example" : null), verdict));
  }

  it("follow redirects, unless they say otherwise", () => {
    const hop = "\n\nHTTP/1.1 302 Found\nLocation: https://c.example/\nAccess-Control-Allow-Origin: *\n";
    const chain = (options: string) => judged(`fetch("${URL}", { ${referrer}${options} })${hop}${any}`);
    assert.equal(chain("").split(",").length, 2);
    assert.equal(judged(`fetch("${URL}", { ${referrer}, redirect: "manual" })${any}`), `allowed from ${PAGE}`);
  });
});
