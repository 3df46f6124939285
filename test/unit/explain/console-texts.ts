import { analyse, DEFAULT_SETTINGS } from "../../../server/src/analysis";
import type { Browser } from "../../../server/src/cors/engines";
import type { ConsoleLine } from "../../../server/src/explain/console/attempt";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { exactConsoleLines } from "../../support/console-lines";

export const PAGE = "https://app.example.com";
export const API = "https://api.example.com/a";
export const ALLOW = `Access-Control-Allow-Origin: ${PAGE}`;
export const ALLOW_ALL = "Access-Control-Allow-Origin: *";

export interface Sent {
  readonly url?: string;
  readonly method?: string;
  readonly headers?: readonly string[];
  /** The lines of the preflight response. Without them, no preflight is shown. */
  readonly preflight?: readonly string[];
  /** The lines of the response, the status line first. */
  readonly response: readonly string[];
}

/** The exchanges of one `fetch()` as a document: the first request, and the requests after its redirects. */
export function fetchText(hops: readonly Sent[], directive = `origin=${PAGE} credentials=omit`): string {
  return hops
    .flatMap(({ url = API, method = "GET", headers = [], preflight, response }) => {
      const names = headers.map((header) => header.slice(0, header.indexOf(":")).toLowerCase()).sort();
      const asked = [
        `Access-Control-Request-Method: ${method}`,
        ...(names.length === 0 ? [] : [`Access-Control-Request-Headers: ${names.join(",")}`]),
      ];
      return [
        ...(preflight === undefined
          ? []
          : ["###", `# @cors ${directive}`, `OPTIONS ${url} HTTP/1.1`, ...asked, "", ...preflight, ""]),
        "###",
        `# @cors ${directive}`,
        `${method} ${url} HTTP/1.1`,
        ...headers,
        "",
        ...response,
        "",
      ];
    })
    .join("\n");
}

/** The last request of the document's first fetch. */
export function lastExchange(text: string): JudgedExchange {
  const actual = analyse(text, "http", DEFAULT_SETTINGS).exchanges.filter(({ kind }) => kind === "actual");
  let [last] = actual;
  for (const exchange of actual) {
    last = exchange.redirectFrom === last ? exchange : last;
  }
  if (last === undefined) {
    throw new Error("The text has no exchange.");
  }
  return last;
}

/** The lines that a browser prints for a document. Alternatives of a line are joined by ` | `. */
export function printed(text: string, browser: Browser): readonly string[] | null {
  const lines = exactConsoleLines(lastExchange(text), browser);
  return lines?.map((line: ConsoleLine) => line.join(" | ")) ?? null;
}
