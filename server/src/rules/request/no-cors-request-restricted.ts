import { isCorsSafelistedMethod, normalizeMethod } from "../../cors/method";
import { type Field, fieldsNamed, type Request } from "../../http/tree";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { fetchSection } from "../shared/references";

/** `X-` headers that Chrome and Android's web view add on their own. */
const ADDED: ReadonlySet<string> = new Set(["x-client-data", "x-requested-with"]);

export const rule: Rule = {
  id: "no-cors-request-restricted",
  severity: "information",
  summary: "A `no-cors` request has a method or header that scripts can't send in this mode.",
  rationale: `The mode \`no-cors\` isn't a way around CORS. It limits a page to what an image or a form could send: \`GET\`, \`HEAD\` or \`POST\`, with the headers
\`Accept\`, \`Accept-Language\`, \`Content-Language\` and a \`Content-Type\` that forms use. Browsers silently drop every other header, and the page
can't read the response.

Send the request in mode \`cors\`, and let the server allow what it needs.`,
  references: [
    fetchSection("request-no-cors guard", "concept-headers-guard"),
    { title: "MDN: Request.mode", url: "https://developer.mozilla.org/docs/Web/API/Request/mode" },
  ],
  examples: {
    invalid: [
      {
        title: "A token that is never sent",
        text: `GET https://api.example.com/account HTTP/1.1
Origin: https://app.example.com
Sec-Fetch-Mode: no-cors
Authorization: Bearer {{token}}
`,
      },
      {
        title: "A method that is never sent",
        text: `DELETE https://api.example.com/items/7 HTTP/1.1
Origin: https://app.example.com
Sec-Fetch-Mode: no-cors
`,
      },
    ],
    valid: [
      {
        title: "A request that an image could send",
        text: `GET https://images.example.com/logo.png HTTP/1.1
Sec-Fetch-Mode: no-cors
Accept: image/*
`,
      },
    ],
  },

  headers: ["Sec-Fetch-Mode"],

  *message(message) {
    if (message.kind !== "request" || !isNoCors(message)) {
      return;
    }
    const { methodValue, method } = message;
    if (!isUnknown(methodValue) && method !== null && !isCorsSafelistedMethod(normalizeMethod(methodValue))) {
      yield {
        message: `In \`no-cors\` mode, pages can only send \`GET\`, \`HEAD\` and \`POST\`: \`fetch()\` throws for ${quote(method.text)}.`,
        place: place(message, method),
      };
    }
    for (const field of message.fields.filter(isLeftOut)) {
      yield {
        message: `In \`no-cors\` mode, scripts can't set ${quote(field.name.text)}: browsers send the request without it.`,
        place: place(message, field.name),
        unnecessary: true,
      };
    }
  },
};

function isNoCors(request: Request): boolean {
  const [mode] = fieldsNamed(request, "Sec-Fetch-Mode");
  return mode !== undefined && !isUnknown(mode.resolved) && mode.resolved.toLowerCase() === "no-cors";
}

/** Whether browsers drop this header. Headers that a browser may have added on its own don't count. */
function isLeftOut({ name, resolved }: Field): boolean {
  const lowercased = name.text.toLowerCase();
  switch (lowercased) {
    // With another scheme, the browser may have asked its user for a password.
    case "authorization":
      return startsWith(resolved, "bearer ");
    case "content-type":
      return startsWith(resolved, "application/json");
    default:
      return lowercased.startsWith("x-") && !ADDED.has(lowercased);
  }
}

function startsWith(value: Field["resolved"], prefix: string): boolean {
  const text = isUnknown(value) ? (value.text ?? "") : value;
  return text.slice(0, prefix.length).toLowerCase() === prefix;
}
