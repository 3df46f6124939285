import type { Edit } from "../../edits/edit";
import type { SuppressionScope } from "../../http/suppression-comment";
import type { Part, Suppression } from "../../http/tree";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";

const PLACES: Readonly<Record<SuppressionScope, string>> = {
  "next-line": "on the next line",
  exchange: "in this exchange",
  file: "in this file",
};

const MAX_NAMES = 3;

function nothing(names: readonly string[]): string {
  return names.length === 0 || names.length > MAX_NAMES ? "nothing" : `no finding of ${names.map(quote).join(" or ")}`;
}

export const rule: Rule = {
  id: "unused-suppression",
  severity: "hint",
  summary: "A suppression comment hides nothing.",
  rationale: `Such a comment is left over from a problem that has been fixed, or is in the wrong place. If it stays, it will hide later findings. It isn't reported for
rules that a setting turns off.

Findings depend on the settings. If a file is checked with different settings, keep its comments with
\`# cors-lens-disable-file unused-suppression\`.`,
  references: [
    {
      title: "ESLint: report unused disable directives",
      url: "https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments",
    },
  ],
  examples: {
    invalid: [
      {
        title: "The header has been corrected",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
# cors-lens-disable-next-line allow-origin-mismatch
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "One of two rules finds nothing",
        text: `# cors-lens-disable-exchange allow-origin-mismatch, vary-origin-missing
GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://staging.example.com
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "A comment that hides a finding",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
# cors-lens-disable-next-line allow-origin-mismatch -- staging allows only its own page
Access-Control-Allow-Origin: https://staging.example.com
Vary: Origin
`,
      },
    ],
  },

  *unused({ suppression, name }) {
    const { scope, rules, comment, line } = suppression;
    const where = PLACES[scope ?? "file"];
    yield name === null
      ? {
          message: `This comment hides ${nothing(rules.map(({ text }) => text))} ${where}.`,
          place: place(suppression, comment),
          unnecessary: true,
          fixes: () => [
            { title: "Remove the comment", grade: "safe", edits: [{ anchor: suppression, range: line, newText: "" }] },
          ],
        }
      : {
          message: `${quote(name.text)} hides nothing ${where}.`,
          place: place(suppression, name),
          unnecessary: true,
          fixes: () => [
            { title: `Remove ${name.text} from the comment`, grade: "safe", edits: [removeName(suppression, name)] },
          ],
        };
  },
};

/** Removes the separator too: the one after the name or, for the last name, the one before it. */
function removeName(suppression: Suppression, name: Part): Edit {
  const at = suppression.rules.indexOf(name);
  const next = suppression.rules[at + 1];
  const range =
    next === undefined
      ? { start: suppression.rules[at - 1]?.end ?? name.start, end: name.end }
      : { start: name.start, end: next.start };
  return { anchor: suppression, range, newText: "" };
}
