import { byteLowercase } from "../../cors/byte-case";
import type { Edit } from "../../edits/edit";
import { removeField } from "../../edits/field-edits";
import { listItems } from "../../exchange/list-items";
import { type Field, fieldsNamed, type HttpDocument, type Message } from "../../http/tree";
import { place, type Range } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayBeCors } from "../shared/out-of-place";
import { FETCH_CACHES, mdnHeader } from "../shared/references";

const HEADER = "Vary";

export const rule: Rule = {
  id: "vary-origin-repeated",
  severity: "information",
  summary: "`Vary` lists `Origin` more than once.",
  rationale: `Caches need \`Origin\` in \`Vary\` once. That it is there twice does no harm, but it has a cause: two layers handle CORS, such as an
application and the proxy before it, or a middleware that is registered twice. Next they both add \`Access-Control-Allow-Origin\`, and then browsers
block every response.

Let one layer handle CORS.`,
  references: [FETCH_CACHES, mdnHeader(HEADER)],
  examples: {
    invalid: [
      {
        title: "Two lines",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Vary: Accept-Encoding, Origin
`,
      },
    ],
    valid: [
      {
        title: "Once",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
Vary: Accept-Encoding
`,
      },
    ],
  },

  headers: [HEADER],

  *message(message, judged) {
    // The lines of a fragment are alternatives.
    if (message.kind !== "response" || !mayBeCors(judged, message)) {
      return;
    }
    const items = fieldsNamed(message, HEADER).flatMap((field) =>
      listItems(field).map((item, index) => ({ ...item, field, index })),
    );
    const [first, second] = items.filter(({ text }) => byteLowercase(text) === "origin");
    if (first === undefined || second === undefined) {
      return;
    }
    yield {
      message: `\`${HEADER}\` has ${quote(second.text)} already: two layers may handle CORS.`,
      place: place(message, second.range),
      unnecessary: true,
      related: [{ message: `The first ${quote(first.text)}.`, place: place(message, first.range) }],
      fixes: ({ document }) => [
        {
          title: `Remove the second ${second.text}`,
          grade: "safe",
          edits: [removal(document, message, second.field, second.index)],
        },
      ],
    };
  },
};

/** Removes an item with the comma before it, else the one after it, else the line. */
function removal(document: HttpDocument, message: Message, field: Field, index: number): Edit {
  const ranges = listItems(field).map(({ range }) => range);
  const [before, own, after] = [ranges[index - 1], ranges[index], ranges[index + 1]];
  const range: Range | null =
    own === undefined
      ? null
      : before !== undefined
        ? { start: before.end, end: own.end }
        : after !== undefined
          ? { start: own.start, end: after.start }
          : null;
  return range === null ? removeField(document, message, field) : { anchor: message, range, newText: "" };
}
