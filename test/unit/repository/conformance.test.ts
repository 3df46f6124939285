import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { DecisionPoint } from "../../conformance/decision-point";
import { DECISION_POINTS } from "../../conformance/decision-points";
import { conformanceDetails, conformancePage, type MeasuredRow } from "../../conformance/document";
import { EDGES } from "../../conformance/edges";
import { dataPath } from "../cors/reference-data";

const PAGE = "docs/conformance.md";
const DETAILS = "docs/conformance-details.md";
const MEASURED = "docs/conformance-measured.json";
/** What these tests show is that titles exist: rows of these files are titled by decision point. */
const FOLDER = "test/unit/conformance";

const points: readonly DecisionPoint[] = DECISION_POINTS.flatMap((section) => section.points);
const ids = points.map(({ id }) => id);

describe("the decision points", () => {
  it("are there once each", () => assert.deepEqual([...new Set(ids)], ids));

  it("are all that are known", function () {
    const list = dataPath("facts/cors-decision-points.md");
    if (!existsSync(list)) {
      console.warn(`SKIPPED: ${list} is missing; set CORS_LENS_DATA.`);
      this.skip();
    }
    const known = [...readFileSync(list, "utf8").matchAll(/\*\*((?:[A-Z]+-)+\d+)/g)].map(([, id]) => id);
    assert.ok(known.length > 0);
    assert.deepEqual([...ids].sort(), known.sort());
  });

  for (const { id, decidedBy, notDecidable, open, tests } of points) {
    it(`${id} is decided, and shown to be, or cannot be`, () => {
      assert.notEqual(decidedBy === undefined, notDecidable === undefined, "It is either decided or not decidable.");
      if (decidedBy !== undefined && open === undefined) {
        assert.ok(decidedBy.length > 0, "Nothing decides it.");
        assert.ok(tests.length > 0, "No test shows it.");
      }
      for (const { file, title } of tests) {
        assert.ok(existsSync(file), `There is no ${file}.`);
        assert.ok(titlesOf(file).has(title), `${file} has no test “${title}”.`);
      }
    });
  }

  it("have every row that is titled by one of them", () => {
    const named = new Set(points.flatMap(({ tests }) => tests.map(({ title }) => title)));
    const rows = readdirSync(FOLDER).flatMap((file) => [...titlesOf(join(FOLDER, file))]);
    const titled = rows.filter((title) => /^(?:[A-Z]+-)+\d+: /.test(title));
    assert.deepEqual(
      titled.filter((title) => !named.has(title)),
      [],
    );
  });
});

describe("the edges", () => {
  for (const { point, tests } of EDGES) {
    it(`${point}: is shown`, () => {
      assert.ok(tests.length > 0, "No test shows it.");
      for (const { file, title } of tests) {
        assert.ok(titlesOf(file).has(title), `${file} has no test “${title}”.`);
      }
    });
  }
});

describe("the conformance pages", () => {
  const measured = existsSync(MEASURED)
    ? (JSON.parse(readFileSync(MEASURED, "utf8")) as { rows: MeasuredRow[] }).rows
    : null;

  it("sum up the decision points and the measurements", () =>
    assert.equal(readFileSync(PAGE, "utf8"), conformancePage(DECISION_POINTS, measured), "run: npm run generate"));
  it("list them all", () =>
    assert.equal(
      readFileSync(DETAILS, "utf8"),
      conformanceDetails(DECISION_POINTS, measured),
      "run: npm run generate",
    ));
});

const titles = new Map<string, ReadonlySet<string>>();

/** Every string of a file that may be a test's title, with an ellipsis for each value that is filled in. */
function titlesOf(file: string): ReadonlySet<string> {
  const known = titles.get(file);
  if (known !== undefined) {
    return known;
  }
  const literals = readFileSync(file, "utf8")
    .split("\n")
    .flatMap((line) => [...line.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)])
    .map(([, double, single, template]) => double ?? single ?? template ?? "");
  const found = new Set(literals.map((text) => text.replace(/\$\{[^}]*\}/g, "…").replace(/\\(["'`])/g, "$1")));
  titles.set(file, found);
  return found;
}
