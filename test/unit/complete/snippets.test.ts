import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import type { Carrier } from "../../../server/src/http/parse";
import { accept, labelsIn, proposalsIn } from "./completing";
import { GET } from "./texts";

const SNIPPETS = ["exchange", "preflight", "exchange with credentials"];
const snippetsIn = (marked: string) => labelsIn(marked).filter((label) => SNIPPETS.includes(label));

describe("snippets", () => {
  it("are offered only in an empty block", () => {
    assert.deepEqual(snippetsIn("|"), SNIPPETS);
    assert.deepEqual(snippetsIn(`${GET}\n###\n# title\nex|\n\n###\n${GET}`), SNIPPETS);
    assert.deepEqual(snippetsIn(`|\n${GET}`), []);
    assert.deepEqual(snippetsIn("e| /a"), []);
  });

  const places: readonly (readonly [string, string, Carrier])[] = [
    ["an empty file", "|", "http"],
    ["a file with CRLF", "###\r\n|\r\n###\r\n", "http"],
    ["a fence", "text\n\n```http\nex|\n```\n", "markdown"],
    ["a fence of a list", "- item\n\n  ```http\n  |\n  ```\n", "markdown"],
    ["a fence of a block quote", "> ```http\n> |\n> ```\n", "markdown"],
  ];
  for (const label of SNIPPETS) {
    for (const [where, marked, carrier] of places) {
      it(`${label}: browsers allow it, written into ${where}`, () => {
        const text = accept(marked, label, { carrier });
        const { exchanges, findings } = analyse(text, carrier, { origin: null });
        assert.deepEqual(
          exchanges.map(({ verdict }) => verdict),
          [{ fetch: "allowed", chromium: "allowed", firefox: "allowed", webkit: "allowed" }],
          text,
        );
        assert.deepEqual(
          findings.map(({ message }) => message),
          [],
        );
        assert.equal(/\r/.test(text), marked.includes("\r"));
        assert.doesNotMatch(text, /\r?[^\r]\n.*\r\n|\$\{/);
      });
    }
  }

  it("have the page from the setting or from the file", () => {
    assert.match(
      accept("|", "exchange", { settings: { origin: "https://set.example.com" } }),
      /\nOrigin: https:\/\/set\./,
    );
    assert.match(accept(`${GET}\n###\n|`, "exchange"), /\nOrigin: https:\/\/app\.example\.com\n\nHTTP/);
    assert.match(
      accept(`${GET.replace("https://app.example.com", "{{page}}")}\n###\n|`, "exchange"),
      /\nOrigin: \{\{page\}\}\n\n/,
    );
  });
  it("have placeholders to fill in", () => {
    const snippet = proposalsIn("|").find(({ label }) => label === "exchange");
    assert.equal(snippet?.isSnippet, true);
    assert.match(snippet?.newText ?? "", /^GET \$\{1:\/data\} HTTP\/1\.1\n/);
  });
});
