import { byteLowercase } from "../../cors/byte-case";
import { ENGINES } from "../../cors/engines";
import { sortedLowercaseSet } from "../../cors/header-list";
import { isToken } from "../../cors/list-values";
import { isForbiddenRequestHeader } from "../../cors/request-header";
import type { Fix } from "../../edits/edit";
import { setField } from "../../edits/field-edits";
import { listItems } from "../../exchange/list-items";
import { type Field, fieldsNamed, type Request } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import { place } from "../../text/range";
import { enumerate, quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { outOfPlace } from "../shared/out-of-place";
import { FETCH_PREFLIGHT, fetchSection } from "../shared/references";

const NAME = "Access-Control-Request-Headers";

const messages = {
  spelling: (typed: string, normalized: string, differences: readonly string[]) =>
    `Browsers write these names ${enumerate(differences)}: ${quote(normalized)}, not ${quote(typed)}.`,
  lines: (normalized: string) => `Browsers write all names on one line: ${quote(normalized)}.`,
  forbidden: (name: string) => `Pages can't set ${quote(name)}, so browsers never ask for it in a preflight.`,
  safelisted: (name: string) =>
    `Browsers ask for ${quote(name)} only if its value is unusual, such as one of more than 128 bytes.`,
  empty: `Browsers leave \`${NAME}\` out if they have nothing to ask for.`,
  noName: (item: string) => `${quote(item)} isn't a header name, so browsers never ask for it in a preflight.`,
};

export const rule: Rule = {
  id: "request-headers-not-normalized",
  severity: "information",
  summary: "`Access-Control-Request-Headers` isn't written the way browsers write it.",
  rationale: `Browsers write the names in lower case, sorted, without duplicates, and separated by commas without spaces. They never list headers that a page can't
set, such as \`Cookie\`, \`Host\` and \`Origin\`, and \`Accept\`, \`Accept-Language\` and \`Content-Language\` only with values that are very long or have unsafe characters. If
there is nothing to ask for, they leave the header out.

The verdict doesn't depend on the spelling, but a server can: one that compares names byte for byte passes a test with \`Content-Type\` and fails with the
browser's \`content-type\`. Spaces after the commas aren't reported, because intermediaries add them.`,
  references: [FETCH_PREFLIGHT, fetchSection("forbidden request-header", "forbidden-request-header")],
  examples: {
    invalid: [
      {
        title: "Upper case and unsorted",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: X-Trace, Content-Type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, X-Trace
Access-Control-Max-Age: 600
`,
      },
      {
        title: "A header that only the browser sets",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,origin

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "As browsers write it",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,x-trace

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, X-Trace
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *preflight(exchange, judged) {
    const { request } = exchange;
    const fields = fieldsNamed(request, NAME);
    // With a variable in the value, the names aren't known.
    if (fields.every((field) => field.resolved === field.value.text)) {
      // If the preflight serves a request, an invalid name is a mismatch, and its own rule reports it.
      yield* reports(request, fields, judged.servedBy(exchange).length > 0);
    }
  },
};

function* reports(request: Request, fields: readonly Field[], isServing: boolean): Generator<Report> {
  const items = fields.flatMap((field) => listItems(field));
  const [first, second] = fields.filter(({ value }) => value.text !== "");
  if (first === undefined) {
    for (const field of fields.slice(0, 1)) {
      yield outOfPlace(request, field, messages.empty);
    }
    return;
  }
  const invalid = items.filter(({ text }) => !isToken(text));
  if (invalid.length > 0) {
    for (const { text, range } of isServing ? [] : invalid) {
      yield { message: messages.noName(text), place: place(request, range) };
    }
    return;
  }

  const named = items.filter(({ text }) => !isForbidden(text));
  const names = named.map(({ text }) => text);
  const normalized = sortedLowercaseSet(names).join(",");
  const expected = normalized === "" ? {} : { expected: `${NAME}: ${normalized}` };
  const fixes = (judged: JudgedDocument) => normalizing(judged, request, normalized);
  for (const { text, range } of items.filter((item) => isForbidden(item.text))) {
    yield { message: messages.forbidden(text), place: place(request, range), ...expected, fixes };
  }
  // The request that the preflight serves shows the value, and a name that it doesn't need is a mismatch.
  for (const { text, range } of isServing
    ? []
    : named.filter((item) => USUALLY_SAFELISTED.has(byteLowercase(item.text)))) {
    yield { message: messages.safelisted(text), place: place(request, range) };
  }
  const differences = differencesOf(names);
  if (differences.length > 0) {
    const typed = fields.map(({ value }) => value.text).join(", ");
    yield {
      message: messages.spelling(typed, normalized, differences),
      place: place(request, first.value),
      ...expected,
      fixes,
    };
  } else if (second !== undefined && normalized !== "") {
    yield { message: messages.lines(normalized), place: place(request, second.value), ...expected, fixes };
  }
}

/** Names that are safelisted with every value that pages usually give them. */
const USUALLY_SAFELISTED: ReadonlySet<string> = new Set(["accept", "accept-language", "content-language"]);

function isForbidden(name: string): boolean {
  // The value isn't known, so the header counts only if it is forbidden with every value.
  return ENGINES.every((engine) => isForbiddenRequestHeader(name, "", engine));
}

/** How browsers would write these names differently, as the end of "Browsers write these names". */
function differencesOf(names: readonly string[]): string[] {
  const lower = names.map(byteLowercase);
  const unique = [...new Set(lower)];
  return [
    ...(lower.some((name, i) => name !== names[i]) ? ["in lower case"] : []),
    ...(unique.join() === unique.toSorted().join() ? [] : ["sorted"]),
    ...(unique.length === lower.length ? [] : ["without duplicates"]),
  ];
}

function normalizing(judged: JudgedDocument, request: Request, normalized: string): Fix[] {
  return normalized === ""
    ? []
    : [
        {
          title: `Change to ${normalized}`,
          grade: "safe",
          edits: setField(judged.document, request, NAME, normalized),
        },
      ];
}
