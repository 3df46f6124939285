import { isToken } from "../../cors/list-values";
import { normalizeMethod } from "../../cors/method";
import { replaceValue } from "../../edits/field-edits";
import { fieldsNamed } from "../../http/tree";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { FETCH_PREFLIGHT, fetchSection, mdnHeader } from "../shared/references";

const HEADER = "Access-Control-Request-Method";

export const rule: Rule = {
  id: "request-method-not-normalized",
  severity: "information",
  summary: "`Access-Control-Request-Method` isn't a method as browsers write it.",
  rationale: `A preflight asks for one method: that of the actual request. Browsers write \`DELETE\`, \`GET\`, \`HEAD\`, \`OPTIONS\`, \`POST\` and \`PUT\` in capital letters however the
script wrote them, and leave other methods as they are. They never write a list, an empty value, or two lines.

A request with another value tests something that pages never send. A server that compares it with a list answers it differently from a browser's preflight.`,
  references: [FETCH_PREFLIGHT, fetchSection("normalize a method", "concept-method-normalize"), mdnHeader(HEADER)],
  examples: {
    invalid: [
      {
        title: "Lower case",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: put
`,
      },
      {
        title: "Two methods",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT, DELETE
`,
      },
    ],
    valid: [
      {
        title: "As browsers write it",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
`,
      },
      {
        title: "A method that browsers don't change",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: patch
`,
      },
    ],
  },

  *preflight({ request }) {
    const [field, second] = fieldsNamed(request, HEADER);
    if (second !== undefined) {
      yield { message: `Browsers ask for one method, on one line.`, place: valuePlace(request, second) };
      return;
    }
    if (field === undefined || isUnknown(field.resolved)) {
      return;
    }
    const value = field.resolved;
    if (!isToken(value)) {
      yield {
        message:
          value === ""
            ? `Browsers never leave \`${HEADER}\` empty.`
            : `${quote(value)} isn't a method: browsers ask for one method only.`,
        place: valuePlace(request, field),
      };
      return;
    }
    const sent = normalizeMethod(value);
    if (sent !== value) {
      yield {
        message: `Browsers write this method in capital letters: ${quote(sent)}, not ${quote(value)}.`,
        place: valuePlace(request, field),
        expected: `${HEADER}: ${sent}`,
        fixes: () =>
          field.value.text === value
            ? [{ title: `Change to ${sent}`, grade: "safe", edits: [replaceValue(request, field, sent)] }]
            : [],
      };
    }
  },
};
