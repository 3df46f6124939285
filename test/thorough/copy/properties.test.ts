import assert from "node:assert/strict";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { copyExchange } from "../../../server/src/copy/copy-exchange";
import { asCurl } from "../../../server/src/copy/curl";
import { asFetch } from "../../../server/src/copy/fetch";
import { NotSent, type SentRequest, sentRequest } from "../../../server/src/copy/sent-request";
import { isForbiddenMethod, normalizeMethod } from "../../../server/src/cors/method";
import { corsUnsafeRequestHeaderNames } from "../../../server/src/cors/request-header";
import { dataOfCommand } from "../../../server/src/http/command-messages";
import { parse } from "../../../server/src/http/parse";
import { messagesOf, type Request } from "../../../server/src/http/tree";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { isUnknown } from "../../../server/src/text/unknown";
import { filesIn, subjects } from "../../support/subjects";

const SETTINGS = { numRuns: 1000, seed: 20_261_126 };

/** Characters with a special meaning in shells and JavaScript, and others. */
const pieces = fc.constantFrom(
  ..."'\"`\\$!^%&|;#<>(){}[]*?~@=, \t".split(""),
  ..."aZ09é\u2028\u{1f600}".split(/(?:)/u),
  "${a}",
  "$(a)",
  "$A",
  "\\n",
  "\\'",
  "{{a}}",
  "</script>",
);
const text = fc.array(pieces, { maxLength: 12 }).map((all) => all.join(""));
const body = fc
  .array(fc.oneof(pieces, fc.constantFrom("\n", "\r\n", "\u0000", "\u0085", "\n###\n", "\n\n", "GET / HTTP/1.1")), {
    minLength: 1,
    maxLength: 20,
  })
  .map((all) => all.join(""));
const sent: fc.Arbitrary<SentRequest> = fc
  .record({
    method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "get", "X-A", "A'B"),
    url: fc.constantFrom(
      "https://a.example/",
      "http://a.example:81/b/../c?d='e&f=[1]#g",
      "{{a}}/b",
      "https://[::1]/$a`b`",
    ),
    fields: fc.array(
      fc.tuple(fc.constantFrom("X-A", "X-B", "x-a", "Content-Type", "Accept-Encoding", "__proto__", "A'$b"), text),
      { maxLength: 4 },
    ),
    body: fc.option(body),
  })
  .map(({ method, url, fields, body: sentBody }) => ({
    method,
    url,
    body: sentBody,
    remarks: [],
    fields: fields.map(([name, value]) => {
      const part = { start: 0, end: 0, text: "" };
      const trimmed = value.trim();
      return {
        name,
        value: trimmed,
        field: { name: { ...part, text: name }, colon: 0, value: part, resolved: trimmed, line: part },
      };
    }),
  }));

/** The only request in a document, with the parts to compare. */
function readCommand(command: string): { readonly request: Request; readonly data: string | null } {
  const document = parse(command, "http");
  const [request, ...others] = messagesOf(document);
  assert.ok(request?.kind === "request" && others.length === 0, command);
  return { request, data: dataOfCommand(command, document.lines)[0] ?? null };
}

const shownFields = (request: Request) => request.fields.map(({ name, value }) => `${name.text}: ${value.text}`);

describe("a request copied as a curl command", () => {
  it("is read as the same request", () => {
    fc.assert(
      fc.property(sent, (request) => {
        const read = readCommand(asCurl(request));
        assert.equal(read.request.method?.text ?? "GET", request.method);
        assert.equal(read.request.wholeTarget, request.url);
        assert.deepEqual(
          shownFields(read.request),
          request.fields.map(({ name, value }) => `${name}: ${value}`),
        );
        assert.equal(read.data, request.body);
      }),
      SETTINGS,
    );
  });
});

