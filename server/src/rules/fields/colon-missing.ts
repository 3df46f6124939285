import { headerNamed, headerOf } from "../../headers/headers";
import type { HeaderName } from "../../headers/table";
import { type BareField, fieldsNamed, type Message } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { isCoveredByFault } from "../shared/covered-by-fault";
import { mayBeCors } from "../shared/out-of-place";

export const rule: Rule = {
  id: "colon-missing",
  severity: "information",
  summary: "A CORS header is missing the colon after its name.",
  rationale: `A field line is a name, a colon and a value. Server configuration files often write headers without the colon, as in
\`Header set Access-Control-Allow-Origin "*"\`, and such lines get copied into exchanges.

Browsers skip such a line in a response, so the header isn't there for them. Add the colon.`,
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

  explains: {
    steps: [
      "cors-check 2",
      "cors-check 8",
      "cors-preflight-fetch 7.5",
      "cors-preflight-fetch 7.6",
      "cors-preflight-fetch 7.7",
    ],
    when: ({ at, failure: { header } }) =>
      header !== null && bareFieldOf(at.response, header) !== null && fieldsNamed(at.response, header).length === 0,
    precedence: 2,
  },

  short: ({ failure }) => `${failure.header} is missing its colon`,

  *fault(fault) {
    const { response } = fault.at;
    const header = fault.failures.find((failure) => failure.header !== null)?.header ?? null;
    const field = header === null ? null : bareFieldOf(response, header);
    if (field !== null) {
      yield reportOf(response, field, "so browsers skip this line");
    }
  },

  *message(message, judged) {
    if (!mayBeCors(judged, message)) {
      return;
    }
    for (const field of message.bareFields) {
      const header = headerNamed(field.name.text);
      if (header === null || !isCoveredByFault(message, header, judged)) {
        yield {
          ...reportOf(message, field, "so browsers and servers don't read this line as a header"),
          ...(isNeeded(message, header, judged) ? { severity: "warning" } : {}),
        };
      }
    }
  },
};

/** Whether a response would need the header for a page that the text doesn't show. */
function isNeeded(message: Message, header: HeaderName | null, judged: JudgedExchanges): boolean {
  return (
    header === "Access-Control-Allow-Origin" &&
    message.kind === "response" &&
    judged.isUnjudged(message) &&
    fieldsNamed(message, header).length === 0
  );
}

function bareFieldOf({ bareFields }: Message, header: HeaderName): BareField | null {
  return bareFields.find(({ name }) => headerNamed(name.text) === header) ?? null;
}

function reportOf(message: Message, field: BareField, consequence: string): Report {
  return {
    message: `${quote(field.name.text)} is missing its colon, ${consequence}.`,
    place: place(message, field.name),
    fixes: () =>
      mayBeField(message, field)
        ? [
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
          ]
        : [],
  };
}

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
