import { headerListOf } from "../../case/header-list";
import { get, headerLines } from "../../cors/header-list";
import { isPossibleSerializedOrigin } from "../../cors/origin";
import { allowOriginFixes } from "../../edits/allow-origin";
import type { Fix } from "../../edits/edit";
import { removeField, replaceValue } from "../../edits/field-edits";
import { type Field, fieldsNamed, type Message, type Response } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import { quote } from "../../words/quote";
import type { Fault } from "../framework/blocking";
import type { Related, Report, Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { expectedAllowOrigin, knownOrigin, relatedOrigin } from "../shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";
import { isOriginList, unmatchedOrigins } from "../shared/unmatched-origin";

const HEADER = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "allow-origin-multiple",
  severity: "error",
  summary: "`Access-Control-Allow-Origin` has more than one value.",
  rationale: `The header takes one origin, or \`*\`. Browsers compare the whole value with the page's origin, so a list never matches. Several
lines of the header are joined with commas first, so they never match either, even if they are equal.

To allow several origins, look the request's \`Origin\` up in a list on the server, send it back, and add \`Vary: Origin\`. If the header appears
on several lines, a proxy and the application usually both add it: turn it off in one of them.

Where the text doesn't show the page, this is a warning: browsers block the response for every page of another origin.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "A list of origins",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com, https://admin.example.com
`,
      },
      {
        title: "The proxy and the application both add the header",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Content-Type: application/json
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "Only the origin of the request",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  explains: {
    steps: ["cors-check 4"],
    when: ({ at }) => hasSeveral(at.response),
    // One of the values may be a pattern.
    precedence: 1,
  },

  short: "several origins allowed",

  *fault(fault) {
    const { response } = fault.at;
    const fields = fieldsNamed(response, HEADER);
    yield* report(response, fields, knownOrigin(fault.exchange), relatedOrigin(fault.exchange), {
      ...(isForEveryone(fault, fields) ? { expected: `${HEADER}: *` } : expectedAllowOrigin(fault.exchange)),
      fixes: (judged) => judgedFixes(judged, fault, fields),
    });
  },

  headers: [HEADER],

  *message(message, judged) {
    for (const lines of unmatchedOrigins(message, judged, "several")) {
      const one = onlyValueOf(lines);
      yield* report(message, lines, null, [], {
        severity: "warning",
        ...(one === null
          ? {}
          : { expected: `${HEADER}: ${one}`, fixes: (judged) => [keepOne(judged, message, lines, one)] }),
      });
    }
  },
};

/** Whether the value that browsers compare has several items. */
function hasSeveral(response: Response): boolean {
  const headers = headerListOf(response);
  const value = get(headers, HEADER);
  return headerLines(headers, HEADER).length > 1 || (typeof value === "string" && isOriginList(value));
}

function valuesIn(text: string): string[] {
  return text.split(/[\s,]+/).filter((value) => value !== "");
}

/** The one value that all lines and list items share, or null if it couldn't allow a page. */
function onlyValueOf(fields: readonly Field[]): string | null {
  const [one, ...others] = new Set(fields.flatMap((field) => valuesIn(field.value.text)));
  const isUsable = one === "*" || (one !== undefined && one !== "null" && isPossibleSerializedOrigin(one));
  return isUsable && others.length === 0 ? one : null;
}

/** Whether every value is `*`, which is enough for a request without credentials. */
function isForEveryone({ exchange }: Fault, fields: readonly Field[]): boolean {
  return onlyValueOf(fields) === "*" && exchange.resolvedCredentials.mode === "omit";
}

/** Reports the list, or the first line that should go. */
function* report(
  message: Message,
  fields: readonly Field[],
  origin: string | null,
  related: readonly Related[],
  more: Omit<Report, "message" | "place" | "related">,
): Generator<Report> {
  const kept = fields.find((field) => field.resolved === origin) ?? fields[0];
  const extra = fields.find((field) => field !== kept) ?? kept;
  if (extra === undefined) {
    return;
  }
  yield {
    message:
      fields.length === 1
        ? `\`${HEADER}\` takes one origin: the list ${quote(extra.value.text)} never matches.`
        : `\`${HEADER}\` is set ${fields.length === 2 ? "twice" : `${fields.length} times`}: the joined value ${quote(fields.map((field) => field.value.text).join(", "))} never matches.`,
    place: valuePlace(message, extra),
    related: [
      ...fields
        .filter((field) => field !== extra)
        .map((field) => ({
          message: `\`${HEADER}\` is also set here: a proxy and the application may both add it.`,
          place: valuePlace(message, field),
        })),
      ...related,
    ],
    ...more,
  };
}

function judgedFixes(judged: JudgedDocument, fault: Fault, fields: readonly Field[]): Fix[] {
  const fixes = allowOriginFixes(judged, fault.exchange, fault.at);
  return isForEveryone(fault, fields) && knownOrigin(fault.exchange) !== "null"
    ? [keepOne(judged, fault.at.response, fields, "*"), ...fixes]
    : fixes;
}

function keepOne(judged: JudgedDocument, message: Message, [first, ...others]: readonly Field[], value: string): Fix {
  return {
    title: value === "*" ? "Allow every origin with *" : `Allow ${value}`,
    grade: "suggestion",
    edits: [
      ...(first === undefined || first.value.text === value ? [] : [replaceValue(message, first, value)]),
      ...others.map((field) => removeField(judged.document, message, field)),
    ],
  };
}
