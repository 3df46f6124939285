import type { Fix } from "../../edits/edit";
import { removeField, setField } from "../../edits/field-edits";
import { type Field, fieldsNamed, type Message } from "../../http/tree";
import type { JudgedDocument } from "../../judged/judged-document";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Related, Rule } from "../framework/rule";
import { credentialsEvidence } from "../shared/credentials-evidence";
import { valuePlace } from "../shared/header-places";
import { isWithoutCredentials } from "../shared/out-of-place";
import { FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS } from "../shared/references";

const HEADER = "Access-Control-Allow-Credentials";
const EXPECTED = `${HEADER}: true`;

export const rule: Rule = {
  id: "allow-credentials-not-true",
  severity: "error",
  summary: "`Access-Control-Allow-Credentials` has a value other than `true`.",
  rationale: `The only valid value is \`true\`: in lower case, without quotes, on one line. Browsers treat every other value as a refusal,
including \`1\`, \`yes\`, and the \`True\` that some languages print for a boolean.

No value means "no": to refuse credentials, leave the header out.

Browsers block only requests with credentials for it. In a response to another request, and where the text shows no request, it is information.`,
  references: [FETCH_CORS_CHECK, FETCH_CREDENTIALS, MDN_ALLOW_CREDENTIALS],
  examples: {
    invalid: [
      {
        title: "A boolean in the spelling of another language",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: True
Vary: Origin
`,
      },
      {
        title: "Two lines, one from the application and one from a proxy",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
      {
        title: "A value that has no effect",
        text: `GET /prices HTTP/1.1
Host: api.example.com
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Access-Control-Allow-Credentials: false
`,
      },
    ],
    valid: [
      {
        title: "`true`",
        text: `GET /account HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Cookie: session=1

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
  },

  explains: { steps: ["cors-check 8"], when: ({ at }) => fieldsNamed(at.response, HEADER).length > 0 },

  short: "Access-Control-Allow-Credentials is not true",

  *fault(fault, judged) {
    const { response } = fault.at;
    const wrong = wrongValueOf(response);
    if (wrong !== null) {
      yield {
        message: wordsFor(wrong),
        place: valuePlace(response, wrong.field),
        related: [...otherLines(response, wrong), ...credentialsEvidence(fault.exchange, judged)],
        expected: EXPECTED,
        fixes: (judged) => (isForOpaqueOrigins(response) ? [] : [changeToTrue(response, judged)]),
      };
    }
  },

  headers: [HEADER],

  *message(message, judged) {
    if (message.kind === "request" || !isWithoutCredentials(judged, message)) {
      return;
    }
    const wrong = wrongValueOf(message);
    // The lines of a fragment may be alternatives, and an unknown line may be valid.
    if (wrong === null || (wrong.isRepeated && (message.kind === "fragment" || hasUnknown(message)))) {
      return;
    }
    // A fragment of documentation may list the possible values.
    if (message.kind === "fragment" && wrong.field.value.text.includes("|")) {
      return;
    }
    const isFalse = !wrong.isRepeated && isFalseWord(wrong.field);
    yield {
      severity: "information",
      message: isFalse
        ? `${quote(wrong.field.value.text)} has no effect: leaving the header out means the same.`
        : wordsFor(wrong),
      place: valuePlace(message, wrong.field),
      related: otherLines(message, wrong),
      unnecessary: isFalse,
      ...(isFalse ? {} : { expected: EXPECTED }),
      fixes: (judged) =>
        isFalse
          ? [removal(message, wrong.field, judged)]
          : isForOpaqueOrigins(message)
            ? []
            : [changeToTrue(message, judged)],
    };
  },
};

/** The first field that makes the value something other than `true`. */
interface WrongValue {
  readonly field: Field;
  readonly isRepeated: boolean;
}

function wrongValueOf(message: Message): WrongValue | null {
  const [first, second] = fieldsNamed(message, HEADER);
  if (first === undefined) {
    return null;
  }
  if (second !== undefined) {
    return { field: second, isRepeated: true };
  }
  return isUnknown(first.resolved) || first.resolved === "true" ? null : { field: first, isRepeated: false };
}

function wordsFor({ field, isRepeated }: WrongValue): string {
  const typed = field.value.text;
  const value = isUnknown(field.resolved) ? "" : field.resolved;
  if (isRepeated) {
    return `\`${HEADER}\` is set more than once, so its value isn't \`true\`.`;
  }
  if (value === "") {
    return `\`${HEADER}\` is empty: the value must be \`true\`.`;
  }
  if (value.toLowerCase() === "true") {
    return `The value must be \`true\` in lower case, not ${quote(typed)}.`;
  }
  return /^(["'])true\1$/i.test(value)
    ? `The value must be \`true\` without quotes, not ${quote(typed)}.`
    : `The value must be \`true\`, not ${quote(typed)}.`;
}

function isFalseWord({ resolved }: Field): boolean {
  return !isUnknown(resolved) && resolved.toLowerCase() === "false";
}

function otherLines(message: Message, { field, isRepeated }: WrongValue): Related[] {
  return isRepeated
    ? fieldsNamed(message, HEADER)
        .filter((other) => other !== field)
        .map((other) => ({ message: `\`${HEADER}\` is also set here.`, place: valuePlace(message, other) }))
    : [];
}

function hasUnknown(message: Message): boolean {
  return fieldsNamed(message, HEADER).some(({ resolved }) => isUnknown(resolved));
}

/** Whether `true` would allow every sandboxed document, with the user's credentials. */
function isForOpaqueOrigins(message: Message): boolean {
  return fieldsNamed(message, "Access-Control-Allow-Origin").some(({ resolved }) => resolved === "null");
}

function changeToTrue(message: Message, judged: JudgedDocument): Fix {
  return { title: "Change to true", grade: "suggestion", edits: setField(judged.document, message, HEADER, "true") };
}

function removal(message: Message, field: Field, judged: JudgedDocument): Fix {
  return { title: `Remove ${HEADER}`, grade: "safe", edits: [removeField(judged.document, message, field)] };
}
