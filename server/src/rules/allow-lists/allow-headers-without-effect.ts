import { byteLowercase } from "../../cors/byte-case";
import { isToken } from "../../cors/list-values";
import { listItems } from "../../exchange/list-items";
import { responseHeaderNamed } from "../../exchange/response-header-name";
import { fieldsNamed, type Message } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { mayAnswer } from "../shared/out-of-place";
import { FETCH_CREDENTIALS, FETCH_PREFLIGHT, fetchSection, MDN_ALLOW_HEADERS } from "../shared/references";

const HEADER = "Access-Control-Allow-Headers";

/** Names that stand for cookies. */
const COOKIES: ReadonlySet<string> = new Set(["cookie", "cookie2", "set-cookie", "set-cookie2"]);

export const rule: Rule = {
  id: "allow-headers-without-effect",
  severity: "information",
  summary: "`Access-Control-Allow-Headers` lists `Cookie` or a response header, which pages don't send.",
  rationale: `The list allows headers that a page's script sets. Scripts can't set \`Cookie\`: the browser adds it if the request has credentials, and
\`Access-Control-Allow-Credentials: true\` allows those. \`Access-Control-Allow-Origin\` and the like belong in the response, and a page that sends them makes a mistake.

Other names that scripts can't set, such as \`Origin\` and \`Accept-Encoding\`, aren't reported. They have no effect either, but lists that everyone copies have them.`,
  references: [
    fetchSection("forbidden request-header", "forbidden-request-header"),
    FETCH_CREDENTIALS,
    FETCH_PREFLIGHT,
    MDN_ALLOW_HEADERS,
  ],
  examples: {
    invalid: [
      {
        title: "Cookies",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, Cookie
Access-Control-Max-Age: 600
`,
      },
      {
        title: "A response header",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Content-Type, Access-Control-Allow-Origin
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "Headers that the page's script sets",
        text: `OPTIONS /items/7 HTTP/1.1
Host: api.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: authorization,content-type

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Headers: Authorization, Content-Type
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  headers: [HEADER],

  *message(message, judged) {
    if (!mayAnswer(judged, message, "preflight")) {
      return;
    }
    const items = fieldsNamed(message, HEADER).flatMap((field) => listItems(field));
    const asked = namesAskedFor(message, judged);
    for (const { text, range } of items.every((item) => isToken(item.text)) ? items : []) {
      const name = byteLowercase(text);
      const sentence = asked.has(name) ? null : sentenceAbout(name, text);
      if (sentence !== null) {
        yield { message: sentence, place: place(message, range), unnecessary: true };
      }
    }
  },
};

/** The names that the preflight asks for. Rules about requests report those that pages can't or shouldn't send. */
function namesAskedFor(message: Message, judged: JudgedExchanges): ReadonlySet<string> {
  const request = judged.exchangeOf(message)?.request;
  const fields = request === undefined ? [] : fieldsNamed(request, "Access-Control-Request-Headers");
  return new Set(fields.flatMap((field) => listItems(field)).map(({ text }) => byteLowercase(text)));
}

function sentenceAbout(name: string, typed: string): string | null {
  if (COOKIES.has(name)) {
    return `Scripts can't set ${quote(typed)}, so allowing it has no effect: only credentials have cookies.`;
  }
  return responseHeaderNamed(name) === null
    ? null
    : `${quote(typed)} is a response header, so pages have no reason to send it.`;
}
