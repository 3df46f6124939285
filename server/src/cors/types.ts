import type { Unknown, Value } from "../text/unknown";
import type { HeaderList } from "./header-list";

/** https://fetch.spec.whatwg.org/#concept-request-credentials-mode */
export type RequestCredentialsMode = CredentialsMode | "same-origin";

/** The same for a cross-origin request, for which `same-origin` is `omit`. */
export type CredentialsMode = "include" | "omit";

/** The parts of a request that CORS looks at. */
export interface CorsRequest {
  readonly method: Value;
  /** The byte-serialised request origin: `https://app.example.com`, or `null` for an opaque origin. */
  readonly origin: Value;
  readonly credentialsMode: CredentialsMode;
  /** The headers that the page's script set, without forbidden request-headers and those a browser adds by itself. */
  readonly headers: HeaderList;
  /** What a redirect has made of its preflight; absent where the page made the request like this. */
  readonly preflight?: PreflightAfterRedirect;
}

/** How the preflight of a redirected request comes about: in some engines not as that of a request which a page makes like this. */
export interface PreflightAfterRedirect {
  /** Whether it is sent although the request needs none any more. */
  readonly isForced: boolean;
  /** Else: the headers whose unsafe names decide whether it is sent. */
  readonly decidedBy: HeaderList;
  /** The headers whose unsafe names it asks for. */
  readonly asksFor: HeaderList;
  /** What its `Origin` header says. */
  readonly origin: Value;
  /** Whether its response has to pass the CORS check. */
  readonly isOriginChecked: boolean;
}

/** The parts of a response that CORS looks at. */
export interface CorsResponse {
  readonly status: number | Unknown;
  readonly headers: HeaderList;
}

/** The section of the standard that a step belongs to. The anchor in the standard is in `explain/`. */
export type Algorithm =
  | "cors-check"
  | "cors-preflight-fetch"
  | "headers-validate"
  | "http-fetch"
  | "http-redirect-fetch"
  | "main-fetch"
  | "request-constructor";

/** One numbered step of one algorithm, as in `cors-check` step `4`. */
export interface Step {
  readonly algorithm: Algorithm;
  readonly number: string;
}

/** What stands at a step that does not pass. */
export interface Failure extends Step {
  /** The response header that the step reads, in its canonical case; null for the status. */
  readonly header: string | null;
  /** The method, the unsafe request-header name, or the list item that the step refuses; null where there is none. */
  readonly subject: string | null;
}

/**
 * The result of an algorithm that can fail, with the steps that made it so, in step order. A browser stops at the first
 * failing step; the lists go on, so that a person learns of all of them at once.
 */
export interface Outcome {
  readonly result: "success" | "failure" | "undetermined";
  /** The step that returned: the first failing one, the first undetermined one, or the one that returned success. */
  readonly step: Step;
  readonly failures: readonly Failure[];
  /** Steps that could not be decided because an input is unknown. */
  readonly undetermined: readonly Failure[];
}
