import { place } from "../text/range";
import { isUnknown } from "../text/unknown";
import type { Rule } from "./framework/rule";
import { whoBlocks } from "./shared/words";

const messages = {
  network: (who: string) =>
    `The page is \`https\` and the URL is \`http\`: ${who} this as mixed content before CORS is asked, unless the page upgrades its requests.`,
  loopback: () =>
    "The page is `https` and the URL is `http`: Safari blocks this as mixed content, even on this machine; Chrome and Firefox do not.",
};

export const rule: Rule = {
  id: "mixed-content",
  severity: "information",
  summary: "A page of https asks for a URL of http, which browsers block as mixed content.",
  rationale: `A page that came over \`https\` may not fetch over \`http\`. Browsers block such a request before CORS has a say, and print an
error of its own. What runs on the same machine is an exception: \`http://localhost\`, names below it, \`127.0.0.1\` and \`[::1]\` are fetched by Chrome and
Firefox, not by Safari.

The text does not show everything that decides here: a page with the policy \`upgrade-insecure-requests\` asks for the same URL over
\`https\`, and people can allow insecure content for a site. So the verdict is that of CORS.`,
  references: [
    { title: "Mixed Content", url: "https://www.w3.org/TR/mixed-content/" },
    { title: "MDN: Mixed content", url: "https://developer.mozilla.org/docs/Web/Security/Defenses/Mixed_content" },
  ],
  examples: {
    invalid: [
      {
        title: "A server without TLS",
        text: `GET http://api.example.com/prices HTTP/1.1
Origin: https://app.example.com
`,
      },
    ],
    valid: [
      {
        title: "A page without TLS",
        text: `GET http://api.example.com/prices HTTP/1.1
Origin: http://app.example.com
`,
      },
    ],
  },

  *exchange(exchange, judged) {
    const { page, target, request } = exchange;
    const { browsers } = judged;
    const origin = page?.value;
    const isMixed =
      origin !== undefined && !isUnknown(origin) && origin.startsWith("https://") && target.scheme === "http";
    // The request that a preflight goes before says it.
    if (!isMixed || target.url === null || judged.servedBy(exchange).length > 0) {
      return;
    }
    const range = { start: request.target.start, end: request.target.start + target.scheme.length };
    if (!isLoopback(new URL(target.url).hostname)) {
      yield { message: messages.network(whoBlocks(browsers)), place: place(request, range) };
    } else if (browsers.includes("webkit")) {
      yield { message: messages.loopback(), place: place(request, range) };
    }
  },
};

/** https://w3c.github.io/webappsec-secure-contexts/#potentially-trustworthy-origin, of a host as the URL standard serialises it. */
function isLoopback(host: string): boolean {
  return host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host) || /^(?:.+\.)?localhost\.?$/.test(host);
}
