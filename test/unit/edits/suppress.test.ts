import assert from "node:assert/strict";
import { analyse } from "../../../server/src/analysis";
import { suppressions } from "../../../server/src/edits/suppress";
import type { Carrier } from "../../../server/src/http/parse";
import { applyFix } from "../../support/fixes";

describe("where a comment is written", () => {
  const REQUEST = "GET /articles HTTP/1.1\nHost: api.example.com\nOrigin: https://app.example.com\n\n";
  const WRONG = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://other.example\nVary: Origin\n";
  const rows: readonly {
    what: string;
    carrier?: Carrier;
    commented?: boolean;
    text: string;
    /** The new or changed lines, by title. */
    written: Readonly<Record<string, readonly string[]>>;
  }[] = [
    {
      what: "above the line, above the request, at the top",
      text: `\n${REQUEST}${WRONG}`,
      written: {
        "Disable allow-origin-mismatch for this line": ["7 # cors-lens-disable-next-line allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this exchange": ["2 # cors-lens-disable-exchange allow-origin-mismatch"],
        "Disable allow-origin-mismatch for the entire file": ["1 # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "in the file's own marks and indentation",
      text: `// A comment\n\n${REQUEST}${WRONG.replace("Access", "  Access")}`,
      written: {
        "Disable allow-origin-mismatch for this line": ["8   // cors-lens-disable-next-line allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this exchange": ["3 // cors-lens-disable-exchange allow-origin-mismatch"],
        "Disable allow-origin-mismatch for the entire file": ["1 // cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "as another name in an existing comment",
      text: `# cors-lens-disable-file max-age-missing\n# cors-lens-disable-exchange max-age-missing -- why\n${REQUEST}${WRONG.replace("Access", "# cors-lens-disable-next-line max-age-missing, max-age-invalid -- why\nAccess")}`,
      written: {
        "Disable allow-origin-mismatch for this line": [
          "8 # cors-lens-disable-next-line max-age-missing, max-age-invalid, allow-origin-mismatch -- why",
        ],
        "Disable allow-origin-mismatch for this exchange": [
          "2 # cors-lens-disable-exchange max-age-missing, allow-origin-mismatch -- why",
        ],
        "Disable allow-origin-mismatch for the entire file": [
          "1 # cors-lens-disable-file max-age-missing, allow-origin-mismatch",
        ],
      },
    },
    {
      what: "above the first of several lines of a value",
      text: `${REQUEST}HTTP/1.1 200 OK\nAccess-Control-Allow-Origin:\n  , https://other.example\nVary: Origin\n`,
      written: {
        "Disable allow-origin-multiple for this line": ["6 # cors-lens-disable-next-line allow-origin-multiple"],
        "Disable allow-origin-multiple for this exchange": ["1 # cors-lens-disable-exchange allow-origin-multiple"],
        "Disable allow-origin-multiple for the entire file": ["1 # cors-lens-disable-file allow-origin-multiple"],
      },
    },
    {
      what: "between the lines of a response in comments",
      commented: true,
      text: `${REQUEST}${WRONG.replace(/^(?=.)/gm, "# ")}`,
      written: {
        "Disable allow-origin-mismatch for this line": ["6 # cors-lens-disable-next-line allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this exchange": ["1 # cors-lens-disable-exchange allow-origin-mismatch"],
        "Disable allow-origin-mismatch for the entire file": ["1 # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "above a command, never inside it",
      text: "// A comment\n\ncurl https://api.example.com/articles \\\n  -H 'Origin: https://app.example.com/'\n",
      written: {
        "Disable origin-not-serialized for this line": ["3 # cors-lens-disable-next-line origin-not-serialized"],
        "Disable origin-not-serialized for this message": ["3 # cors-lens-disable-exchange origin-not-serialized"],
        "Disable origin-not-serialized for the entire file": ["1 // cors-lens-disable-file origin-not-serialized"],
      },
    },
    {
      what: "nowhere in a transcript",
      text: `${REQUEST.replace(/^(?=.)/gm, "> ").replace(/^$/m, ">")}${WRONG.replace(/^(?=.)/gm, "< ")}<\n`,
      written: {
        "Disable allow-origin-mismatch for the entire file": ["1 # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "for the file in the first fence",
      carrier: "markdown",
      text: `# Title\n\n- \`\`\`http\n  GET /x\n  \`\`\`\n\n\`\`\`http\n${REQUEST}${WRONG}\`\`\`\n`,
      written: {
        "Disable allow-origin-mismatch for this line": ["13 # cors-lens-disable-next-line allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this exchange": ["8 # cors-lens-disable-exchange allow-origin-mismatch"],
        "Disable allow-origin-mismatch for the entire file": ["4   # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "only for the whole file if the finding is about a comment",
      text: `${REQUEST}# cors-lens-disable-exchange no-such-rule\n`,
      written: {
        "Disable invalid-suppression for the entire file": ["1 # cors-lens-disable-file invalid-suppression"],
      },
    },
  ];
  for (const { what, carrier = "http", commented = false, text, written } of rows) {
    it(what, () => {
      const { findings, judged } = analyse(text, carrier, { origin: null, readCommentedResponses: commented });
      const [finding, ...others] = findings.filter(({ rule }) => rule !== "unused-suppression");
      assert.ok(finding !== undefined && others.length === 0, JSON.stringify(findings.map(({ rule }) => rule)));
      const lines = text.split("\n");
      assert.deepEqual(
        Object.fromEntries(
          suppressions(judged, finding).map((fix) => [
            fix.title,
            applyFix(judged, fix)
              .split("\n")
              .flatMap((line, i) => (lines.includes(line) ? [] : `${i + 1} ${line}`)),
          ]),
        ),
        written,
      );
    });
  }
});
