import { ALLOW_METHODS, listEdits } from "../edits/corrections";
import type { Fix } from "../edits/edit";
import { preflightRequirements, type Requirements } from "../edits/requirements";
import { fieldsNamed } from "../http/tree";
import { place, type Range } from "../text/range";
import type { JudgedDocument } from "../verdict/judged-document";
import { askedMethod } from "./asked-for";
import { titleNames } from "./name-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_METHODS } from "./references";
import type { Fault, Rule } from "./rule";
import { headerPlace, listItems, quote, whoBlocks } from "./words";

const HEADER = "Access-Control-Allow-Methods";

interface Words {
  readonly method: string;
  readonly blocks: string;
}

const messages = {
  absent: ({ method, blocks }: Words) =>
    `The preflight response has no ${HEADER}, which must list ${quote(method)}: ${blocks} the request.`,
  missing: ({ method, blocks }: Words) => `${quote(method)} is not in ${HEADER}: ${blocks} the request.`,
  case: ({ method, blocks }: Words, listed: string) =>
    `Methods are compared byte for byte, so ${quote(listed)} does not allow ${quote(method)}: ${blocks} the request.`,
  sentAsTyped: ({ method, blocks }: Words, listed: string) =>
    `Methods are compared byte for byte and a script's ${quote(method)} is sent as it is, which ${quote(listed)} does not allow: ${blocks} the request.`,
};

export const rule: Rule = {
  id: "allow-methods-missing-method",
  severity: "error",
  summary: "Access-Control-Allow-Methods does not list the method of the request.",
  rationale: `Every method but \`GET\`, \`HEAD\` and \`POST\` must stand in the \`Access-Control-Allow-Methods\` of the preflight response. The
\`Allow\` header does not count, and neither does the same line on the actual response.

Methods are case-sensitive: \`put\` in the list does not allow \`PUT\`. Browsers write \`DELETE\`, \`GET\`, \`HEAD\`, \`OPTIONS\`, \`POST\` and
\`PUT\` in upper case for the script, but not \`patch\`: write \`PATCH\` in the script.`,
  references: [FETCH_PREFLIGHT, MDN_ALLOW_METHODS],
  examples: {
    invalid: [
      {
        title: "A method that is not listed",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET, PUT
`,
      },
      {
        title: "A method in lower case",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: get, put
`,
      },
      {
        title: "No list at all",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PATCH

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "The method is listed",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: DELETE

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: PUT, DELETE
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  *fault(fault, judged) {
    const { response } = fault.at;
    const method = fault.failures[0]?.subject ?? "";
    const words = { method, blocks: whoBlocks(fault.engines) };
    const fields = fieldsNamed(response, HEADER);
    const items = fields.flatMap(listItems);
    const other = items.find(({ text }) => text.toUpperCase() === method.toUpperCase());
    const replaced = other !== undefined && isMistyped(other.text, method, fault, judged) ? other : null;
    const listed = items.map((item) => (item === replaced ? method : item.text));
    const required = preflightRequirements(fault.at, judged.servedBy(fault.at));
    // Everything that the requests of the text need, not only what is refused here.
    const missing = required?.methods.filter((needed) => !listed.includes(needed)) ?? [];
    yield {
      message:
        other === undefined
          ? messages[fields.length > 0 ? "missing" : "absent"](words)
          : messages[method === method.toUpperCase() ? "case" : "sentAsTyped"](words, other.text),
      place: other === undefined ? headerPlace(response, HEADER) : place(response, other.range),
      related: askedMethod(fault.exchange),
      expected: `${HEADER}: ${[...listed, ...missing].join(", ")}`,
      fixes: () => {
        if (replaced !== null) {
          return [correction(fault, replaced.range, replaced.text, method)];
        }
        return required === null ? [] : addition(fault, judged, missing, required);
      },
    };
  },
};

/** Whether a listed method is the needed one in the wrong case, and nothing in the text needs it as it is. */
function isMistyped(listed: string, method: string, { at }: Fault, judged: JudgedDocument): boolean {
  return (
    method === method.toUpperCase() && !(preflightRequirements(at, judged.servedBy(at))?.methods ?? []).includes(listed)
  );
}

function correction({ at }: Fault, range: Range, listed: string, method: string): Fix {
  return {
    title: `Change ${listed} to ${method}`,
    grade: "suggestion",
    edits: [{ anchor: at.response, range, newText: method }],
  };
}

function addition({ at }: Fault, judged: JudgedDocument, methods: readonly string[], required: Requirements): Fix[] {
  const edits = listEdits(judged, at, at.response, ALLOW_METHODS, methods, required);
  return edits === null || edits.length === 0
    ? []
    : [{ title: `Add ${titleNames(methods)} to ${HEADER}`, grade: "suggestion", edits }];
}
