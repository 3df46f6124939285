import type { Fix } from "../../edits/edit";
import { SUPPRESSION_MARK, SUPPRESSION_SCOPES } from "../../http/suppression-comment";
import type { Part, Suppression } from "../../http/tree";
import { memo } from "../../text/memo";
import { nearest } from "../../text/nearest";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { isRuleId, RULE_IDS } from "../framework/rule-ids";

const KEYWORDS = SUPPRESSION_SCOPES.map((scope) => `${SUPPRESSION_MARK}-${scope}`);

export const rule: Rule = {
  id: "invalid-suppression",
  severity: "warning",
  summary: "A suppression comment names an unknown rule, or its scope is missing or unknown.",
  rationale: `\`# cors-lens-disable-next-line RULE\` hides a rule's findings on the next line. \`# cors-lens-disable-exchange RULE\` hides those
on the request that the comment is in or above, and on its response. \`# cors-lens-disable-file RULE\` hides those in the whole file. Separate
several rules with commas; without a rule, the comment hides all of them. A reason can follow after \`--\`.

A misspelt rule or keyword hides nothing, so the findings still appear.`,
  references: [
    {
      title: "ESLint: Disabling rules, the model for these comments",
      url: "https://eslint.org/docs/latest/use/configure/rules#disabling-rules",
    },
  ],
  examples: {
    invalid: [
      {
        title: "A rule that doesn't exist",
        text: `# cors-lens-disable-file max-age-too-long
GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A scope that doesn't exist",
        text: `GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
# cors-lens-disable-line allow-origin-mismatch
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "A known problem, hidden with a reason",
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

  *suppression(suppression) {
    const { keyword, scope, rules } = suppression;
    if (scope === null) {
      yield {
        message: `${quote(keyword.text)} hides nothing: use ${KEYWORDS.slice(0, -1).map(quote).join(", ")} or ${quote(KEYWORDS.at(-1) ?? "")}.`,
        place: place(suppression, keyword),
        fixes: () => [change(suppression, keyword, meantKeyword(keyword))],
      };
      return;
    }
    for (const [i, word] of rules.entries()) {
      if (isRuleId(word.text)) {
        continue;
      }
      const before = rules[i - 1];
      const after = rules[i + 1];
      const meant = meantRule(word);
      const follows = before !== undefined && !isSeparated(suppression, before, word);
      const leads = after !== undefined && isLikeNoRule(after) && !isSeparated(suppression, word, after);
      // The first word of a reason is reported for all of them.
      if (follows && meant === null && isLikeNoRule(before)) {
        continue;
      }
      yield {
        message:
          meant === null && (follows || leads)
            ? `There is no rule ${quote(word.text)}: put \`--\` before a reason.`
            : `There is no rule ${quote(word.text)}${meant === null ? "" : ` (did you mean ${quote(meant)}?)`}, so nothing is hidden.`,
        place: place(suppression, word),
        fixes: () =>
          meant !== null ? [change(suppression, word, meant)] : follows ? [writeHyphens(suppression, word)] : [],
      };
    }
  },
};

/** Without a similar keyword, the narrowest scope: a guess shouldn't hide more than one line. */
function meantKeyword({ text }: Part): string {
  const scope = nearest(text.slice(SUPPRESSION_MARK.length + 1), SUPPRESSION_SCOPES);
  return `${SUPPRESSION_MARK}-${scope ?? "next-line"}`;
}

const meantRule = memo(({ text }: Part) => nearest(text, RULE_IDS));

function isLikeNoRule(word: Part): boolean {
  return !isRuleId(word.text) && meantRule(word) === null;
}

/** Whether there is a comma between two words. */
function isSeparated({ section, offset }: Suppression, left: Part, right: Part): boolean {
  return section.text.slice(offset + left.end, offset + right.start).includes(",");
}

function change(suppression: Suppression, typed: Part, meant: string): Fix {
  return {
    title: `Change to ${meant}`,
    grade: "suggestion",
    edits: [{ anchor: suppression, range: typed, newText: meant }],
  };
}

/** Replaces another kind of dash, or inserts the hyphens before the first word. */
function writeHyphens(suppression: Suppression, first: Part): Fix {
  const isDash = !/[\p{L}\p{N}]/u.test(first.text);
  const range = isDash ? first : { start: first.start, end: first.start };
  return {
    title: "Add -- before the reason",
    grade: "suggestion",
    edits: [{ anchor: suppression, range, newText: isDash ? "--" : "-- " }],
  };
}