interface Call {
  readonly url: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** Runs code with a `fetch` that only records its calls. */
function called(code: string): Call {
  const calls: Call[] = [];
  runInNewContext(code, {
    fetch: (url: string, options: Readonly<Record<string, unknown>> = {}) => calls.push({ url, options }),
  });
  const [call, ...more] = calls;
  assert.ok(call !== undefined && more.length === 0);
  return call;
}

function headersOf({ options }: Call): string[] {
  const headers = options["headers"] ?? {};
  const pairs: readonly (readonly string[])[] = Array.isArray(headers) ? headers : Object.entries(headers);
  return Array.from(pairs, ([name, value]) => `${name}: ${value}`);
}

describe("a request copied as fetch()", () => {
  const { exchanges } = analyse("GET https://a.example/\n", "http", { origin: null });
  const [exchange] = exchanges;
  assert.ok(exchange);

  it("calls it with the same request", () => {
    fc.assert(
      fc.property(sent, (request) => {
        const { fields } = request;
        const own = { ...exchange, request: { ...exchange.request, fields: fields.map(({ field }) => field) } };
        const result = asFetch(
          Object.assign(Object.create(exchange), { ...own, credentials: null, servedBy: null, kind: "actual" }),
          request,
        );
        assert.ok(!(result instanceof NotSent));
        const call = called(result.code);
        const method = normalizeMethod(request.method);
        assert.equal(call.url, request.url);
        assert.equal(normalizeMethod(String(call.options["method"] ?? "GET")), method);
        assert.deepEqual(
          headersOf(call),
          fields.filter(({ name }) => name !== "Accept-Encoding").map(({ name, value }) => `${name}: ${value}`),
        );
        assert.equal(call.options["body"] ?? null, method === "GET" || method === "HEAD" ? null : request.body);
        assertReadAsCalled(result.code);
      }),
      SETTINGS,
    );
  });
});

/** Asserts that a copied call is the same fetch, as far as scripts decide about it. */
function assertSameFetch(exchange: JudgedExchange, code: string): void {
  const { request, redirectFrom, origin, isHop, target } = exchange;
  const isShown =
    redirectFrom === null &&
    !isHop &&
    target.url !== null &&
    !request.elided &&
    origin !== null &&
    !isUnknown(origin.value);
  const [copied] = analyse(`${code}\n`, "http", { origin: isShown ? String(origin.value) : null }).exchanges;
  if (!isShown || copied === undefined || request.fields.some(({ resolved }) => isUnknown(resolved))) {
    return;
  }
  const deciding = ({ fetchRequest: { fetch }, applicability }: JudgedExchange) => ({
    method: fetch.method,
    credentials: fetch.credentialsMode === "include",
    applies: applicability.applies,
    headers: corsUnsafeRequestHeaderNames(fetch.headers, "fetch").names,
  });
  assert.deepEqual(deciding(copied), deciding(exchange), code);
}

/** Asserts that a call is read as JavaScript runs it. */
function assertReadAsCalled(code: string): void {
  if (/^#{3}/m.test(code)) {
    // A separator ends everything, also a template literal.
    return;
  }
  const call = called(code);
  const { request, data } = readCommand(code);
  const { method = null, mode = null, credentials = null, referrer = null, body: sentBody = null } = call.options;
  assert.equal(request.wholeTarget, call.url, code);
  assert.equal(request.method?.text ?? null, method, code);
  assert.equal(request.call?.mode?.part.text ?? null, mode, code);
  assert.equal(request.call?.credentials?.part.text ?? null, credentials, code);
  assert.equal(request.call?.referrer?.part.text ?? null, referrer, code);
  // The browser implies the type of a body.
  const isTyped = (field: string) => field !== "Content-Type: text/plain;charset=UTF-8";
  assert.deepEqual(shownFields(request).filter(isTyped), headersOf(call).filter(isTyped), code);
  assert.equal(data, sentBody, code);
}

const gap = fc.constantFrom("", "", " ", "\n", "\n\n  ", "/* } */", "// ) it's\n");

/** A string literal in any notation. */
const literal = (value: string) =>
  fc.constantFrom('"', "'", "`").chain((quote) =>
    fc.array(fc.nat(4), { minLength: value.length, maxLength: value.length }).map((ways) => {
      const characters = value.split("").map((character, i) => {
        const hex = character.charCodeAt(0).toString(16);
        switch (ways[i]) {
          case 0:
            return `\\u${hex.padStart(4, "0")}`;
          case 1:
            return `\\u{${hex}}`;
          case 2:
            return hex.length < 3 ? `\\x${hex.padStart(2, "0")}` : character;
          default:
            return character === quote || /[\\$\r]/.test(character)
              ? `\\${character === "\r" ? "r" : character}`
              : character === "\n" && quote !== "`"
                ? "\\n"
                : character;
        }
      });
      return quote + characters.join("") + quote;
    }),
  );

const oneOf = (...values: string[]) => fc.constantFrom(...values).chain(literal);
const name = (plain: string) => fc.constantFrom(plain, `"${plain}"`, `'${plain}'`);

/** An object with some of the members, in any order. */
const objectOf = (...members: fc.Arbitrary<string>[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...members.keys()]),
      fc.tuple(...members),
      fc.array(gap, { minLength: 16, maxLength: 16 }),
    )
    .map(([chosen, all, gaps]) => {
      const written = chosen.map((index, i) => `${gaps[2 * i] ?? ""}${all[index] ?? ""}${gaps[2 * i + 1] ?? ""}`);
      return `{${written.join(",")}${written.length > 0 && gaps[15] === " " ? "," : ""}}`;
    });
