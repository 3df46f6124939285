import { byteUppercase } from "../../cors/byte-case";
import { isToken } from "../../cors/list-values";
import { isForbiddenMethod, normalizeMethod } from "../../cors/method";
import { listItems } from "../../exchange/list-items";
import { fieldsNamed, type Message } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { place } from "../../text/range";
import type { Value } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { isCoveredByFault } from "../shared/covered-by-fault";
import { mayAnswer } from "../shared/out-of-place";
import { FETCH_PREFLIGHT, fetchSection, MDN_ALLOW_METHODS } from "../shared/references";

const HEADER = "Access-Control-Allow-Methods";

export const rule: Rule = {
  id: "allow-methods-without-effect",
  severity: "information",
  summary: "`Access-Control-Allow-Methods` lists a method that no request of a page has.",
  rationale: `Browsers compare methods byte for byte. Before that, they write \`DELETE\`, \`GET\`, \`HEAD\`, \`OPTIONS\`, \`POST\` and \`PUT\` in capital letters. So an item such as \`put\` never
matches, and the \`PUT\` that it should allow is blocked. They don't change \`patch\`, so that item allows only a script that writes it in the same way.

Scripts can't send \`CONNECT\`, \`TRACE\` and \`TRACK\` at all, so allowing them has no effect.`,
  references: [
    fetchSection("normalize a method", "concept-method-normalize"),
    fetchSection("forbidden method", "forbidden-method"),
    FETCH_PREFLIGHT,
    MDN_ALLOW_METHODS,
  ],
  examples: {
    invalid: [
      {
        title: "Lower case",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT, delete
Access-Control-Max-Age: 600
`,
      },
      {
        title: "A method that scripts can't send",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT, TRACE
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "Methods that scripts send",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: GET, HEAD, PUT, PATCH, DELETE
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  headers: [HEADER],

  *message(message, judged) {
    // A failure of the list is reported with its cure.
    if (!mayAnswer(judged, message, "preflight") || isCoveredByFault(message, HEADER, judged)) {
      return;
    }
    const items = fieldsNamed(message, HEADER).flatMap((field) => listItems(field));
    if (!items.every(({ text }) => isToken(text))) {
      return;
    }
    const asked = methodAskedFor(message, judged);
    for (const { text, range } of items.filter((item) => item.text !== asked)) {
      const sent = byteUppercase(text) === "PATCH" ? "PATCH" : normalizeMethod(text);
      if (isForbiddenMethod(text)) {
        yield {
          message: `Scripts can't send ${quote(text)}, so allowing it has no effect.`,
          place: place(message, range),
          unnecessary: true,
        };
      } else if (sent !== text) {
        yield {
          message:
            sent === "PATCH"
              ? `${quote(text)} doesn't allow ${quote(sent)}: browsers compare this method byte for byte.`
              : `${quote(text)} never matches: browsers send ${quote(sent)}.`,
          place: place(message, range),
          ...(items.some((other) => other.text === sent)
            ? { unnecessary: true }
            : {
                fixes: () => [
                  {
                    title: `Change to ${sent}`,
                    grade: "suggestion" as const,
                    edits: [{ anchor: message, range, newText: sent }],
                  },
                ],
              }),
        };
      }
    }
  },
};

/** The method that the preflight asks for. Rules about requests report one that scripts can't send. */
function methodAskedFor(message: Message, judged: JudgedExchanges): Value | null {
  const request = judged.exchangeOf(message)?.request;
  const [field] = request === undefined ? [] : fieldsNamed(request, "Access-Control-Request-Method");
  return field?.resolved ?? null;
}
