import type { Fix } from "../edits/edit";
import { SUPPRESSION_MARK, SUPPRESSION_SCOPES } from "../http/suppression-comment";
import type { Part, Suppression } from "../http/tree";
import { memo } from "../text/memo";
import { nearest } from "../text/nearest";
import { place } from "../text/range";
import type { Rule } from "./framework/rule";
import { isRuleId, RULE_IDS } from "./framework/rule-ids";
import { quote } from "./shared/words";

const KEYWORDS = SUPPRESSION_SCOPES.map((scope) => `${SUPPRESSION_MARK}-${scope}`);

const messages = {
  keyword: (typed: string) =>
    `${quote(typed)} hides nothing: there are ${KEYWORDS.slice(0, -1).map(quote).join(", ")} and ${quote(KEYWORDS.at(-1) ?? "")}.`,
  rule: (typed: string, meant: string | null) =>
    `There is no rule ${quote(typed)}, so nothing is hidden${meant === null ? "" : `: the one that is most like it is ${quote(meant)}`}.`,
};

export const rule: Rule = {
  id: "invalid-suppression",
  severity: "warning",
  summary: "A comment that is to hide findings names a rule that does not exist, or says not what of.",
  rationale: `\`# cors-lens-disable-next-line RULE\` hides the findings of a rule on the next line, \`# cors-lens-disable-exchange RULE\` those on the request
that the comment stands in or above and on its response, and \`# cors-lens-disable-file RULE\` those in the whole file. Several rules are divided by commas,
no rule stands for all, and behind \`--\` there is room for the reason. What is misspelt hides nothing, and what was to be hidden is still shown.`,
  references: [
    {
      title: "ESLint: disable rules, from which the comments are taken",
      url: "https://eslint.org/docs/latest/use/configure/rules#disabling-rules",
    },
  ],
  examples: {
    invalid: [
      {
        title: "A rule that does not exist",
        text: `# cors-lens-disable-file max-age-too-long
GET /articles HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
      {
        title: "A line of its own is no choice",
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
        title: "A server that is known to be wrong",
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

  *suppression({ suppression, word }) {
    const { keyword, scope } = suppression;
    if (word === keyword ? scope !== null : scope === null || isRuleId(word.text)) {
      return;
    }
    const meant = word === keyword ? meantKeyword(word) : meantRule(word);
    yield {
      message: word === keyword ? messages.keyword(word.text) : messages.rule(word.text, meant),
      place: place(suppression, word),
      fixes: () => changes(suppression, word, meant),
    };
  },
};

const meantKeyword = memo(({ text }: Part) => nearest(text, KEYWORDS));
const meantRule = memo(({ text }: Part) => nearest(text, RULE_IDS));

function changes(suppression: Suppression, typed: Part, meant: string | null): readonly Fix[] {
  return meant === null
    ? []
    : [
        {
          title: `Change to ${meant}`,
          grade: "suggestion",
          edits: [{ anchor: suppression, range: typed, newText: meant }],
        },
      ];
}
