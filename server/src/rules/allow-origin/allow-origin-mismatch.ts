import { OPAQUE_ORIGIN, serializedOriginOf } from "../../cors/origin";
import { withoutComment } from "../../edits/corrections";
import { replaceValue } from "../../edits/field-edits";
import { type Field, fieldsNamed, type Message, type Request } from "../../http/tree";
import { type Place, place, type Range } from "../../text/range";
import { enumerate, quote } from "../../words/quote";
import type { Blocked, Fault } from "../framework/blocking";
import type { Report, Rule } from "../framework/rule";
import { type EchoedOrigin, echoedOrigin } from "../shared/echoed-origin";
import { valuePlace } from "../shared/header-places";
import { fieldDifference, type OriginDifference, originDifference } from "../shared/origin-difference";
import { originParts } from "../shared/origin-parts";
import { knownOrigin, originReport } from "../shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";
import { unmatchedOrigins } from "../shared/unmatched-origin";

const HEADER = "Access-Control-Allow-Origin";

/** Why a value doesn't match, by its difference: a sentence without its period about both values, quoted. No origin is known if it's empty. */
const WHY: Readonly<Record<Exclude<OriginDifference["kind"], "parts">, (typed: string, origin: string) => string>> = {
  comment: (typed) => `A header value can't contain a comment, so ${typed} never matches`,
  "trailing-slash": (typed) => `An origin has no trailing slash, so ${typed} never matches`,
  path: (typed) => `An origin has no path, so ${typed} never matches`,
  "missing-scheme": (typed, origin) => `An origin starts with a scheme, so ${typed} never matches${before(origin)}`,
  "default-port": (typed) => `An origin doesn't include the default port, so ${typed} never matches`,
  case: (typed, origin) =>
    origin === ""
      ? `An origin is in lower case, so ${typed} never matches`
      : `Origins are compared byte for byte, in lower case, so ${typed} doesn't match ${origin}`,
  quoted: (typed) => `The quotes are part of the value, so ${typed} never matches`,
  userinfo: (typed) => `An origin has no user name or password, so ${typed} never matches`,
  empty: (_, origin) =>
    `\`${HEADER}\` is empty: ${origin === "" ? "name an origin, or write `*`" : `the page's origin is ${origin}`}`,
  opaque: (typed) => `The page has an opaque origin (\`null\`), so ${typed} doesn't match`,
  "not-an-origin": (typed, origin) => `${typed} isn't an origin: the page's origin is ${origin}`,
  never: (typed) => `${typed} isn't an origin: name one, or write \`*\``,
};

function before(origin: string): string {
  return origin === "" ? "" : ` ${origin}`;
}

function messageOf({ kind, parts }: OriginDifference, typed: string, origin: string): string {
  return kind === "parts"
    ? `The page's origin is ${origin}, not ${typed}: the ${partsDiffer(parts)}.`
    : `${WHY[kind](typed, origin)}.`;
}

function partsDiffer(parts: OriginDifference["parts"]): string {
  return `${enumerate(parts)} ${parts.length === 1 ? "differs" : "differ"}`;
}

const shortDifferences: Readonly<Record<Exclude<OriginDifference["kind"], "parts">, string>> = {
  empty: "Access-Control-Allow-Origin is empty",
  comment: "text after the origin",
  quoted: "origin in quotes",
  opaque: "the page's origin is null",
  userinfo: "user name in the origin",
  "trailing-slash": "trailing slash after the origin",
  path: "path after the origin",
  "default-port": "default port in the origin",
  never: "not an origin",
  "missing-scheme": "scheme missing",
  "not-an-origin": "not an origin",
  case: "case differs",
};