const member = (key: string, value: fc.Arbitrary<string>) =>
  fc.tuple(name(key), gap, gap, value).map(([typed, before, after, written]) => `${typed}${before}:${after}${written}`);
const headerValue = text.map((value) => value.trim()).chain(literal);
const headers = fc.oneof(
  objectOf(member("X_A", headerValue), member("Accept", headerValue), member("b", headerValue)),
  fc
    .array(fc.tuple(oneOf("X-A", "x-a", "B"), gap, headerValue), { maxLength: 3 })
    .map((pairs) => `[${pairs.map(([key, between, value]) => `[${key},${between}${value}]`).join(",")}]`),
);
const callText = fc
  .tuple(
    fc.constantFrom("", "const r = ", "this.r = ", "("),
    fc.constantFrom("", " ", "\n  "),
    oneOf("https://a.example/b?c=d", "/e", "https://ä.example/"),
    gap,
    objectOf(
      member("method", oneOf("GET", "PUT", "post")),
      member("mode", oneOf("cors", "no-cors")),
      member("credentials", oneOf("include", "omit")),
      member("referrer", oneOf("https://p.example/q")),
      member("headers", headers),
      member("body", body.chain(literal)),
    ),
    gap,
  )
  .map(
    ([before, a, url, b, options, c]) => `${before}fetch(${a}${url}${b},${options}${c})${before === "(" ? ")" : ""};`,
  );

describe("a call of fetch() with literals", () => {
  it("is read as JavaScript runs it", () => {
    fc.assert(fc.property(callText, assertReadAsCalled), { ...SETTINGS, numRuns: 3000 });
  });
});

describe("the exchanges of every document are copied", () => {
  const read = (source: string, carrier: "http" | "markdown"): Analysis =>
    analyse(source, carrier, { origin: "https://app.example.com" });
  const all = [...subjects(), ...filesIn("test/fixtures/dialects"), ...filesIn("examples")];
  for (const { name, text: source, carrier } of all) {
    it(`with the same content: ${name}`, () => {
      const { document, exchanges } = read(source, carrier);
      for (const exchange of exchanges) {
        const request = sentRequest(document, exchange);
        const curl = copyExchange(document, exchange, "curl", carrier).text;
        if (!(request instanceof NotSent) && curl !== null) {
          const { request: again, data } = readCommand(curl);
          assert.equal(again.wholeTarget, request.url);
          assert.equal(data, request.body);
        }
        const code = copyExchange(document, exchange, "fetch", carrier).text;
        if (!(request instanceof NotSent) && code !== null) {
          assert.equal(called(code).url, request.url);
          assertSameFetch(exchange, code);
          assert.ok(!isForbiddenMethod(request.method));
        }
        const fence = copyExchange(document, exchange, "markdown", carrier).text;
        if (fence !== null) {
          const copied = analyse(fence, "markdown", { origin: null }).exchanges.at(-1);
          assert.deepEqual(copied?.verdict, exchange.verdict, fence);
          assert.deepEqual(copied?.applicability, exchange.applicability);
          assert.equal(copied?.response === null, exchange.response === null);
        }
      }
    });
  }

  it("as fences, hundreds of them", () => {
    const fences = all.flatMap(({ text: source, carrier }) => {
      const { document, exchanges } = read(source, carrier);
      return exchanges.filter((exchange) => copyExchange(document, exchange, "markdown", carrier).text !== null);
    });
    assert.ok(fences.length > 200, `${fences.length} are copied`);
  });
});
