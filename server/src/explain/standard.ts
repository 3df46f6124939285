import type { Algorithm, Step } from "../cors/types";
import { link } from "./markdown";

const ALGORITHMS: Readonly<Record<Algorithm, { readonly title: string; readonly anchor: string }>> = {
  "cors-check": { title: "CORS check", anchor: "concept-cors-check" },
  "cors-preflight-fetch": { title: "CORS-preflight fetch", anchor: "cors-preflight-fetch-0" },
  "headers-validate": { title: "Headers: validate", anchor: "headers-validate" },
  "http-redirect-fetch": { title: "HTTP-redirect fetch", anchor: "concept-http-redirect-fetch" },
  "http-network-fetch": { title: "HTTP-network fetch", anchor: "concept-http-network-fetch" },
  "http-network-or-cache-fetch": {
    title: "HTTP-network-or-cache fetch",
    anchor: "concept-http-network-or-cache-fetch",
  },
  "http-fetch": { title: "HTTP fetch", anchor: "concept-http-fetch" },
  "main-fetch": { title: "Main fetch", anchor: "concept-main-fetch" },
  "request-constructor": { title: "Request constructor", anchor: "dom-request" },
};

/** A Markdown link to a step of the Fetch standard. */
export function stepLink({ algorithm, number }: Step): string {
  const { title, anchor } = ALGORITHMS[algorithm];
  return link(`Fetch, ${title}, step ${number}`, `https://fetch.spec.whatwg.org/#${anchor}`);
}
