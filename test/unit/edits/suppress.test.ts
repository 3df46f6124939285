import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { suppressions } from "../../../server/src/edits/suppress";
import type { Carrier } from "../../../server/src/http/parse";
import { messagesOf } from "../../../server/src/http/tree";
import type { Finding } from "../../../server/src/rules/framework/rule";
import { RULES } from "../../../server/src/rules/registry";
import { absolute } from "../../../server/src/text/range";
import { sample } from "../../support/effort";
import { applyFix, read } from "../../support/fixes";

const FOLDERS = ["test/fixtures/rules", "test/fixtures/dialects", "examples"];

function* subjects(): Generator<{ name: string; text: string; carrier: Carrier }> {
  for (const rule of RULES) {
    for (const [i, { text }] of rule.examples.invalid.entries()) {
      const name = `${rule.id}, example ${i + 1}`;
      yield { name, text, carrier: "http" };
      yield { name: `${name}, CRLF and a mark`, text: `\ufeff${text.replaceAll("\n", "\r\n")}`, carrier: "http" };
      const quoted = text.replace(/^(?!$)/gm, "> ").replace(/^$(?!$)/gm, ">");
      yield { name: `${name}, in a quoted fence`, text: `> \`\`\`http\n${quoted}> \`\`\`\n`, carrier: "markdown" };
    }
  }
  for (const folder of FOLDERS) {
    for (const file of readdirSync(folder).sort()) {
      if (/\.(http|rest|md)$/.test(file)) {
        const text = readFileSync(join(folder, file), "utf8");
        yield { name: file, text, carrier: file.endsWith(".md") ? "markdown" : "http" };
      }
    }
  }
}

function kindOf({ place }: Finding, { document }: Analysis): string {
  const { start } = absolute(place);
  return document.lines.find(({ next }) => next > start)?.kind ?? "";
}

describe("a comment that an action writes", () => {
  for (const { name, text, carrier } of sample([...subjects()])) {
    it(`hides its finding, and changes nothing else: ${name}`, () => {
      const before = read(text, carrier);
      // One finding per rule and kind of place is enough.
      const kinds = new Map(before.findings.map((finding) => [`${finding.rule} ${kindOf(finding, before)}`, finding]));
      for (const finding of kinds.values()) {
        const own = before.findings.filter(
          ({ rule, place }) => rule === finding.rule && absolute(place).start === absolute(finding.place).start,
        );
        for (const fix of suppressions(before.judged, finding)) {
          const result = applyFix(text, fix);
          const after = read(result, carrier);
          const what = `${fix.title}, line ${before.lines.positionAt(absolute(finding.place).start).line + 1}:\n${result}`;
          const hidden = after.suppressed.length - before.suppressed.length;
          assert.ok(hidden >= own.length, what);
          // All hidden findings existed before; only a finding about an unused comment may have disappeared.
          const isOther = ({ rule }: { rule: string }) => rule !== "unused-suppression";
          assert.equal(
            after.findings.filter(isOther).length + after.suppressed.filter(({ finding: one }) => isOther(one)).length,
            before.findings.filter(isOther).length +
              before.suppressed.filter(({ finding: one }) => isOther(one)).length,
            what,
          );
          assert.deepEqual(
            messagesOf(after.document).map(({ kind, fields }) => [kind, fields.map(({ name: { text: one } }) => one)]),
            messagesOf(before.document).map(({ kind, fields }) => [kind, fields.map(({ name: { text: one } }) => one)]),
            what,
          );
          assert.deepEqual(
            after.exchanges.map(({ verdict }) => verdict),
            before.exchanges.map(({ verdict }) => verdict),
            what,
          );
        }
      }
    });
  }
});

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
        "Disable allow-origin-mismatch for this file": ["1 # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "in the file's own marks and indentation",
      text: `// A comment\n\n${REQUEST}${WRONG.replace("Access", "  Access")}`,
      written: {
        "Disable allow-origin-mismatch for this line": ["8   // cors-lens-disable-next-line allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this exchange": ["3 // cors-lens-disable-exchange allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this file": ["1 // cors-lens-disable-file allow-origin-mismatch"],
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
        "Disable allow-origin-mismatch for this file": [
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
        "Disable allow-origin-multiple for this file": ["1 # cors-lens-disable-file allow-origin-multiple"],
      },
    },
    {
      what: "between the lines of a response in comments",
      commented: true,
      text: `${REQUEST}${WRONG.replace(/^(?=.)/gm, "# ")}`,
      written: {
        "Disable allow-origin-mismatch for this line": ["6 # cors-lens-disable-next-line allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this exchange": ["1 # cors-lens-disable-exchange allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this file": ["1 # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "above a command, never inside it",
      text: "// A comment\n\ncurl https://api.example.com/articles \\\n  -H 'Origin: https://app.example.com/'\n",
      written: {
        "Disable origin-not-serialized for this line": ["3 # cors-lens-disable-next-line origin-not-serialized"],
        "Disable origin-not-serialized for this message": ["3 # cors-lens-disable-exchange origin-not-serialized"],
        "Disable origin-not-serialized for this file": ["1 // cors-lens-disable-file origin-not-serialized"],
      },
    },
    {
      what: "nowhere in a transcript",
      text: `${REQUEST.replace(/^(?=.)/gm, "> ").replace(/^$/m, ">")}${WRONG.replace(/^(?=.)/gm, "< ")}<\n`,
      written: {
        "Disable allow-origin-mismatch for this file": ["1 # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "for the file in the first fence",
      carrier: "markdown",
      text: `# Title\n\n- \`\`\`http\n  GET /x\n  \`\`\`\n\n\`\`\`http\n${REQUEST}${WRONG}\`\`\`\n`,
      written: {
        "Disable allow-origin-mismatch for this line": ["13 # cors-lens-disable-next-line allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this exchange": ["8 # cors-lens-disable-exchange allow-origin-mismatch"],
        "Disable allow-origin-mismatch for this file": ["4   # cors-lens-disable-file allow-origin-mismatch"],
      },
    },
    {
      what: "only for the whole file if the finding is about a comment",
      text: `${REQUEST}# cors-lens-disable-exchange no-such-rule\n`,
      written: {
        "Disable invalid-suppression for this file": ["1 # cors-lens-disable-file invalid-suppression"],
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
            applyFix(text, fix)
              .split("\n")
              .flatMap((line, i) => (lines.includes(line) ? [] : `${i + 1} ${line}`)),
          ]),
        ),
        written,
      );
    });
  }
});
