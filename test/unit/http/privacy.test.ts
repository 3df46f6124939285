import assert from "node:assert/strict";
import type { EnvironmentDefinition } from "../../../server/src/http/environment-variables";
import { parse } from "../../../server/src/http/parse";

function privacyOf(text: string, variables: Readonly<Record<string, string>>, isSecret = true) {
  const definitionOf = (value: string): EnvironmentDefinition => ({
    value,
    source: "http-client.private.env.json",
    environment: "dev",
    isSecret,
    mayOverrideText: true,
  });
  const definitions = Object.entries(variables).map(([name, value]) => [name, [definitionOf(value)]] as const);
  return parse(text, "http", new Map(definitions)).privacy;
}

describe("Private values", () => {
  const rows: readonly (readonly [title: string, value: string, said: string, shown: string])[] = [
    ["the value", "hunter2-hunter2", "`hunter2-hunter2` isn't listed", "`{{x}}` isn't listed"],
    [
      "a value in a longer text",
      "hunter2-hunter2",
      "see https://hunter2-hunter2.example/",
      "see https://{{x}}.example/",
    ],
    ["a short value", "abc12", "`abc12`: blocked", "`{{x}}`: blocked"],
    ["a short value, but not a part of a word", "dev", "`dev` is a device", "`{{x}}` is a device"],
    ["a short value, but not a word of a sentence", "main", "the main page is `main`", "the main page is `{{x}}`"],
    [
      "a value, but not in the target of a link of ours",
      "mismatch",
      "[mismatch](https://fetch.spec.whatwg.org/#mismatch)",
      "[{{x}}](https://fetch.spec.whatwg.org/#mismatch)",
    ],
    [
      "a query as a URL parser writes it",
      "p@ss w%rd/é",
      "https://a.example/?q=p@ss%20w%rd/%C3%A9",
      "https://a.example/?q={{x}}",
    ],
    ["an item of a list", "X-One, X-Secret-Two", "`X-Secret-Two` isn't listed", "`{{x}}` isn't listed"],
    ["an item in lower case", "X-One, X-Secret-Two", "`x-secret-two` isn't listed", "`{{x}}` isn't listed"],
    ["a method in upper case", "purge-it", "browsers send `PURGE-IT`", "browsers send `{{x}}`"],
    ["a percent-encoded value", "s3cret value", "https://a.example/?k=s3cret%20value", "https://a.example/?k={{x}}"],
    ["the host of a URL", "https://Inner.Corp.example/api", "`https://inner.corp.example`", "`{{x}}`"],
    ["a host after IDNA", "bücher.example", "https://xn--bcher-kva.example/", "https://{{x}}/"],
    ["a value in another case of percent-encoding", "a/b c", "`?k=a%2fb+c`, `a%252Fb%20c`", "`?k={{x}}`, `{{x}}`"],
    ["the port of a private URL", "https://inner.example:8443", "`8443` differs", "`{{x}}` differs"],
    [
      "the beginning of a value in a text that is cut off",
      "inner-secret",
      "`https://a/inner-s…`",
      "`https://a/{{x}}…`",
    ],
    [
      "a value with control characters",
      "in\u0001ner\tvalue",
      "`in\ufffdner value`, `in\u2401ner\ufffdvalue`",
      "`{{x}}`, `{{x}}`",
    ],
    ["a value as a console escapes it", "inner ä/?q", "'inner%20\\u00E4/?q'", "'{{x}}'"],
    ["a value without the spaces around it", "  inner value ", "`inner value` has a space", "`{{x}}` has a space"],
    ["a value that looks like Markdown", "inner`x`y[in](ner)", "https://a/inner`x`y[in](ner)/", "https://a/{{x}}/"],
    ["a value in what looks like a link", "hunter2-hunter2", "https://a/[x](hunter2-hunter2)", "https://a/[x]({{x}})"],
    [
      "a short value after an escape",
      "abc12",
      "https://a/%20abc12, a\\u00E4abc12",
      "https://a/%20{{x}}, a\\u00E4{{x}}",
    ],
    ["a path and a query after normalization", "inner/./path?q=ä", "https://a/inner/path?q=%C3%A4", "https://a/{{x}}"],
    ["the beginning of an encoded value", "inner é secret", "`https://a/inner%20%C3%A9%2…`", "`https://a/{{x}}…`"],
    [
      "the longest beginning of a value",
      "inner-inner inner-inner-end",
      "`inner-inner inner-inn…` differs",
      "`{{x}}…` differs",
    ],
    ["a whole value before an ellipsis", "inner-x inner-x", "`https://a/inner-x inner-x…`", "`https://a/{{x}}…`"],
    ["the beginning of a long value", "k".repeat(120), `\`${"k".repeat(79)}…\``, "`{{x}}…`"],
  ];
  for (const [title, value, said, shown] of rows) {
    it(`are shown as their references: ${title}`, () => {
      assert.equal(privacyOf("GET https://a.example/{{x}}\n", { x: value }).shown(said), shown);
    });

    it(`are found among many others: ${title}`, () => {
      const others = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`other${i}`, `Zeta/${i}!ä${i}zeta`]));
      const text = `GET https://a.example/${["x", ...Object.keys(others)].map((name) => `{{${name}}}`).join("/")}\n`;
      assert.equal(privacyOf(text, { ...others, x: value }).shown(said), shown);
    });
  }

  it("are found after braces that stay open", () => {
    const privacy = privacyOf("# {{a}\nGET https://a.example/{{ {{x}}\n", { x: "hunter2-hunter2" });
    assert.equal(privacy.shown("`hunter2-hunter2`"), "`{{x}}`");
  });

  it("are shown as what the document has there: next to letters and to each other", () => {
    const privacy = privacyOf("GET https://{{a}}1.example/x-{{a}}{{b}}9?{{c}}2\n", {
      a: "acme",
      b: "Bü",
      c: "y/{{a}}/z9",
    });
    assert.equal(privacy.shown("`https://acme1.example/`"), "`https://{{a}}1.example/`");
    assert.equal(privacy.shown("`x-acmeBü9`, `x-acmeb%C3%BC9`"), "`x-{{a}}{{b}}9`, `x-{{a}}{{b}}9`");
    assert.equal(privacy.shown("`?y/acme/z92`"), "`?{{c}}2`");
    assert.equal(privacy.shown("`acme10`"), "`acme10`", "the document doesn't have this word");
  });

  it("are copied as references, whereas the document's own secrets stay", () => {
    const privacy = privacyOf("GET https://{{x}}?token=t1\n", { x: "inner.example" });
    assert.equal(privacy.copied("https://inner.example/?token=t1"), "https://{{x}}/?token=t1");
    assert.equal(privacy.shown("https://inner.example/?token=t1"), "https://{{x}}/?token=…");
  });

  it("are found in every text of a model", () => {
    const privacy = privacyOf("GET {{x}}\n", { x: "https://inner.example" });
    assert.deepEqual(privacy.shown({ url: "https://inner.example/", names: ["a", null], count: 1 }), {
      url: "{{x}}",
      names: ["a", null],
      count: 1,
    });
  });

  it("become references in a text to write only if they are whole", () => {
    const privacy = privacyOf("GET {{x}}\n", { x: "https://inner.example/api" });
    assert.equal(privacy.written("https://inner.example/api/1"), "{{x}}/1");
    assert.equal(privacy.written("https://inner.example"), null, "nothing stands for the origin alone");
  });

  for (const word of ["true", "204", "###", "Vary", "OPTIONS", "Credentials", "cors", "no"]) {
    it(`don't include a word that any text about CORS has: ${word}`, () => {
      const privacy = privacyOf("GET https://a.example/{{x}}\n", { x: word });
      assert.equal(privacy.shown(`\`${word}\` ${word}`), `\`${word}\` ${word}`);
      assert.equal(privacy.written(word), word);
    });
  }

  it("don't include what the text itself says, nor public values", () => {
    assert.equal(privacyOf("GET {{x}}\nOrigin: hunter2\n", { x: "hunter2" }).shown("`hunter2`"), "`hunter2`");
    assert.equal(privacyOf("GET {{x}}\n", { x: "hunter2" }, false).shown("`hunter2`"), "`hunter2`");
    assert.equal(privacyOf("GET {{token}}\n", { token: "hunter2" }, false).shown("`hunter2`"), "`{{token}}`");
  });
});
