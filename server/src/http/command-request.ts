import type { Range } from "../text/range";
import type { Argument } from "./shell-words";

/** A header of the request. A header that an option implies has the place of the option: the `Content-Type` of `--json` is at `--json`. */
export interface CommandField {
  readonly name: Argument;
  readonly value: Argument;
  /** The parts of the field that an option implies; null if name and value are typed. An implied value is null if it isn't known. */
  readonly implied: { readonly name: string; readonly value: string | null } | null;
}

/** What a call of `fetch()` says besides what all requests have. Null where it leaves a default. */
export interface CallOptionsAsTyped {
  readonly mode: Argument | null;
  readonly credentials: Argument | null;
  /** The URL of the page, which a copy from a browser gives. */
  readonly referrer: Argument | null;
}

/** A request that a command sends, according to the manual of its program. */
export interface CommandRequest {
  /** Null if no word names or implies one, which means GET. Its name is null if the text leaves it open. */
  readonly method: { readonly argument: Argument; readonly name: string | null } | null;
  /** Open if it isn't known which word is the URL, or which requests its pattern makes. */
  readonly url: Argument;
  /** What the program takes for a URL without a scheme; null if such a URL is relative to a page. */
  readonly scheme: string | null;
  /** The target of the request line, if it isn't the URL's. */
  readonly target: Argument | null;
  /** What other words add to the URL's query. */
  readonly query: string;
  readonly fields: readonly CommandField[];
  readonly body: Range | null;
  /** The content of the body; null if there is none, or if the command doesn't spell it out. */
  readonly data: string | null;
  /** Whether there may be fields that the command doesn't show. */
  readonly elided: boolean;
  /** Whether the program follows redirects. */
  readonly followsRedirects: boolean;
  /** Null if it isn't a call of `fetch()`. */
  readonly options: CallOptionsAsTyped | null;
}

/** A text as forms and queries have it. A text with a reference stays as it is. */
export function encodedForm(text: string): string {
  return text.includes("{{")
    ? text
    : encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd")).replaceAll("%20", "+");
}
