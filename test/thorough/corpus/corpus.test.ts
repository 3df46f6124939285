import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { messagesOf } from "../../../server/src/http/tree";
import type { Verdict } from "../../../server/src/judged/judged-exchange";
import { explainedSteps } from "../../support/explained";
import { dataPath } from "../../unit/cors/reference-data";

/**
 * Files that people have written, kept outside this repository. The tables have the expected number of messages and the expected findings;
 * every number and every finding was checked by hand. `UPDATE_CORPUS=1 npm run test:thorough -- --grep corpus` writes the tables again, for review
 * in the diff. The reason of a new finding has to be written by hand.
 */
const FOLDERS = ["corpus", "corpus-md"];
const MESSAGES = "test/fixtures/corpus/messages.tsv";
const FINDINGS = "test/fixtures/corpus/findings.tsv";
const VERDICTS = "test/fixtures/corpus/verdicts.tsv";
const { UPDATE_CORPUS } = process.env;

/** Two readings: with the default settings, and with an origin set, which gives every exchange a verdict. */
const PAGES = [null, "https://page.example"];

interface CorpusFile {
  readonly name: string;
  /** One for each of `PAGES`. */
  readonly analyses: readonly Analysis[];
}

/** A table with one row per line and columns separated by tabs. The first line names them. */
type Row = readonly (string | number)[];

describe("corpus", () => {
  const missing = FOLDERS.map(dataPath).filter((path) => !existsSync(path));
  if (missing.length > 0) {
    it("is skipped", function () {
      const count = expectedRows(MESSAGES).length;
      console.warn(`SKIPPED: ${missing.join(", ")} missing, ${count} files are not read; set CORS_LENS_DATA.`);
      this.skip();
    });
    return;
  }

  let files: readonly CorpusFile[] = [];
  before(() => {
    files = FOLDERS.flatMap(filesOf);
  });

  it("has as many messages and exchanges as counted by hand", () => {
    const columns = ["file", "requests", "responses", "exchanges", "answered", "language"];
    compare(MESSAGES, [columns, ...files.map(messagesRow)]);
  });

  it("has only true findings", () => {
    const reasons = new Map(expectedRows(FINDINGS).map((row) => [row.slice(0, 4).join("\t"), row[4] ?? ""]));
    const found = files.flatMap(findingRows).map((row) => [...row, reasons.get(row.join("\t")) ?? ""]);
    compare(FINDINGS, [["file", "line", "severity", "rule", "why it is true"], ...found]);
    assert.deepEqual(
      expectedRows(FINDINGS).filter((row) => (row[4] ?? "") === ""),
      [],
      "a finding without its reason",
    );
  });

  it("has failing steps that one rule explains", () => {
    for (const analysis of files.flatMap(({ analyses }) => analyses)) {
      explainedSteps(analysis);
    }
  });

  it("has verdicts", () => {
    const columns: readonly Verdict[] = ["not-cors", "undetermined", "allowed", "blocked"];
    const rows = PAGES.map((page, i) => {
      const verdicts = files.flatMap(
        ({ analyses }) => analyses[i]?.exchanges.map(({ verdict }) => verdict.fetch) ?? [],
      );
      return [page ?? "none", ...columns.map((column) => verdicts.filter((verdict) => verdict === column).length)];
    });
    console.log(
      `      ${files.length} files, ${rows.map(([page, ...counts]) => `page ${page}: ${counts.map((count, i) => `${count} ${columns[i]}`).join(", ")}`).join("; ")}`,
    );
    compare(VERDICTS, [["page", ...columns], ...rows]);
  });
});

function filesOf(folder: string): CorpusFile[] {
  const carrier = folder === "corpus" ? "http" : "markdown";
  return readdirSync(dataPath(folder))
    .sort()
    .map((file) => {
      const text = readFileSync(join(dataPath(folder), file), "utf8");
      const analyses = PAGES.map((origin) =>
        analyse(text, carrier, { origin }, (_, error) => {
          throw error;
        }),
      );
      return { name: `${folder}/${file}`, analyses };
    });
}

function messagesRow({ name, analyses: [analysis] }: CorpusFile): Row {
  const { document, exchanges } = analysis as Analysis;
  const messages = messagesOf(document);
  const count = (kind: string) => messages.filter((message) => message.kind === kind).length;
  const answered = exchanges.filter(({ response }) => response !== null).length;
  return [name, count("request"), count("response"), exchanges.length, answered, document.foreign ?? "-"];
}

function findingRows({ name, analyses: [analysis] }: CorpusFile): Row[] {
  const { document, findings, lines } = analysis as Analysis;
  return findings.map(({ rule, severity, place }) => [
    name,
    lines.positionAt(document.rangeOf(place).start).line + 1,
    severity,
    rule,
  ]);
}

function expectedRows(path: string): string[][] {
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const lines = text.split("\n").slice(1);
  return lines.filter((line) => line !== "").map((line) => line.split("\t"));
}

function compare(path: string, rows: readonly Row[]): void {
  const table = `${rows.map((row) => row.join("\t")).join("\n")}\n`;
  if (UPDATE_CORPUS !== undefined) {
    writeFileSync(path, table);
  }
  assert.equal(table, readFileSync(path, "utf8"), path);
}
