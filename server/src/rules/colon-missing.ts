import type { BareField } from "../http/tree";
import { place } from "../text/range";
import type { Rule } from "./framework/rule";
import { mayBeCors } from "./shared/out-of-place";
import { quote } from "./shared/words";

const messages = {
  default: (name: string) =>
    `There is no colon after ${quote(name)}, so this line is no header: browsers and servers do not read it.`,
};

export const rule: Rule = {
  id: "colon-missing",
  severity: "information",
  summary: "The name of a CORS header has no colon behind it.",
  rationale: `A field is a name, a colon and a value. Configuration files of servers write headers without the colon, as in \`Header set Access-Control-Allow-Origin "*"\`,
and such a line is easily copied into an exchange. Whether the header is really sent the text then leaves open, so the verdict does too.`,
  references: [{ title: "RFC 9112: Field line parsing", url: "https://httpwg.org/specs/rfc9112.html#field.parsing" }],
  examples: {
    invalid: [
      {
        title: "A line from the configuration of a server",
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
        message: messages.default(field.name.text),
        place: place(message, field.name),
        fixes: () => [
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
        ],
      };
    }
  },
};

/** The line as a field: with a colon, and without the `=`, the `=>` and the quotes of other notations. */
function corrected({ name, value }: BareField): string {
  const text = value.text.replace(/^=>?[ \t]*(?=[^ \t])/, "");
  const isQuoted = text.length > 2 && text.startsWith('"') && text.indexOf('"', 1) === text.length - 1;
  return `${name.text}: ${isQuoted ? text.slice(1, -1) : text}`;
}
