import assert from "node:assert/strict";
import type { HeaderList } from "../../../server/src/cors/header-list";
import type {
  CorsRequest,
  CorsResponse,
  CredentialsMode,
  Outcome,
  PreflightAfterRedirect,
} from "../../../server/src/cors/types";
import { Unknown, type Value } from "../../../server/src/text/unknown";

/** The page of all examples. */
export const ORIGIN = "https://app.example.com";
/** Two other origins. */
export const OTHER = "https://b.test";
export const THIRD = "https://c.test";

/** A value as the tests write it: anything that contains `{{` is unknown. */
export function value(text: string): Value {
  return text.includes("{{") ? new Unknown(text) : text;
}

/** `Name: value` for each line; a line `...` stands for elided ones. */
export function headers(...lines: readonly string[]): HeaderList {
  return {
    complete: !lines.includes("..."),
    headers: lines
      .filter((line) => line !== "...")
      .map((line) => {
        const colon = line.indexOf(":");
        return { name: line.slice(0, colon), value: value(line.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, "")) };
      }),
  };
}

/** The mode of a request that may have credentials or not. */
export const OPEN_MODE = new Unknown(null);

export function request(
  method: string,
  lines: readonly string[] = [],
  mode: CredentialsMode | Unknown = "omit",
): CorsRequest {
  return { method: value(method), origin: ORIGIN, credentialsMode: mode, headers: headers(...lines) };
}

/** A request with only the preflight changed, as after a redirect. */
export function redirected(made: CorsRequest, preflight: Partial<PreflightAfterRedirect>): CorsRequest {
  const { headers, origin } = made;
  const unchanged = { isForced: false, decidedBy: headers, asksFor: headers, origin, isOriginChecked: true };
  return { ...made, preflight: { ...unchanged, ...preflight } };
}

export function response(status: number | Unknown, ...lines: readonly string[]): CorsResponse {
  return { status, headers: headers(...lines) };
}

/** The header that each step reads; step 7.3 of the preflight fetch reads two. */
const HEADERS: Readonly<Record<string, readonly (string | null)[]>> = {
  "cors-check 2": ["Access-Control-Allow-Origin"],
  "cors-check 3": ["Access-Control-Allow-Origin"],
  "cors-check 4": ["Access-Control-Allow-Origin"],
  "cors-check 5": ["Access-Control-Allow-Credentials"],
  "cors-check 7": ["Access-Control-Allow-Credentials"],
  "cors-check 8": ["Access-Control-Allow-Credentials"],
  "cors-preflight-fetch 7": [null],
  "http-network-fetch 8.5": [null, "Location"],
  "http-network-or-cache-fetch 16": [null],
  "cors-preflight-fetch 7.3": ["Access-Control-Allow-Methods", "Access-Control-Allow-Headers"],
  "cors-preflight-fetch 7.5": ["Access-Control-Allow-Methods"],
  "cors-preflight-fetch 7.6": ["Access-Control-Allow-Headers"],
  "cors-preflight-fetch 7.7": ["Access-Control-Allow-Headers"],
};

/**
 * `failure cors-check 4`, followed by every failed or undetermined step in order. Each must name the header that it reads. One that only the
 * credentials mode leaves open ends with `for credentials`.
 */
export function summary({ result, step, failures, undetermined }: Outcome): readonly string[] {
  const name = ({ algorithm, number }: { algorithm: string; number: string }): string => `${algorithm} ${number}`;
  const subject = (text: string | null): string => (text === null ? "" : ` ${text}`);
  for (const one of [...failures, ...undetermined]) {
    assert.ok((HEADERS[name(one)] ?? ["Location"]).includes(one.header), `${name(one)} reads ${one.header}`);
  }
  return [
    `${result} ${name(step)}`,
    ...failures.map((failure) => `fails ${name(failure)}${subject(failure.subject)}`),
    ...undetermined.map(
      (open) => `open ${name(open)}${subject(open.subject)}${open.needs === undefined ? "" : ` for ${open.needs}`}`,
    ),
  ];
}
