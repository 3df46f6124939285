import type { Fix } from "../../edits/edit";
import { removeField, replaceValue, setField } from "../../edits/field-edits";
import { type Field, fieldsNamed, type Message } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Report, Rule } from "../framework/rule";
import { mayAnswer } from "../shared/out-of-place";
import { MAX_AGE, preflightCached } from "../shared/preflight-cache";
import { FETCH_HTTP_RESPONSES, MDN_MAX_AGE } from "../shared/references";

const messages = {
  empty: (kept: string) => `\`${MAX_AGE}\` is empty, as if it weren't sent: ${kept}.`,
  negative: (typed: string, kept: string) => `Seconds can't be negative: with ${quote(typed)}, ${kept}.`,
  sign: (typed: string, kept: string) => `Write seconds without a sign: with ${quote(typed)}, ${kept}.`,
  notANumber: (typed: string, kept: string) => `${quote(typed)} isn't a number of seconds: ${kept}.`,
  severalLines: (count: number, kept: string) =>
    `\`${MAX_AGE}\` is set ${count === 2 ? "twice" : `${count} times`}: ${kept}.`,
};

export const rule: Rule = {
  id: "max-age-invalid",
  severity: "information",
  summary: "`Access-Control-Max-Age` isn't a single plain number of seconds.",
  rationale: `The value says for how many seconds a browser may cache the result of a preflight. It consists of digits only, without a sign,
unit, decimals or quotes, and the header appears once. Browsers join several lines with a comma, which isn't a number either.

A value that isn't a number never blocks a request, but it costs time. Chrome and Safari fall back to 5 seconds, as without the header.
Firefox caches nothing, so almost every request needs its own preflight. If that's what you want, write \`0\`.`,
  references: [FETCH_HTTP_RESPONSES, MDN_MAX_AGE],
  examples: {
    invalid: [
      {
        title: "A unit",
        text: `OPTIONS /orders/7 HTTP/1.1
Host: api.example.com
Origin: https://shop.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://shop.example.com
Access-Control-Allow-Methods: DELETE
Access-Control-Max-Age: 600s
`,
      },
      {
        title: "A negative number",
        text: `OPTIONS /orders/7 HTTP/1.1
Host: api.example.com
Origin: https://shop.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://shop.example.com
Access-Control-Allow-Methods: DELETE
Access-Control-Max-Age: -1
`,
      },
    ],
    valid: [
      {
        title: "A plain number of seconds",
        text: `OPTIONS /orders/7 HTTP/1.1
Host: api.example.com
Origin: https://shop.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://shop.example.com
Access-Control-Allow-Methods: DELETE
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  headers: [MAX_AGE],

  *message(message, judged) {
    const fields = fieldsNamed(message, MAX_AGE);
    if (fields.length === 0 || !mayAnswer(judged, message, "preflight")) {
      return;
    }
    const values = fields.map((field) => field.resolved);
    if (message.kind === "fragment") {
      // The lines of a fragment are alternatives.
      for (const field of fields) {
        yield* reportValue(judged, message, field);
      }
    } else if (!values.some(isUnknown)) {
      const [first, second] = fields;
      if (first !== undefined && second !== undefined) {
        yield reportLines(judged, message, fields, first, second);
      } else if (first !== undefined) {
        yield* reportValue(judged, message, first);
      }
    }
  },
};

function* reportValue({ browsers }: JudgedExchanges, message: Message, field: Field): Generator<Report> {
  const value = field.resolved;
  if (isUnknown(value) || /^[0-9]+$/.test(value)) {
    return;
  }
  const typed = field.value.text;
  const kept = preflightCached(value, browsers);
  const seconds = secondsMeant(value);
  const expected = seconds === null ? {} : { expected: `${MAX_AGE}: ${seconds}` };
  const fixes = () => [valueFix(message, field, value, seconds)];
  if (value === "") {
    yield { message: messages.empty(kept), place: place(message, field.name), fixes };
  } else if (/^-[0-9]+$/.test(value)) {
    yield { message: messages.negative(typed, kept), place: place(message, field.value), ...expected, fixes };
  } else if (/^\+[0-9]+$/.test(value) && typed.startsWith("+")) {
    const sign = { start: field.value.start, end: field.value.start + 1 };
    yield { message: messages.sign(typed, kept), place: place(message, sign), ...expected, fixes };
  } else {
    yield { message: messages.notANumber(typed, kept), place: place(message, field.value), ...expected, fixes };
  }
}

function reportLines(
  judged: JudgedExchanges,
  message: Message,
  fields: readonly Field[],
  first: Field,
  second: Field,
): Report {
  const combined = fields.map((field) => field.resolved).join(", ");
  return {
    message: messages.severalLines(fields.length, preflightCached(combined, judged.browsers)),
    place: place(message, second.value.start < second.value.end ? second.value : second.name),
    related: fields
      .filter((field) => field !== second)
      .map((field) => ({ message: `\`${MAX_AGE}\` is also set here.`, place: place(message, field.line) })),
    fixes: (judged) => {
      const meant = new Set(fields.flatMap((field) => secondsMeant(String(field.resolved)) ?? []));
      return meant.size === 0
        ? [
            {
              title: "Set a number of seconds",
              grade: "placeholder",
              edits: [
                replaceValue(message, first, SECONDS_FIELD),
                ...fields.slice(1).map((field) => removeField(judged.document, message, field)),
              ],
            },
          ]
        : [...meant].map((seconds) => ({
            title: `Keep only ${seconds}`,
            grade: "suggestion",
            edits: setField(judged.document, message, MAX_AGE, seconds),
          }));
    },
  };
}

const SECONDS_FIELD = "${1:600}";

function valueFix(message: Message, field: Field, value: string, seconds: string | null): Fix {
  if (seconds === null) {
    return {
      title: "Set a number of seconds",
      grade: "placeholder",
      edits: [replaceValue(message, field, SECONDS_FIELD)],
    };
  }
  return {
    title: `Change to ${seconds}`,
    // Browsers cache nothing for a negative number, as for 0. For other values the fix changes how long they cache.
    grade: value.startsWith("-") ? "safe" : "suggestion",
    edits: [replaceValue(message, field, seconds)],
  };
}

const UNIT_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** The number of seconds that the value probably means, in digits; null if it can't be guessed. */
function secondsMeant(value: string): string | null {
  if (/^-[0-9]+$/.test(value)) {
    return "0";
  }
  const [first, ...more] = value
    .slice(0, 80)
    .split(",")
    .map((item) => item.trim());
  if (first === undefined || more.some((item) => item !== first)) {
    return null;
  }
  const match =
    /^["']?\+?([0-9]{1,9})(?:\.[0-9]{1,9})? ?(s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)?["']?$/i.exec(first);
  if (match === null) {
    return null;
  }
  const unit = (match[2] ?? "s").slice(0, 1).toLowerCase();
  return String(Number(match[1]) * (UNIT_SECONDS[unit] ?? 1));
}
