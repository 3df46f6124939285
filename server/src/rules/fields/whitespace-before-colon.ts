import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayBeCors } from "../shared/out-of-place";

const CONSEQUENCES = {
  request: "servers must reject this request",
  response: "programs that read this response may ignore the header or reject it",
};

export const rule: Rule = {
  id: "whitespace-before-colon",
  severity: "warning",
  summary: "There is whitespace between a header's name and its colon.",
  rationale: `HTTP doesn't allow whitespace between a field name and the colon. A server must answer such a request with 400, and a proxy must remove the whitespace
from a response: programs that read different names in the same line have let attackers into many systems.

A request without an HTTP version, as REST clients write it, isn't sent as typed, so its whitespace isn't reported.`,
  references: [{ title: "RFC 9112: Field line parsing", url: "https://httpwg.org/specs/rfc9112.html#field.parsing" }],
  examples: {
    invalid: [
      {
        title: "A space before the colon in a request",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin : https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`,
      },
      {
        title: "A space before the colon in a response",
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
        title: "The colon follows the name directly",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "Aligned headers of a request that a REST client rewrites",
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
        const whitespace = { start: field.name.end, end: field.colon };
        yield {
          message: `There must be no whitespace between ${quote(field.name.text)} and the colon: ${CONSEQUENCES[message.kind]}.`,
          place: place(message, whitespace),
          fixes: () => [
            {
              title: "Remove the whitespace before the colon",
              grade: "safe",
              edits: [{ anchor: message, range: whitespace, newText: "" }],
            },
          ],
        };
      }
    }
  },
};
