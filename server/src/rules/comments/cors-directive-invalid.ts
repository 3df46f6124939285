import { type CorsDirective, corsDirective } from "../../exchange/cors-directive";
import { normalizeOrigin } from "../../exchange/page-origin";
import { originOfItem, type Trust } from "../../exchange/trust";
import type { Directive, Part } from "../../http/tree";
import { resolveWith } from "../../http/value";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { lacksScheme } from "../shared/origin-parts";
import { fetchSection, mdnHeader } from "../shared/references";

const SETTINGS =
  "`origin=https://app.example.com`, `credentials=include`, `expect=blocked` or `trusted=https://app.example.com`";

export const rule: Rule = {
  id: "cors-directive-invalid",
  severity: "warning",
  summary: "A `# @cors` comment is empty, or has an unknown setting or value.",
  rationale: `A \`# @cors\` comment above a request states what the request itself doesn't show. \`origin=https://app.example.com\` sets the
page's origin for requests without an \`Origin\` header; at the top of the file, it applies to all of them. \`origin=none\` says that browsers
send a request without \`Origin\`, as for an image. \`credentials=include\` or
\`credentials=omit\` sets the credentials mode of the request. \`expect=blocked\`, \`expect=allowed\` or \`expect=preflight\` says what browsers
should do with the request.

At the top of the file, \`trusted=https://app.example.com, https://admin.example.com\` and \`untrusted=https://attacker.example\` list the
origins that the server should allow, and those that it should not. A host under \`.invalid\` is untrusted without being listed.

Any other word is ignored, and the verdict may then not be the one you expect.`,
  references: [fetchSection("credentials mode", "concept-request-credentials-mode"), mdnHeader("Origin")],
  examples: {
    invalid: [
      {
        title: "A mode that doesn't exist",
        text: `# @cors credentials=true
GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "An expectation above no request",
        text: `# @cors expect=blocked

###
GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "An origin in both lists",
        text: `# @cors trusted=https://app.example.com untrusted=https://app.example.com
GET /articles HTTP/1.1
Host: api.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A host instead of an origin",
        text: `# @cors origin=app.example.com
GET /articles HTTP/1.1
Host: api.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "Which origins the server should allow, and what browsers should do",
        text: `# @cors trusted=https://app.example.com, https://admin.example.com untrusted=https://attacker.example

###
# @cors expect=allowed
GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "The page's origin and the credentials mode",
        text: `# @cors origin=https://app.example.com credentials=include
GET /account HTTP/1.1
Host: api.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
  },

  *directive({ directive, request }, { trust }) {
    const read = corsDirective(directive);
    if (read !== null) {
      yield* problemReports(read);
      yield* originReports(read);
      if (request === null && read.expect !== null) {
        yield {
          message: `${quote(`expect=${read.expect.value}`)} is about one request and does nothing here: write it above that request.`,
          place: place(directive, read.expect.part),
        };
      }
      yield* listReports(read, trust);
    }
  },
};

function* problemReports({ directive, problems }: CorsDirective): Generator<Report> {
  for (const problem of problems) {
    yield { message: messageForProblem(problem, problem === directive.key), place: place(directive, problem) };
  }
}

function* originReports({ directive, origin }: CorsDirective): Generator<Report> {
  const value = origin === null ? null : wrongOrigin(directive, origin);
  if (origin !== null && value !== null) {
    yield {
      message: lacksScheme(value)
        ? missingScheme(value)
        : `${quote(value)} isn't an origin, so the page's origin stays unknown: write one such as \`https://app.example.com\`, or \`null\`.`,
      place: place(directive, origin),
    };
  }
}

function* listReports(read: CorsDirective, trust: Trust): Generator<Report> {
  const { directive } = read;
  const isOfFile = trust.isDeclaredIn(directive);
  for (const list of ["trusted", "untrusted"] as const) {
    const items = read[list];
    const correct: Part[] = [];
    for (const item of items) {
      const message = messageForItem(directive, item, list);
      if (message === null) {
        correct.push(item);
      } else {
        yield { message, place: place(directive, item) };
      }
    }
    if (isOfFile) {
      yield* list === "untrusted" ? contradictions(directive, correct, trust) : [];
      continue;
    }
    // A copy of what the file says is harmless.
    const [first] = correct.filter((item) => {
      const origin = originOfItem(directive, item);
      return isUnknown(origin) || trust.of(origin) !== list;
    });
    if (first !== undefined) {
      yield {
        message: `\`${list}=\` counts only at the top of the file, above the first request: move it there.`,
        place: place(directive, { start: first.start, end: items.at(-1)?.end ?? first.end }),
      };
    }
  }
}

function* contradictions(directive: Directive, items: readonly Part[], trust: Trust): Generator<Report> {
  for (const item of items) {
    const origin = originOfItem(directive, item);
    if (!isUnknown(origin) && trust.isTrustedInFile(origin)) {
      yield {
        message: `${quote(origin)} is in \`trusted=\` too, and counts as untrusted: remove it from one of the lists.`,
        place: place(directive, item),
      };
    }
  }
}

/** The mistake in an item of a list; null if there is none. */
function messageForItem(directive: Directive, item: Part, list: "trusted" | "untrusted"): string | null {
  const value = wrongOrigin(directive, item);
  if (value !== null) {
    return lacksScheme(value)
      ? missingScheme(value)
      : `${quote(value)} isn't an origin and does nothing: write one such as \`https://app.example.com\`.`;
  }
  return list === "trusted" && originOfItem(directive, item) === "null"
    ? "The origin `null` can't be trusted, because every site can get it: remove it."
    : null;
}

/** The value of a part that should be an origin and isn't; null if it is one, or if the text leaves it open. */
function wrongOrigin(directive: Directive, part: Part): string | null {
  const value = resolveWith(part.text, directive.references);
  return !isUnknown(value) && isUnknown(normalizeOrigin(value)) ? value : null;
}

function missingScheme(value: string): string {
  return `${quote(value)} isn't an origin, because it has no scheme: write ${quote(`https://${value.replace(/\/$/, "")}`)}, for example.`;
}

function messageForProblem({ text }: Part, isKey: boolean): string {
  if (isKey) {
    return `This \`@cors\` sets nothing: add ${SETTINGS}.`;
  }
  const [key = "", value] = text.toLowerCase().split("=", 2);
  if (value === "" && ["origin", "trusted", "untrusted"].includes(key)) {
    return `${quote(text)} has no value, so it does nothing.`;
  }
  const allowed = VALUES[key];
  return allowed === undefined
    ? `${quote(text)} isn't a setting of \`@cors\` and does nothing: use ${SETTINGS}.`
    : `${quote(text)} does nothing: ${allowed}.`;
}

/** For each setting with a fixed set of values. */
const VALUES: Readonly<Record<string, string>> = {
  credentials: "the credentials mode must be `include`, `omit`, `same-origin` or `unknown`",
  expect: "the expectation must be `blocked`, `allowed` or `preflight`",
};
