import { strict as assert } from "node:assert";
import {
  corsRequestOf,
  currentUrl,
  type FetchRequest,
  fetchRequest,
  serializedRequestOrigin,
} from "../../../server/src/cors/fetch-request";
import { httpRedirectFetch } from "../../../server/src/cors/http-redirect-fetch";
import { needsPreflight } from "../../../server/src/cors/preflight-request";
import { chainVerdict, type HopVerdict, judgeHop } from "../../../server/src/cors/redirect-chain";
import { describeTable } from "./reference-data";
import { answer, type Case, corsRequest } from "./wpt-case";

describeTable<Case>(
  "wpt-cases.json",
  "redirect chains",
  ({ hops, complete }) => complete && hops !== undefined,
  (row) => {
    const { credentialsMode, ...made } = corsRequest(row);
    let request: FetchRequest = fetchRequest(row.request.url, { ...made, credentialsMode });
    let verdict: HopVerdict = "not-cors";
    for (const [index, hop] of (row.hops ?? []).entries()) {
      assert.equal(hostAndPath(String(currentUrl(request))), hostAndPath(hop.url));
      const preflight = answer(hop.preflightResponse ?? null);
      const response = answer(hop.response);
      const isLast = index === (row.hops?.length ?? 0) - 1;
      const shown = { request, response, preflight: preflight === null ? null : { response: preflight } };
      if (preflight !== null) {
        assert.equal(needsPreflight(corsRequestOf(request, "fetch"), "fetch"), true, `hop ${index} is preflighted`);
      }
      verdict = chainVerdict(verdict, judgeHop({ ...shown, isFollowed: !isLast }, "fetch").verdict);
      if (isLast && typeof row.originAtFinalHop === "string") {
        assert.equal(serializedRequestOrigin(request), row.originAtFinalHop);
      }
      const next = response === null ? null : (httpRedirectFetch(request, response, "fetch")?.next ?? null);
      if (next === null) {
        break;
      }
      request = next;
    }
    assert.equal(verdict === "not-cors" ? "allowed" : verdict, row.expected);
  },
);

/** The host and path that rows use to name a hop. Some leave out the query. */
function hostAndPath(url: string): string {
  const { host, pathname } = new URL(url);
  return host + pathname;
}
