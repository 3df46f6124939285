import type { HeaderName } from "../headers/table";
import type { Unknown, Value } from "../text/unknown";
import type { HeaderList } from "./header-list";

/** https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export type RequestCredentialsMode = CredentialsMode | "same-origin";

/** The same for a cross-origin request, for which `same-origin` means `omit`. */
export type CredentialsMode = "include" | "omit";

/** The parts of a request that CORS looks at. */
export interface CorsRequest {
  readonly method: Value;
  /** The byte-serialised request origin: `https://app.example.com`, or `null` for an opaque origin. */
  readonly origin: Value;
  readonly credentialsMode: CredentialsMode | Unknown;
  /** The headers that the page's script set, without forbidden request-headers and those that a browser adds. */
  readonly headers: HeaderList;
  /** The changes to its preflight after a redirect; absent if a page made this request. */
  readonly preflight?: PreflightAfterRedirect;
}

/** The preflight of a redirected request. In some engines it differs from that of the same request made by a page. */
export interface PreflightAfterRedirect {
  /** Whether it is sent although the request no longer needs one. */
  readonly isForced: boolean;
  /** If it isn't forced: the headers whose unsafe names decide whether it is sent. */
  readonly decidedBy: HeaderList;
  /** The headers whose unsafe names it asks for. */
  readonly asksFor: HeaderList;
  /** The value of its `Origin` header. */
  readonly origin: Value;
  /** Whether its response has to pass the CORS check. */
  readonly isOriginChecked: boolean;
}

/** The parts of a response that CORS looks at. */
export interface CorsResponse {
  readonly status: number | Unknown;
  readonly headers: HeaderList;
}

/** The section of the standard that a step belongs to. `explain/` has its anchor in the standard. */
export type Algorithm =
  | "cors-check"
  | "cors-preflight-fetch"
  | "headers-validate"
  | "http-fetch"
  | "http-network-fetch"
  | "http-network-or-cache-fetch"
  | "http-redirect-fetch"
  | "main-fetch"
  | "request-constructor";

/** One numbered step of an algorithm, as in `cors-check` step `4`. */
export interface Step {
  readonly algorithm: Algorithm;
  readonly number: string;
}

/** A step that doesn't pass, and the values that it reads. */
export interface Failure extends Step {
  /** The response header that the step reads, in its canonical case; null for the status. */
  readonly header: HeaderName | null;
  /** The method, the unsafe request-header name, or the list item that the step refuses; null if there is none. */
  readonly subject: string | null;
}

/** A step that can't be decided because an input is unknown. */
export interface OpenStep extends Failure {
  /** `credentials`: the credentials mode is unknown, and the step's other inputs are known. */
  readonly needs?: "credentials";
}

/**
 * The result of an algorithm that can fail, with the steps that decide it, in step order. A browser stops at the first failing step; these
 * lists continue, so that readers see all failures at once.
 */
export interface Outcome {
  readonly result: "success" | "failure" | "undetermined";
  /** The step that returned: the first failing one, the first undetermined one, or the one that returned success. */
  readonly step: Step;
  readonly failures: readonly Failure[];
  readonly undetermined: readonly OpenStep[];
}
