import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import type { HeaderList } from "../../../server/src/cors/header-list";
import { stripTabOrSpace } from "../../../server/src/cors/list-values";
import { preflightMaxAge } from "../../../server/src/cors/max-age";
import { isCorsSafelistedMethod, isForbiddenMethod, normalizeMethod } from "../../../server/src/cors/method";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import { describeTable } from "../cors/reference-data";
import { exchange } from "./exchange-text";

interface Fact {
  readonly id: string;
  readonly kind: string;
}

function headerList(...headers: readonly (readonly [name: string, value: string])[]): HeaderList {
  return { headers: headers.map(([name, value]) => ({ name, value: stripTabOrSpace(value) })), complete: true };
}

describeTable<Fact & { readonly method: string; readonly safelisted: boolean }>(
  "chromium-unittest-facts.json",
  "safelisted methods",
  ({ kind }) => kind === "safelisted-method",
  ({ method, safelisted }) => assert.equal(isCorsSafelistedMethod(normalizeMethod(method)), safelisted),
);

describeTable<Fact & { readonly method: string; readonly forbidden: boolean }>(
  "chromium-unittest-facts.json",
  "forbidden methods",
  ({ kind }) => kind === "forbidden-method",
  ({ method, forbidden }) => assert.equal(isForbiddenMethod(method), forbidden),
);

describeTable<Fact & { readonly value: string; readonly seconds: number }>(
  "chromium-unittest-facts.json",
  "max-age",
  ({ kind }) => kind === "max-age",
  ({ value, seconds }) =>
    assert.equal(preflightMaxAge(headerList(["Access-Control-Max-Age", value]), "chromium"), seconds),
);

describeTable<Fact & { readonly value: string; readonly exposed: readonly string[] }>(
  "chromium-unittest-facts.json",
  "exposed headers",
  ({ kind }) => kind === "expose-parse",
  ({ value, exposed }) => {
    // The response has every name that any row exposes.
    const present = ["valid", "a", "b", "bb-8", "not", "not valid"].map((name) => [name, "1"] as const);
    const list = headerList(["Access-Control-Expose-Headers", value], ...present);
    assert.deepEqual(exposedHeaderNames(list, "omit", "chromium"), exposed);
  },
);

describeTable<
  Fact & { readonly value: string; readonly responseHeaders: readonly string[]; readonly credentials: string }
>(
  "chromium-unittest-facts.json",
  "the wildcard in the list of exposed headers",
  ({ kind }) => kind === "expose-wildcard",
  ({ value, responseHeaders, credentials }) => {
    const present = responseHeaders.map((name) => [name, "1"] as const);
    const list = headerList(["Access-Control-Expose-Headers", value], ...present);
    const [mode, expected] =
      credentials === "include"
        ? (["include", ["*", "b"]] as const)
        : (["omit", ["*", "access-control-expose-headers", "b", "c", "d"]] as const);
    assert.deepEqual(exposedHeaderNames(list, mode, "chromium"), expected);
  },
);

describeTable<Fact & { readonly header: string; readonly visible: boolean; readonly how: string }>(
  "wpt-facts.json",
  "exposed headers",
  ({ kind }) => kind === "expose",
  ({ header, visible, how }) => {
    const listed = how.startsWith("listed in") ? header : "x-listed";
    const list = headerList(["Access-Control-Expose-Headers", listed], [header, "1"]);
    assert.equal(exposedHeaderNames(list, "omit", "fetch")?.includes(header.toLowerCase()), visible);
  },
);

const MODES: Readonly<Record<string, string>> = {
  "form POST navigation": "navigate",
  "fetch POST no-cors": "no-cors",
  "fetch POST cors": "cors",
};

/** Only a request in mode `cors` to another origin is one of CORS, whatever the referrer policy makes of its `Origin`. */
describeTable<
  Fact & {
    readonly context: string;
    readonly referrerPolicy: string;
    readonly destination: string;
    readonly originSent: string;
  }
>(
  "wpt-facts.json",
  "the Origin field under a referrer policy",
  // In one row the standard has changed since: in mode cors the origin is now sent as it is.
  ({ kind, context, destination, originSent }) =>
    kind === "origin-header" &&
    Object.hasOwn(MODES, context) &&
    !(context === "fetch POST cors" && destination === "same-origin" && originSent === "null"),
  ({ context, destination, originSent }) => {
    const mode = MODES[context] ?? "";
    const page = "http://web-platform.test:8000";
    const text = exchange({
      method: "POST",
      url: destination === "same-origin" ? `${page}/a` : "http://www1.web-platform.test:8000/a",
      origin: `Origin: ${originSent}`,
      request: [
        `Sec-Fetch-Mode: ${mode}`,
        `Sec-Fetch-Site: ${destination === "same-origin" ? destination : "same-site"}`,
      ],
      response: [],
    });
    const { verdict } = analyse(text, "http", { origin: null }).exchanges[0] ?? {};
    const isCors = mode === "cors" && destination === "cross-origin";
    assert.equal(verdict?.fetch, isCors ? "blocked" : "not-cors");
    if (isCors) {
      assert.equal(originSent, page);
    }
  },
);

describeTable<Fact & { readonly userinfo: string }>(
  "wpt-facts.json",
  "an empty user name in Location",
  ({ kind }) => kind === "redirect-userinfo",
  ({ userinfo }) => {
    const allowed = "Access-Control-Allow-Origin: *";
    const text =
      exchange({ status: 302, response: [`Location: https://${userinfo}api.example.com/b`, allowed] }) +
      exchange({ url: "https://api.example.com/b", response: [allowed] });
    assert.equal(analyse(text, "http", { origin: null }).exchanges.at(-1)?.verdict.fetch, "allowed");
  },
);
