import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { analyse } from "../../../server/src/analysis";
import { definitionsAt, referencesAt } from "../../../server/src/navigate/definition";
import { highlightsAt } from "../../../server/src/navigate/highlights";
import { mark, markedText, withoutCursor } from "../../support/marked-text";

const read = (text: string) => analyse(text, "http", { origin: null });

const PUT = `PUT https://api.example.com/prices HTTP/1.1
Origin: https://app.example.com
Content-Type: application/json
X-Trace: 1

{}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
`;

/** The ranges that are highlighted with the cursor at `‸`. */
const HIGHLIGHTS: readonly (readonly [says: string, marked: string])[] = [
  [
    "the allowed origin and the page's",
    `GET https://api.example.com/
Origin: ⟦https://app.example.com⟧

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ⟦https://‸other.example.com⟧
`,
  ],
  [
    "the same from the name of the other field, with every value of a repeated one",
    `GET https://api.example.com/
Ori‸gin: ⟦https://app.example.com⟧

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ⟦*⟧
access-control-allow-origin: ⟦null⟧
`,
  ],
  [
    "the origin of a directive, and the responses to its requests",
    `# @cors origin=⟦https://‸app.example.com⟧

GET https://api.example.com/a

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ⟦*⟧

###
GET https://api.example.com/b

HTTP/1.1 200 OK
Access-Control-Allow-Origin: ⟦*⟧
`,
  ],
  [
    "an allowed header, the header, and the item that announces it",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,⟦x-trace⟧

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Methods: GET, PUT
Access-Control-Allow-Headers: Content-Type, ⟦X-‸Trace⟧

${PUT.replace("X-Trace", "⟦X-Trace⟧")}`,
  ],
  [
    "a wildcard and every announced header that isn't listed",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,⟦x-trace⟧

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: *
Access-Control-Allow-Headers: Content-Type, ⟦*‸⟧

${PUT.replace("X-Trace", "⟦X-Trace⟧")}`,
  ],
  [
    "a wildcard that with credentials is a name like any other",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: x-trace

HTTP/1.1 204 No Content
Access-Control-Allow-Headers: *‸

# @cors credentials=include
${PUT}`,
  ],
  [
    "the method, the announced one and the allowed one",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: ⟦PUT⟧

HTTP/1.1 204 No Content
Access-Control-Allow-Methods: GET, ⟦PUT⟧

${PUT.replace("PUT", "⟦P‸UT⟧")}`,
  ],
  [
    "no allowed method in another case",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: ⟦PUT⟧

HTTP/1.1 204 No Content
Access-Control-Allow-Methods: put

${PUT.replace("PUT", "⟦P‸UT⟧")}`,
  ],
  [
    "the names of the fields that ask and answer",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
⟦Access-Control-Request-Method⟧: PUT

HTTP/1.1 204 No Content
⟦Access-‸Control-Allow-Methods⟧: GET, PUT
`,
  ],
  [
    "an exposed header",
    `GET https://api.example.com/
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
⟦X-Total⟧: 12
X-Other: 1
Access-Control-Expose-Headers: Link, ⟦x-‸total⟧
`,
  ],
  [
    "a wildcard and what it exposes, from the header's value",
    `GET https://api.example.com/
Origin: https://app.example.com

HTTP/1.1 200 OK
Content-Type: text/plain
Set-Cookie: a=b
⟦X-Total⟧: 1‸2
Access-Control-Expose-Headers: ⟦*⟧
`,
  ],
  [
    "preflight and actual request, from the target",
    `⟦OPTIONS https://api.example.com/prices⟧
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content

${PUT.replace("PUT https://api.example.com/prices HTTP/1.1", "⟦PUT https://api.example.‸com/prices HTTP/1.1⟧")}`,
  ],
  [
    "a redirect and the request that it leads to",
    `GET https://api.example.com/a
Origin: https://app.example.com

HTTP/1.1 302 Found
Location: ⟦/‸b⟧
Access-Control-Allow-Origin: *

⟦GET https://api.example.com/b⟧
Origin: https://app.example.com
`,
  ],
  [
    "credentials and the cookies that show them, by name",
    `GET https://api.example.com/
Origin: https://app.example.com
⟦Cookie⟧: session=secret

HTTP/1.1 200 OK
Access-Control-Allow-Credentials: ⟦tr‸ue⟧
`,
  ],
  [
    "credentials and the word of the directive",
    `# @cors origin=https://app.example.com ⟦credentials‸=include⟧
GET https://api.example.com/

HTTP/1.1 200 OK
Access-Control-Allow-Credentials: ⟦true⟧
`,
  ],
  [
    "credentials of a preflight and the cookies of the request that it serves",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Credentials: ⟦true‸⟧

${PUT.replace("X-Trace", "⟦Cookie⟧")}`,
  ],
  [
    "the parts of a command and of its transcript",
    `$ curl -v https://api.example.com/ -H 'Origin: https://app.example.com'
> GET / HTTP/1.1
> Host: api.example.com
> Origin: ⟦https://app.example.com⟧
>
< HTTP/1.1 200 OK
< Access-Control-Allow-Origin: ⟦‸*⟧
`,
  ],
  [
    "the request of a command, by the words that say its method and its URL",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: ⟦PUT⟧

HTTP/1.1 204 No Content
Access-Control-Allow-Methods: ⟦P‸UT⟧

###
curl -H 'Origin: https://app.example.com' -X ⟦PUT⟧ https://api.example.com/prices
`,
  ],
  ["nothing for a permission that isn't used", `${PUT}Access-Control-Allow-Credentials: tr‸ue\n`],
  ["nothing for an origin without a response", "GET https://api.example.com/\nOrigin: https://a‸pp.example.com\n"],
  ["nothing between messages", "GET https://api.example.com/\n\n# ‸nothing\n"],
  [
    "a variable",
    `@⟦host⟧ = api.example.com
@other = {{⟦host⟧}}

GET https://{{ ⟦ho‸st⟧ }}/{{other}}?q={{%⟦host⟧}}
X-Host: {{hosts}}
`,
  ],
  ["a variable that the file does not define", "GET https://{{⟦host⟧}}/\n\n###\nGET https://‸{{⟦host⟧}}/\n"],
];

