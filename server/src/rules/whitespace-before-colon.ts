import { place } from "../text/range";
import type { Rule } from "./framework/rule";
import { mayBeCors } from "./shared/out-of-place";
import { quote } from "./shared/words";

const messages = {
  request: (name: string) =>
    `No blank may stand between ${quote(name)} and the colon: servers must reject this request.`,
  response: (name: string) =>
    `No blank may stand between ${quote(name)} and the colon: what reads this response may leave the field out or reject it.`,
};

export const rule: Rule = {
  id: "whitespace-before-colon",
  severity: "warning",
  summary: "Blanks stand between a field name and its colon.",
  rationale: `HTTP allows no blanks between a field name and the colon. A server must answer such a request with 400, and a proxy must take such blanks out of a
response: readers that saw different names in one line have been the way into many systems.

A text without an HTTP version, such as a request for a REST client, is not sent as it stands, so nothing is said of its blanks.`,
  references: [{ title: "RFC 9112: Field line parsing", url: "https://httpwg.org/specs/rfc9112.html#field.parsing" }],
  examples: {
    invalid: [
      {
        title: "A blank after a name in a request",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin : https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`,
      },
      {
        title: "A blank after a name in a response",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin : *
`,
      },
    ],
    valid: [
      {
        title: "The colon follows the name",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "Aligned fields of a request that a REST client writes anew",
        text: `GET https://api.example.com/data
Accept : text/plain
Origin : https://app.example.com
`,
      },
    ],
  },

  *message(message, judged) {
    const spaced = message.fields.filter(({ name, colon }) => name.end < colon);
    if (
      spaced.length > 0 &&
      message.kind !== "fragment" &&
      (message.kind !== "request" || message.version !== null) &&
      mayBeCors(judged, message)
    ) {
      for (const field of spaced) {
        const blanks = { start: field.name.end, end: field.colon };
        yield {
          message: messages[message.kind](field.name.text),
          place: place(message, blanks),
          fixes: () => [
            {
              title: "Remove the blanks before the colon",
              grade: "safe",
              edits: [{ anchor: message, range: blanks, newText: "" }],
            },
          ],
        };
      }
    }
  },
};
