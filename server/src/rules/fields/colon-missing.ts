import { headerOf } from "../../headers/headers";
import type { BareField, Message } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayBeCors } from "../shared/out-of-place";

export const rule: Rule = {
  id: "colon-missing",
  severity: "information",
  summary: "A CORS header is missing the colon after its name.",
  rationale: `A field line is a name, a colon and a value. Server configuration files often write headers without the colon, as in
\`Header set Access-Control-Allow-Origin "*"\`, and such lines get copied into exchanges.

The text doesn't say whether the header is really sent, so the verdict leaves that open too. Add the colon.`,
  references: [{ title: "RFC 9112: Field line parsing", url: "https://httpwg.org/specs/rfc9112.html#field.parsing" }],
  examples: {
    invalid: [
      {
        title: "A line from a server's configuration",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin "https://app.example.com"
`,
      },
    ],
    valid: [
      {
        title: "Name, colon, value",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`,
      },
    ],
  },

  *message(message, judged) {
    if (!mayBeCors(judged, message)) {
      return;
    }
    for (const field of message.bareFields) {
      yield {
        message: `${quote(field.name.text)} is missing its colon, so browsers and servers don't read this line as a header.`,
        place: place(message, field.name),
        fixes: () => {
          if (!mayBeField(message, field)) {
            return [];
          }
          return [
            {
              title: `Write ${corrected(field)}`,
              grade: "suggestion",
              edits: [
                {
                  anchor: message,
                  range: { start: field.name.start, end: field.value.end },
                  newText: corrected(field),
                },
              ],
            },
          ];
        },
      };
    }
  },
};

/** A request with another header needs a preflight, so only a header that belongs there is written. */
function mayBeField({ kind }: Message, { name }: BareField): boolean {
  return kind !== "request" || headerOf(name.text)?.side === kind;
}

/** The line with a colon, and without the `=`, `=>` and quotes of configuration syntaxes. */
function corrected({ name, value }: BareField): string {
  const text = value.text.replace(/^=>?[ \t]*(?=[^ \t])/, "");
  const isQuoted = text.length > 2 && text.startsWith('"') && text.indexOf('"', 1) === text.length - 1;
  return `${name.text}: ${isQuoted ? text.slice(1, -1) : text}`;
}