describe("highlights", () => {
  for (const [says, marked] of HIGHLIGHTS) {
    it(`show ${says}`, () => {
      const { text, cursor } = markedText(marked);
      const found = highlightsAt(read(text), cursor).map(({ range }) => range);
      assert.equal(mark(text, found), withoutCursor(marked));
    });
  }

  it("are the same from each highlighted part", () => {
    for (const [says, marked] of HIGHLIGHTS) {
      const { text, cursor } = markedText(marked);
      const analysis = read(text);
      const from = (offset: number) => highlightsAt(analysis, offset).map(({ range }) => range);
      const here = from(cursor);
      for (const { end } of here) {
        const there = from(end);
        assert.ok(
          there.some((range) => range.end === end),
          says,
        );
        assert.ok(
          there.every((range) => here.some((other) => isDeepStrictEqual(range, other))),
          says,
        );
      }
    }
  });

  it("distinguish writing a variable from reading it", () => {
    const kinds = highlightsAt(read("@a = 1\n\nGET https://x.example/{{a}}\n"), 1).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["write", "read"]);
  });
});

/** The definitions for the cursor at `‸`. */
const DEFINITIONS: readonly (readonly [says: string, marked: string])[] = [
  [
    "from the allowed origin to the page's",
    "GET https://api.example.com/\nOrigin: ⟦https://app.example.com⟧\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ‸*\n",
  ],
  [
    "and back",
    "GET https://api.example.com/\nOrigin: ‸https://app.example.com\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ⟦*⟧\n",
  ],
  [
    "from a request to its preflight",
    `⟦OPTIONS https://api.example.com/prices⟧
Origin: https://app.example.com
Access-Control-Request-Method: PUT

###
${PUT.replace("/prices", "/‸prices")}`,
  ],
  [
    "from an allowed header to the headers that need it",
    `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Headers: content-type,⟦x-trace⟧

HTTP/1.1 204 No Content
Access-Control-Allow-Headers: Content-Type, X-‸Trace

${PUT.replace("X-Trace", "⟦X-Trace⟧")}`,
  ],
  ["from a variable to each of its definitions", "⟦@a⟧ = 1\n⟦@a⟧ = 2\nGET https://x.example/{{‸a}}\n"],
  ["from a definition to itself", "⟦@‸a⟧ = 1\nGET https://x.example/{{a}}\n"],
  [
    "from an origin that is a variable without a definition to the allowed one",
    "GET https://api.example.com/\nOrigin: {{o‸rigin}}\n\nHTTP/1.1 200 OK\nAccess-Control-Allow-Origin: ⟦{{origin}}⟧\n",
  ],
  ["nowhere from a body", "POST https://api.example.com/\n\nh‸ost\n"],
];

describe("go to definition", () => {
  for (const [says, marked] of DEFINITIONS) {
    it(`leads ${says}`, () => {
      const { text, cursor } = markedText(marked);
      const found = definitionsAt(read(text), cursor)?.to.map(({ range }) => range) ?? [];
      assert.equal(mark(text, found), withoutCursor(marked));
    });
  }
});

describe("references", () => {
  const methods = `OPTIONS https://api.example.com/prices
Origin: https://app.example.com
Access-Control-Request-Method: ⟦PUT⟧

HTTP/1.1 204 No Content
Access-Control-Allow-Methods: ⟦P‸UT⟧

`;
  it("are all related parts, without the first side if declarations are excluded", () => {
    const { text, cursor, ranges } = markedText(methods + PUT.replace("PUT", "⟦PUT⟧"));
    assert.deepEqual(referencesAt(read(text), cursor, true), ranges);
    assert.deepEqual(referencesAt(read(text), cursor, false), ranges.slice(0, 2));
  });
  it("are the uses of a variable, and its definitions if declarations are included", () => {
    const { text, cursor, ranges } = markedText("⟦@a⟧ = 1\nGET https://x.example/{{⟦‸a⟧}}/{{⟦a⟧}}\n");
    assert.deepEqual(referencesAt(read(text), cursor, true), ranges);
    assert.deepEqual(referencesAt(read(text), cursor, false), ranges.slice(1));
  });
});
