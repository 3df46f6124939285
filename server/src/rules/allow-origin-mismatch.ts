import { parseSerializedOrigin } from "../cors/origin";
import { allowOriginFixes } from "../edits/allow-origin";
import { withoutComment } from "../edits/corrections";
import { type Field, fieldsNamed } from "../http/tree";
import { place, type Range } from "../text/range";
import type { Fault, Report, Rule } from "./framework/rule";
import { lacksScheme, type OriginParts, originParts, type SurplusPart, surplusPart } from "./shared/origin-parts";
import { consequenceOf, expectedAllowOrigin, knownOrigin, relatedOrigin } from "./shared/page-origin";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "./shared/references";
import { quote, valuePlace } from "./shared/words";

interface Words {
  readonly typed: string;
  readonly origin: string;
  /** Who blocks what, as the end of the sentence. */
  readonly consequence: string;
}

/** What is wrong with a value that is not the page's origin, and where in the value it is. */
interface Difference {
  readonly message: (words: Words) => string;
  /** Relative to the value; null for the whole value. */
  readonly range: Range | null;
}

const messages = {
  comment: ({ typed, consequence }: Words) =>
    `What follows the value is part of it, as a field has no comments, so ${quote(typed)} never matches: ${consequence}.`,
  trailingSlash: ({ typed, consequence }: Words) =>
    `An origin has no trailing slash, so ${quote(typed)} never matches: ${consequence}.`,
  path: ({ typed, consequence }: Words) => `An origin has no path, so ${quote(typed)} never matches: ${consequence}.`,
  missingScheme: ({ typed, origin, consequence }: Words) =>
    `An origin starts with its scheme, so ${quote(typed)} never matches ${quote(origin)}: ${consequence}.`,
  defaultPort: ({ typed, consequence }: Words) =>
    `Browsers leave the default port out of an origin, so ${quote(typed)} never matches: ${consequence}.`,
  case: ({ typed, origin, consequence }: Words) =>
    `An origin is compared byte for byte and is in lower case, so ${quote(typed)} does not match ${quote(origin)}: ${consequence}.`,
  quoted: ({ typed, consequence }: Words) =>
    `An origin stands without quotes, so ${quote(typed)} never matches: ${consequence}.`,
  userinfo: ({ typed, consequence }: Words) =>
    `An origin has no user name or password, so ${quote(typed)} never matches: ${consequence}.`,
  empty: ({ origin, consequence }: Words) =>
    `The value is empty and the page's origin is ${quote(origin)}: ${consequence}.`,
  opaque: ({ typed, consequence }: Words) =>
    `The page's origin is opaque (\`null\`), which ${quote(typed)} does not match: ${consequence}.`,
  parts:
    (parts: string) =>
    ({ origin, consequence }: Words) =>
      `The page's origin is ${quote(origin)}: the ${parts}, so ${consequence}.`,
  noOrigin: ({ typed, origin, consequence }: Words) =>
    `${quote(typed)} is not an origin, so it never matches ${quote(origin)}: ${consequence}.`,
  never: ({ typed, consequence }: Words) => `${quote(typed)} can be no page's origin: ${consequence}.`,
};

const SURPLUS: Readonly<Record<SurplusPart["part"], Difference["message"]>> = {
  userinfo: messages.userinfo,
  "trailing-slash": messages.trailingSlash,
  path: messages.path,
  "default-port": messages.defaultPort,
};

export const rule: Rule = {
  id: "allow-origin-mismatch",
  severity: "error",
  summary: "Access-Control-Allow-Origin names another origin than the page's.",
  rationale: `The browser compares the value with the page's origin byte for byte. An origin is scheme, host and port, in lower case, without a
default port, a path or a trailing slash. One different byte blocks the response.

Write exactly what the browser sends in \`Origin\`. A server that allows several origins picks the one that asks from its list, and adds
\`Vary: Origin\`.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "Another port",
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

  *fault(fault, judged) {
    const [field] = fieldsNamed(fault.at.response, "Access-Control-Allow-Origin");
    if (field !== undefined) {
      yield report(fault, field, () => allowOriginFixes(judged, fault.exchange, fault.at));
    }
  },
};

function report(fault: Fault, field: Field, fixes: NonNullable<Report["fixes"]>): Report {
  const { response } = fault.at;
  const origin = knownOrigin(fault.exchange);
  const typed = field.value.text;
  const { message, range } = differenceOf(typed, origin);
  const where =
    range === null || field.value.start === field.value.end
      ? valuePlace(response, field)
      : place(response, shift(range, field.value.start));
  return {
    message: message({ typed, origin: origin ?? "", consequence: consequenceOf(fault) }),
    place: where,
    related: relatedOrigin(fault.exchange),
    ...expectedAllowOrigin(fault.exchange),
    fixes,
  };
}

function shift(range: Range, by: number): Range {
  return { start: range.start + by, end: range.end + by };
}

/** What tells a value from the origin, from the most telling difference to the least. */
function differenceOf(typed: string, origin: string | null): Difference {
  if (typed === "") {
    return { message: messages.empty, range: null };
  }
  const value = withoutComment(typed);
  if (value !== typed) {
    return { message: messages.comment, range: { start: value.length, end: typed.length } };
  }
  const quoted = /^(["']).*\1$/.test(typed);
  if (quoted) {
    return { message: messages.quoted, range: null };
  }
  if (origin === "null") {
    return { message: messages.opaque, range: null };
  }
  const parts = originParts(typed);
  const surplus = parts === null ? null : surplusPart(typed, parts);
  if (surplus !== null) {
    const { start, end } = surplus.range;
    const isAll = origin === null || typed.slice(0, start) + typed.slice(end) === origin;
    return { message: SURPLUS[surplus.part], range: isAll ? surplus.range : null };
  }
  if (origin === null) {
    return { message: messages.never, range: null };
  }
  if (parts === null) {
    const isHost = lacksScheme(typed) || origin.endsWith(`://${typed.toLowerCase()}`);
    return { message: isHost ? messages.missingScheme : messages.noOrigin, range: null };
  }
  return partsDifference(typed, parts, origin);
}

/** The parts in which two origins differ, on the part if it is one. */
function partsDifference(typed: string, { scheme, host, port }: OriginParts, origin: string): Difference {
  const expected = parseSerializedOrigin(origin);
  const text = (range: Range | null) => (range === null ? "" : typed.slice(range.start, range.end));
  if (expected === null || typed.toLowerCase() === origin) {
    return { message: messages.case, range: null };
  }
  const expectedPort = expected.port === null ? "" : `:${expected.port}`;
  const differing = [
    { part: "scheme", differs: text(scheme).toLowerCase() !== expected.scheme, range: scheme },
    { part: "host", differs: text(host).toLowerCase() !== expected.host, range: host },
    {
      part: "port",
      differs: text(port) !== expectedPort,
      range: port === null ? null : { start: port.start + 1, end: port.end },
    },
  ].filter(({ differs }) => differs);
  const names = differing.map(({ part }) => part);
  const verb = names.length === 1 ? "differs" : "differ";
  const [only] = differing;
  return {
    message: messages.parts(`${names.join(" and the ")} ${verb}`),
    range:
      names.length === 1 && only !== undefined && only.range !== null && only.range.start < only.range.end
        ? only.range
        : null,
  };
}
