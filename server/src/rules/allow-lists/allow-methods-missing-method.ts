import { ALLOW_METHODS } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import { preflightRequirements } from "../../edits/requirements";
import { listItems } from "../../exchange/list-items";
import { fieldsNamed, type Response } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { memo, memoLatest } from "../../text/memo";
import { place, type Range } from "../../text/range";
import { quote } from "../../words/quote";
import type { Fault } from "../framework/blocking";
import type { Report, Rule } from "../framework/rule";
import { askedMethod } from "../shared/asked-for";
import { headerPlace } from "../shared/header-places";
import { quotedNames } from "../shared/name-list";
import { FETCH_PREFLIGHT, MDN_ALLOW_METHODS } from "../shared/references";
import { itemFixes, itemsListed, refusedInBrowsers, refusedItems } from "../shared/refused-items";

const HEADER = "Access-Control-Allow-Methods";

export const rule: Rule = {
  id: "allow-methods-missing-method",
  severity: "error",
  summary: "`Access-Control-Allow-Methods` doesn't list the method of the request.",
  rationale: `Every method except \`GET\`, \`HEAD\` and \`POST\` must be listed in the \`Access-Control-Allow-Methods\` of the preflight response.
Without credentials, \`*\` covers all methods. The \`Allow\` header doesn't count, and neither does \`Access-Control-Allow-Methods\` on the actual
response.

Methods are case-sensitive: \`put\` in the list doesn't allow \`PUT\`. Browsers change a script's \`delete\`, \`get\`, \`head\`, \`options\`, \`post\` and
\`put\` to upper case, but not \`patch\`: write \`PATCH\` in the script.`,
  references: [FETCH_PREFLIGHT, MDN_ALLOW_METHODS],
  examples: {
    invalid: [
      {
        title: "A method that isn't listed",
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

  explains: { steps: ["cors-preflight-fetch 7.5"] },

  short: (blocked) => `${refusedInBrowsers(blocked)} not allowed`,

  *fault(fault, judged) {
    const { response } = fault.at;
    const method = fault.failures[0]?.subject ?? "";
    const fields = fieldsNamed(response, HEADER);
    const other = itemsByUpperCase(response).get(method.toUpperCase());
    if (other === undefined) {
      const methods = refusedItems(fault, judged);
      const what =
        fields.length > 0
          ? `${quotedNames(methods)} ${methods.length === 1 ? "isn't" : "aren't"} listed in \`${HEADER}\``
          : `The preflight response has no \`${HEADER}\`: it must list ${quotedNames(methods)}`;
      yield {
        message: `${what}.`,
        place: headerPlace(response, HEADER),
        related: askedMethod(fault.exchange),
        expected: expectedLine(methods, response),
        fixes: (judged) => itemFixes(fault, judged, ALLOW_METHODS, itemsListed(response, HEADER)),
      };
    } else {
      yield differentCase(fault, judged, method, fields.flatMap(listItems), other);
    }
  },
};

interface Item {
  readonly text: string;
  readonly range: Range;
}

const expectedLine = memoLatest(
  (methods: readonly string[], response: Response) =>
    `${HEADER}: ${[...itemsListed(response, HEADER), ...methods].join(", ")}`,
);

/** The first item for each method in upper case. */
const itemsByUpperCase = memo((response: Response): ReadonlyMap<string, Item> => {
  const items = fieldsNamed(response, HEADER).flatMap(listItems);
  return new Map(items.toReversed().map((item) => [item.text.toUpperCase(), item]));
});

/** Reports a list that has the method in another case. */
function differentCase(
  fault: Fault,
  judged: JudgedExchanges,
  method: string,
  items: readonly Item[],
  other: Item,
): Report {
  const replaces = isMistyped(items, other, method, fault, judged);
  const listed = items.map(({ text }) => text);
  const corrected = replaces ? items.map((item) => (item === other ? method : item.text)) : [...listed, method];
  const isScripts = method !== method.toUpperCase();
  return {
    message: `Methods are case-sensitive, so ${quote(other.text)} doesn't allow ${quote(method)}${isScripts ? `: write ${quote(method.toUpperCase())} in the script` : ""}.`,
    place: place(fault.at.response, other.range),
    related: askedMethod(fault.exchange),
    expected: `${HEADER}: ${corrected.join(", ")}`,
    fixes: (judged) =>
      replaces ? [correction(fault, other, method)] : itemFixes(fault, judged, ALLOW_METHODS, listed),
  };
}

/** Whether correcting the case of `other` is enough: no request needs it as typed, and no other method is missing. */
function isMistyped(
  items: readonly Item[],
  other: Item,
  method: string,
  { at }: Fault,
  judged: JudgedExchanges,
): boolean {
  const needed = preflightRequirements(at, judged.servedBy(at))?.methods ?? [];
  const listed = new Set(items.map(({ text }) => text));
  return (
    method === method.toUpperCase() &&
    !needed.includes(other.text) &&
    needed.every((one) => one === method || listed.has(one))
  );
}

function correction({ at }: Fault, { range, text }: Item, method: string): Fix {
  return {
    title: `Change ${text} to ${method}`,
    grade: "suggestion",
    edits: [{ anchor: at.response, range, newText: method }],
  };
}
