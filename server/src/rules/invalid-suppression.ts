import type { Fix } from "../edits/edit";
import { SUPPRESSION_MARK, SUPPRESSION_SCOPES } from "../http/suppression-comment";
import type { HttpDocument, Part, Suppression } from "../http/tree";
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
  reason: (typed: string) => `There is no rule ${quote(typed)}: a reason stands behind \`--\`.`,
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

  *suppression({ suppression, word, index }, { document }) {
    const { keyword, scope, rules } = suppression;
    if (word === keyword) {
      if (scope === null) {
        const meant = meantKeyword(word);
        yield {
          message: messages.keyword(word.text),
          place: place(suppression, word),
          fixes: () => [change(suppression, word, meant)],
        };
      }
      return;
    }
    if (scope === null || isRuleId(word.text)) {
      return;
    }
    const meant = meantRule(word);
    const isReason = (at: number) => at >= 0 && at < rules.length && isLikeNoRule(rules[at] as Part);
    const follows = index > 0 && !isDivided(document, suppression, rules[index - 1] as Part, word);
    if (follows && isReason(index) && isReason(index - 1)) {
      return;
    }
    const leads = isReason(index + 1) && !isDivided(document, suppression, word, rules[index + 1] as Part);
    yield {
      message: meant === null && (follows || leads) ? messages.reason(word.text) : messages.rule(word.text, meant),
      place: place(suppression, word),
      fixes: () =>
        meant !== null ? [change(suppression, word, meant)] : follows ? [writeHyphens(suppression, word)] : [],
    };
  },
};

/** No scope that hides more than the next line is guessed. */
const meantKeyword = memo(({ text }: Part) => {
  const scope = nearest(text.slice(SUPPRESSION_MARK.length + 1), SUPPRESSION_SCOPES);
  return `${SUPPRESSION_MARK}-${scope ?? "next-line"}`;
});
const meantRule = memo(({ text }: Part) => nearest(text, RULE_IDS));

function isLikeNoRule(word: Part): boolean {
  return !isRuleId(word.text) && meantRule(word) === null;
}

/** Whether a comma stands between two words. */
function isDivided({ text }: HttpDocument, { start }: Suppression, left: Part, right: Part): boolean {
  return text.slice(start + left.end, start + right.start).includes(",");
}

function change(suppression: Suppression, typed: Part, meant: string): Fix {
  return {
    title: `Change to ${meant}`,
    grade: "suggestion",
    edits: [{ anchor: suppression, range: typed, newText: meant }],
  };
}

/** In place of another dash, or before the first word. */
function writeHyphens(suppression: Suppression, first: Part): Fix {
  const isDash = !/[\p{L}\p{N}]/u.test(first.text);
  const range = isDash ? first : { start: first.start, end: first.start };
  return {
    title: "Write -- before the reason",
    grade: "suggestion",
    edits: [{ anchor: suppression, range, newText: isDash ? "--" : "-- " }],
  };
}
