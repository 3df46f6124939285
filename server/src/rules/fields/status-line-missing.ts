import { place } from "../../text/range";
import type { Rule } from "../framework/rule";
import { mayBeCors } from "../shared/out-of-place";

export const rule: Rule = {
  id: "status-line-missing",
  severity: "information",
  summary: "A response has no status line, so its status isn't known.",
  rationale: `Browsers' panels copy the fields of a response without its status line, and HTTP/2 has none. The status decides whether a preflight succeeds and
whether a response is a redirect, so without it some verdicts stay open.

Insert the status line, or write \`:status: 200\` above the fields.`,
  references: [{ title: "RFC 9112: Status line", url: "https://httpwg.org/specs/rfc9112.html#status.line" }],
  examples: {
    invalid: [
      {
        title: "Only the fields of the response were copied",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

access-control-allow-origin: https://app.example.com
content-type: application/json
vary: origin
`,
      },
    ],
    valid: [
      {
        title: "The status in the form of HTTP/2",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

:status: 200
access-control-allow-origin: https://app.example.com
content-type: application/json
vary: origin
`,
      },
    ],
  },

  *message(message, judged) {
    const [first] = message.fields;
    if (
      message.kind !== "response" ||
      message.status.text !== "" ||
      first === undefined ||
      !mayBeCors(judged, message)
    ) {
      return;
    }
    const statusLine = judged.exchangeOf(message)?.kind === "preflight" ? "HTTP/1.1 204 No Content" : "HTTP/1.1 200 OK";
    yield {
      message: "This response has no status line, so its status isn't known.",
      place: place(message, first.name),
      fixes: ({ document }) => {
        const start = document.startOf(message) + first.line.start - message.prefix.length;
        const lineBreak = /\r?\n|\r/.exec(document.text.slice(start))?.[0] ?? "\n";
        const at = first.line.start - message.prefix.length;
        return [
          {
            title: "Insert the status line",
            grade: "suggestion",
            // A copy of a panel isn't written into elsewhere, but here a line is missing.
            edits: [
              {
                anchor: { section: message.section, offset: message.offset },
                range: { start: at, end: at },
                newText: `${message.prefix}${statusLine}${lineBreak}`,
              },
            ],
          },
        ];
      },
    };
  },
};
