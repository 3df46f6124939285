import type { Browser } from "../../cors/engines";
import { DEFAULT_MAX_AGE, MAX_AGE_LIMIT } from "../../cors/max-age";
import { replaceValue } from "../../edits/field-edits";
import { type Field, fieldsNamed, type Response } from "../../http/tree";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { ENGINE_NAMES } from "../../words/engine-names";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { cachedSeconds, limitsOf, MAX_AGE, preflightCached } from "../shared/preflight-cache";
import { FETCH_HTTP_RESPONSES, MDN_MAX_AGE } from "../shared/references";

export const rule: Rule = {
  id: "max-age-over-engine-limit",
  severity: "hint",
  summary: "`Access-Control-Max-Age` is longer than browsers cache a preflight.",
  rationale: `Every browser limits how long it caches a preflight: Safari to ${MAX_AGE_LIMIT.webkit} seconds, Chrome to
${MAX_AGE_LIMIT.chromium}, Firefox to ${MAX_AGE_LIMIT.firefox}. They shorten a longer value without a warning. That does no harm, so there is nothing
to change: just expect a new preflight after the limit.

Chrome and Safari treat a number that doesn't fit in 64 bits as if the header were absent, and cache the preflight for 5 seconds. That is reported
as information.`,
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
        title: "A number that doesn't fit in 64 bits",
        text: `OPTIONS /profile HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 99999999999999999999
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
    const cached = cachedSeconds(field.resolved);
    const shortening = browsers.filter((browser) => cached[browser] < Number(field.resolved));
    const [first, ...others] = shortening;
    if (first === undefined) {
      return;
    }
    if (shortening.some((browser) => cached[browser] === DEFAULT_MAX_AGE)) {
      yield tooLarge(response, field, field.resolved, browsers);
      return;
    }
    const rest = others.map((browser) => `, ${ENGINE_NAMES[browser]} for ${cached[browser]}`).join("");
    yield {
      message: `${ENGINE_NAMES[first]} caches a preflight for at most ${cached[first]} seconds${rest}.`,
      place: place(response, field.value),
    };
  },
};

/** Reports a number that some browsers can't read. */
function tooLarge(response: Response, field: Field, value: string, browsers: readonly Browser[]): Report {
  const { shortest } = limitsOf(browsers);
  return {
    message: `${quote(field.value.text)} is too large: ${preflightCached(value, browsers)}.`,
    place: place(response, field.value),
    severity: "information",
    expected: `${MAX_AGE}: ${shortest}`,
    fixes: () => [
      {
        title: `Change to ${shortest}`,
        grade: "suggestion",
        edits: [replaceValue(response, field, String(shortest))],
      },
    ],
  };
}
