import { escapeSnippet } from "../edits/edit";
import { code } from "../explain/markdown";
import { type Offer, offer } from "./proposal";

/** How a snippet's lines are written at the cursor. */
export interface SnippetStyle {
  /** The text before each line. */
  readonly prefix: string;
  readonly eol: string;
}

/** Stands for the page's origin. */
const ORIGIN = "\u0000";
const TARGET = "${1:/data}";
const HOST = "Host: ${2:api.example.com}";

const TEMPLATES = [
  {
    label: "exchange",
    detail: "a request and a response that the page can read",
    documentation: "A request that needs no preflight, and a response that passes the CORS check.",
    lines: [
      `GET ${TARGET} HTTP/1.1`,
      HOST,
      `Origin: ${ORIGIN}`,
      "",
      "HTTP/1.1 200 OK",
      `Access-Control-Allow-Origin: ${ORIGIN}`,
      "Vary: Origin",
      "Content-Type: ${4:application/json}$0",
    ],
  },
  {
    label: "preflight",
    detail: "an OPTIONS request and its response",
    documentation:
      "The preflight that a browser sends before a request that needs one, and a response that allows the request.",
    lines: [
      `OPTIONS ${TARGET} HTTP/1.1`,
      HOST,
      `Origin: ${ORIGIN}`,
      "Access-Control-Request-Method: ${4:PUT}",
      "Access-Control-Request-Headers: ${5:content-type}",
      "",
      "HTTP/1.1 204 No Content",
      `Access-Control-Allow-Origin: ${ORIGIN}`,
      "Access-Control-Allow-Methods: ${4:PUT}",
      "Access-Control-Allow-Headers: ${5:content-type}",
      "Access-Control-Max-Age: ${6:600}$0",
    ],
  },
  {
    label: "exchange with credentials",
    detail: "a request with a cookie and a response that the page can read",
    documentation:
      "A request with credentials. The response must name the page's origin, as `*` doesn't work here, and must allow credentials.",
    lines: [
      `GET ${TARGET} HTTP/1.1`,
      HOST,
      `Origin: ${ORIGIN}`,
      "Cookie: ${4:session=value}",
      "",
      "HTTP/1.1 200 OK",
      `Access-Control-Allow-Origin: ${ORIGIN}`,
      "Access-Control-Allow-Credentials: true",
      "Vary: Origin",
      "Content-Type: ${5:application/json}$0",
    ],
  },
];

/** Complete exchanges that browsers allow, with placeholders to fill in. */
export function snippetOffers(origin: string, { prefix, eol }: SnippetStyle): Offer[] {
  return TEMPLATES.map(({ label, detail, documentation, lines }) => {
    const text = lines
      .map((line, i) => (i === 0 ? line : line === "" ? prefix.trimEnd() : escapeSnippet(prefix) + line))
      .join(eol)
      .replaceAll(ORIGIN, `\${3:${escapeSnippet(origin)}}`);
    return {
      ...offer("snippet", label, detail, `${documentation}\n\nThe page is ${code(origin)}.`),
      newText: text,
      isSnippet: true,
    };
  });
}
