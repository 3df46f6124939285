import { strict as assert } from "node:assert";
import { ENGINES } from "../../../server/src/cors/engines";
import type { Header, HeaderList } from "../../../server/src/cors/header-list";
import { judge } from "../../../server/src/cors/main-fetch";
import { isSameOrigin } from "../../../server/src/cors/origin";
import { corsPreflightRequest, needsPreflight } from "../../../server/src/cors/preflight-request";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import type { CorsRequest, CorsResponse } from "../../../server/src/cors/types";
import { describeTable } from "./reference-data";

type Pairs = readonly (readonly [string, string])[];

interface Answer {
  readonly status: number;
  readonly headers: Pairs;
}

interface Case {
  readonly id: string;
  readonly complete: boolean;
  readonly hops?: unknown;
  readonly request: {
    readonly wireMethod: string;
    readonly url: string;
    readonly origin: string;
    readonly headers: Pairs;
    readonly credentials: string;
    readonly mode: string;
  };
  readonly preflightNeeded: boolean;
  readonly preflightResponse: Answer | null;
  readonly response: Answer | null;
  readonly expected: "allowed" | "blocked";
  readonly accessControlRequestHeaders?: string | null;
  readonly accessControlRequestMethod?: string;
  readonly responseHeader?: string;
  readonly visible?: boolean | Readonly<Record<string, boolean>>;
}

function headerList(pairs: Pairs): HeaderList {
  return { headers: pairs.map(([name, value]): Header => ({ name, value: stripped(value) })), complete: true };
}

function stripped(value: string): string {
  return value.replace(/^[ \t]+|[ \t]+$/g, "");
}

function answer(source: Answer | null): CorsResponse | null {
  return source === null ? null : { status: source.status, headers: headerList(source.headers) };
}

function corsRequest({ request }: Case): CorsRequest {
  return {
    method: request.wireMethod,
    origin: request.origin,
    credentialsMode: request.credentials === "include" ? "include" : "omit",
    headers: headerList(request.headers),
  };
}

function isCrossOriginExchange(row: Case): boolean {
  const { url, origin, mode } = row.request;
  return row.complete && row.hops === undefined && mode === "cors" && !isSameOrigin(url, origin);
}

describeTable<Case>("wpt-cases.json", "exchanges without redirects", isCrossOriginExchange, (row) => {
  const request = corsRequest(row);
  const preflight = row.preflightResponse === null ? null : { response: answer(row.preflightResponse) };
  const judged = judge({ request, response: answer(row.response), preflight }, "fetch");
  assert.equal(judged.needsPreflight, row.preflightNeeded);
  // Where a preflight is needed, the rows that show none are about the need alone.
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