export const rule: Rule = {
  id: "allow-origin-mismatch",
  severity: "error",
  summary: "`Access-Control-Allow-Origin` names an origin other than the page's.",
  rationale: `Browsers compare the value with the page's origin byte for byte. An origin is a scheme, host and port in lower case, without a
default port, path or trailing slash. One different byte blocks the response.

Send exactly what the browser sent in \`Origin\`. A server that allows several origins looks the request's \`Origin\` up in its list, sends it
back, and adds \`Vary: Origin\`.

A value that no origin can equal is a warning where the text doesn't show the page: browsers block the response for every page of another origin.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "A different port",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:8080
`,
      },
      {
        title: "A trailing slash",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com/
`,
      },
      {
        title: "No scheme, which is a warning where no page is known",
        text: `HTTP/1.1 200 OK
Access-Control-Allow-Origin: app.example.com
`,
      },
    ],
    valid: [
      {
        title: "The page's origin, byte for byte",
        text: `GET /data HTTP/1.1
Host: api.example.com
Origin: http://localhost:3000

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:3000
Vary: Origin
`,
      },
    ],
  },

  explains: { steps: ["cors-check 4"] },

  short: shortDifference,

  *fault(fault) {
    const [field] = fieldsNamed(fault.at.response, HEADER);
    if (field !== undefined) {
      yield report(fault, field);
    }
  },

  headers: [HEADER],

  *message(message, judged) {
    for (const [field] of unmatchedOrigins(message, judged, "malformed")) {
      if (field !== undefined) {
        yield withoutPage(message, field);
      }
    }
  },
};

function shortDifference({ at }: Blocked): string {
  const [field] = at.response === null ? [] : fieldsNamed(at.response, HEADER);
  const page = knownOrigin(at);
  const { kind, parts } = field === undefined ? originDifference("", page) : fieldDifference(field, page);
  return kind === "parts" ? partsDiffer(parts) : shortDifferences[kind];
}

function report(fault: Fault, field: Field): Report {
  const origin = knownOrigin(fault.exchange);
  const difference = fieldDifference(field, origin);
  const message = messageOf(difference, quote(field.value.text), origin === null ? "" : quote(origin));
  const reported = originReport(fault, message, placeOf(fault.at.response, field, difference));
  const echoed = echoedOrigin(fault.at);
  return echoed === null ? reported : withRequestCorrected(fault.at.request, echoed, reported);
}

/** The request's `Origin` has the same mistake, so a fix corrects it too. */
function withRequestCorrected(request: Request, { field, sent }: EchoedOrigin, reported: Report): Report {
  const edit = replaceValue(request, field, sent);
  return {
    ...reported,
    fixes: (judged) => (reported.fixes?.(judged) ?? []).map((fix) => ({ ...fix, edits: [...fix.edits, edit] })),
  };
}

function withoutPage(message: Message, field: Field): Report {
  const difference = fieldDifference(field, null);
  const origin = originIn(field);
  return {
    severity: "warning",
    message: messageOf(difference, quote(field.value.text), ""),
    place: placeOf(message, field, difference),
    ...(origin === null
      ? {}
      : {
          expected: `${HEADER}: ${origin}`,
          fixes: () => [
            {
              title: origin === "*" ? "Allow every origin with *" : `Allow ${origin}`,
              grade: "suggestion",
              edits: [replaceValue(message, field, origin)],
            },
          ],
        }),
  };
}

/** The origin or `*` that a wrong value was meant as; null if it isn't certain. */
function originIn({ value, resolved }: Field): string | null {
  const meant = withoutComment(value.text).replace(/^(["'])(.*)\1$/, "$2");
  if (resolved !== value.text || meant === "*") {
    return resolved === value.text ? meant : null;
  }
  const origin = originParts(meant) === null ? null : serializedOriginOf(meant);
  return origin === OPAQUE_ORIGIN ? null : origin;
}

/** The part of a value that differs. */
function placeOf(message: Message, field: Field, { range }: OriginDifference): Place {
  return range === null || field.value.start === field.value.end
    ? valuePlace(message, field)
    : place(message, shift(range, field.value.start));
}

function shift(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}
