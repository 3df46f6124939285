import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { whoBlocks } from "../../words/engine-names";
import type { Rule } from "../framework/rule";
import { isLoopback } from "../shared/loopback";

export const rule: Rule = {
  id: "mixed-content",
  severity: "information",
  summary: "An `https` page requests an `http` URL, which browsers block as mixed content.",
  rationale: `A page loaded over \`https\` may not fetch over \`http\`. Browsers block such a request before they look at CORS, and print a different error.
Requests to the same machine are an exception: Chrome and Firefox, but not Safari, allow \`http://localhost\`, its subdomains, \`127.0.0.1\` and
\`[::1]\`.

The text doesn't show everything that matters here: a page with the policy \`upgrade-insecure-requests\` requests the same URL over \`https\`,
and users can allow insecure content for a site. So the verdict is about CORS alone.`,
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
    // Reported once, on the request that the preflight serves.
    if (!isMixed || target.url === null || judged.servedBy(exchange).length > 0) {
      return;
    }
    const { start, end, text } = request.target;
    // The scheme may be elsewhere: in another fact of a browser's panel, or in the default of a program.
    const isTyped = text.toLowerCase().startsWith(`${target.scheme}:`);
    const range = { start, end: isTyped ? start + target.scheme.length : end };
    if (!isLoopback(new URL(target.url).hostname)) {
      yield {
        message: `An \`https\` page can't request an \`http\` URL: ${whoBlocks(browsers)} it as mixed content.`,
        place: place(request, range),
      };
    } else if (browsers.includes("webkit")) {
      yield {
        message: "An `https` page requests an `http` URL: Safari blocks it as mixed content, even on this machine.",
        place: place(request, range),
      };
    }
  },
};
