import type { Edit } from "../edits/edit";
import type { SuppressionScope } from "../http/suppression-comment";
import type { Part, Suppression } from "../http/tree";
import { place } from "../text/range";
import type { Rule } from "./framework/rule";
import { quote } from "./shared/words";

const PLACES: Readonly<Record<SuppressionScope, string>> = {
  "next-line": "on the next line",
  exchange: "in this exchange",
  file: "in this file",
};

const messages = {
  comment: (names: readonly string[], where: string) =>
    `${nothing(names)} is found ${where}, so this comment hides nothing.`,
  name: (name: string, where: string) => `${nothing([name])} is found ${where}, so its name hides nothing here.`,
};

const MAX_NAMES = 3;

function nothing(names: readonly string[]): string {
  if (names.length > MAX_NAMES) {
    return "Nothing of these rules";
  }
  return names.length === 0 ? "Nothing" : `Nothing of ${names.map(quote).join(" or ")}`;
}

export const rule: Rule = {
  id: "unused-suppression",
  severity: "hint",
  summary: "A comment that is to hide findings hides none.",
  rationale: `Such a comment is left over from something that has been put right, or stands in the wrong place; while it stays it will hide what comes up later. It is
not reported for rules that are turned off by a setting. What is found depends on the settings: for files that people look at with different ones,
\`# cors-lens-disable-file unused-suppression\` keeps such comments.`,
  references: [
    {
      title: "ESLint: report unused disable directives",
      url: "https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments",
    },
  ],
  examples: {
    invalid: [
      {
        title: "The header is right by now",
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
# cors-lens-disable-next-line allow-origin-mismatch -- the staging server knows only its own page
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
          message: messages.comment(
            rules.map(({ text }) => text),
            where,
          ),
          place: place(suppression, comment),
          unnecessary: true,
          fixes: () => [
            { title: "Remove the comment", grade: "safe", edits: [{ anchor: suppression, range: line, newText: "" }] },
          ],
        }
      : {
          message: messages.name(name.text, where),
          place: place(suppression, name),
          unnecessary: true,
          fixes: () => [
            { title: `Remove ${name.text} from the comment`, grade: "safe", edits: [removeName(suppression, name)] },
          ],
        };
  },
};

/** With what divides it from the name behind it or, for the last one, before it. */
function removeName(suppression: Suppression, name: Part): Edit {
  const at = suppression.rules.indexOf(name);
  const next = suppression.rules[at + 1];
  const range =
    next === undefined
      ? { start: suppression.rules[at - 1]?.end ?? name.start, end: name.end }
      : { start: name.start, end: next.start };
  return { anchor: suppression, range, newText: "" };
}
