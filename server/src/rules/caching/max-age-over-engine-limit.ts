import { MAX_AGE_LIMIT } from "../../cors/max-age";
import { replaceValue } from "../../edits/field-edits";
import { fieldsNamed } from "../../http/tree";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { limitsOf, MAX_AGE, permissionKept } from "../shared/preflight-cache";
import { FETCH_HTTP_RESPONSES, MDN_MAX_AGE } from "../shared/references";

export const rule: Rule = {
  id: "max-age-over-engine-limit",
  severity: "information",
  summary: "`Access-Control-Max-Age` is longer than browsers cache a preflight.",
  rationale: `Every browser limits how long it caches a preflight: Safari to ${MAX_AGE_LIMIT.webkit} seconds, Chrome to
${MAX_AGE_LIMIT.chromium}, Firefox to ${MAX_AGE_LIMIT.firefox}. A longer value is shortened without a warning. Chrome and Safari treat a
number that doesn't fit in 64 bits as if the header were absent.

Nothing breaks, but the value promises more than browsers do: expect a new preflight after the shortest of these times. The severity is hint
for a value above some of the limits, and information for one above all of them.`,
  references: [FETCH_HTTP_RESPONSES, MDN_MAX_AGE],
  examples: {
    invalid: [
      {
        title: "A year",
        text: `OPTIONS /profile HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 31536000
`,
      },
      {
        title: "A day, which only Firefox accepts",
        text: `OPTIONS /profile HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 86400
`,
      },
    ],
    valid: [
      {
        title: "Ten minutes, which every browser accepts",
        text: `OPTIONS /profile HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *preflight({ response }, { browsers }) {
    if (response === null) {
      return;
    }
    const [field, ...more] = fieldsNamed(response, MAX_AGE);
    if (field === undefined || more.length > 0 || isUnknown(field.resolved) || !/^[0-9]+$/.test(field.resolved)) {
      return;
    }
    const seconds = Number(field.resolved);
    const { shortest, longest } = limitsOf(browsers);
    if (seconds <= shortest) {
      return;
    }
    const overAll = seconds > longest;
    yield {
      message: `${overAll ? "No" : "Not every"} browser keeps a permission for ${quote(field.value.text)} seconds: ${permissionKept(field.resolved, browsers)}.`,
      place: place(response, field.value),
      severity: overAll ? "information" : "hint",
      expected: `${MAX_AGE}: ${shortest}`,
      fixes: () => [
        {
          title: `Change to ${shortest}`,
          grade: "suggestion",
          edits: [replaceValue(response, field, String(shortest))],
        },
      ],
    };
  },
};
