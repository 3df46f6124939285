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

export function request(method: string, lines: readonly string[] = [], mode: CredentialsMode = "omit"): CorsRequest {
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

/** `failure cors-check 4`, followed by every failed or undetermined step in order. */
export function summary({ result, step, failures, undetermined }: Outcome): readonly string[] {
  const name = ({ algorithm, number }: { algorithm: string; number: string }): string => `${algorithm} ${number}`;
  const subject = (text: string | null): string => (text === null ? "" : ` ${text}`);
  return [
    `${result} ${name(step)}`,
    ...failures.map((failure) => `fails ${name(failure)}${subject(failure.subject)}`),
    ...undetermined.map((open) => `open ${name(open)}${subject(open.subject)}`),
  ];
}
