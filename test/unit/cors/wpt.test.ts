import { strict as assert } from "node:assert";
import { ENGINES } from "../../../server/src/cors/engines";
import { judge } from "../../../server/src/cors/main-fetch";
import { isSameOrigin } from "../../../server/src/cors/origin";
import { corsPreflightRequest, needsPreflight } from "../../../server/src/cors/preflight-request";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import { describeTable } from "./reference-data";
import { answer, type Case, corsRequest, headerList } from "./wpt-case";

function isCrossOriginExchange(row: Case): boolean {
  const { url, origin, mode } = row.request;
  return row.complete && row.hops === undefined && mode === "cors" && !isSameOrigin(url, origin);
}

describeTable<Case>("wpt-cases.json", "exchanges without redirects", isCrossOriginExchange, (row) => {
  const request = corsRequest(row);
  const preflight = row.preflightResponse === null ? null : { response: answer(row.preflightResponse) };
  const judged = judge({ request, response: answer(row.response), preflight }, "fetch");
  assert.equal(judged.needsPreflight, row.preflightNeeded);
  // If a preflight is needed, a row that doesn't show one is only about that need.
  if (row.response !== null || row.expected === "blocked") {
    assert.equal(judged.verdict, row.expected);
  }
  if (row.accessControlRequestHeaders !== undefined) {
    assert.equal(judged.preflightRequest?.headers ?? null, row.accessControlRequestHeaders);
  }
  if (row.accessControlRequestMethod !== undefined) {
    assert.equal(corsPreflightRequest(request, "fetch")?.method, row.accessControlRequestMethod);
  }
  for (const engine of ENGINES) {
    assert.equal(needsPreflight(request, engine), row.preflightNeeded, engine);
  }
});

describeTable<Case>(
  "wpt-cases.json",
  "exposed headers",
  (row) => isCrossOriginExchange(row) && row.visible !== undefined && row.response !== null,
  (row) => {
    const { credentialsMode } = corsRequest(row);
    const names = exposedHeaderNames(headerList(row.response?.headers ?? []), credentialsMode, "fetch");
    const visible = typeof row.visible === "object" ? row.visible : { [row.responseHeader ?? ""]: row.visible };
    for (const [name, expected] of Object.entries(visible)) {
      if (name !== "") {
        assert.equal(names?.includes(name.toLowerCase()), expected, name);
      }
    }
  },
);
