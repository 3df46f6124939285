import { type CorsDirective, corsDirective } from "../../exchange/cors-directive";
import { normalizeOrigin } from "../../exchange/page-origin";
import type { Part } from "../../http/tree";
import { resolveWith } from "../../http/value";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { lacksScheme } from "../shared/origin-parts";
import { fetchSection, mdnHeader } from "../shared/references";

const SETTINGS = "`origin=https://app.example.com`, `credentials=include` or `credentials=omit`";

export const rule: Rule = {
  id: "cors-directive-invalid",
  severity: "warning",
  summary: "A `# @cors` comment is empty, or has an unknown setting or value.",
  rationale: `A \`# @cors\` comment above a request states what the request itself doesn't show. \`origin=https://app.example.com\` sets the
page's origin for requests without an \`Origin\` header; at the top of the file, it applies to all of them. \`credentials=include\` or
\`credentials=omit\` sets the credentials mode of the request.

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

  *directive(directive) {
    const read = corsDirective(directive);
    if (read !== null) {
      yield* reportsOn(read);
    }
  },
};

function* reportsOn({ directive, origin, problems }: CorsDirective): Generator<Report> {
  for (const problem of problems) {
    yield { message: messageForProblem(problem, problem === directive.key), place: place(directive, problem) };
  }
  if (origin === null) {
    return;
  }
  const value = resolveWith(origin.text, directive.references);
  if (!isUnknown(value) && isUnknown(normalizeOrigin(value))) {
    yield {
      message: lacksScheme(value)
        ? `${quote(value)} isn't an origin, because it has no scheme: write ${quote(`https://${value.replace(/\/$/, "")}`)}, for example.`
        : `${quote(value)} isn't an origin, so the page's origin stays unknown: write one such as \`https://app.example.com\`, or \`null\`.`,
      place: place(directive, origin),
    };
  }
}

function messageForProblem({ text }: Part, isKey: boolean): string {
  if (isKey) {
    return `This \`@cors\` sets nothing: add ${SETTINGS}.`;
  }
  const [key, value] = text.toLowerCase().split("=", 2);
  if (value === "" && key === "origin") {
    return "`origin=` has no value, so it does nothing.";
  }
  return key === "credentials"
    ? `${quote(text)} does nothing: the credentials mode must be \`include\`, \`omit\` or \`same-origin\`.`
    : `${quote(text)} isn't a setting of \`@cors\` and does nothing: use ${SETTINGS}.`;
}
