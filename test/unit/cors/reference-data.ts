import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const { CORS_LENS_DATA = "../shared" } = process.env;

/** The path of a file of the reference data, if it exists. */
export function dataPath(file: string): string {
  return resolve(CORS_LENS_DATA, file);
}

/**
 * One test for each row of a reference table, which is kept outside this repository. If the table is missing, the test is skipped with a
 * warning.
 */
export function describeTable<Row extends { readonly id: string }>(
  file: string,
  title: string,
  select: (row: Row) => boolean,
  check: (row: Row) => void,
): void {
  const path = dataPath(`facts/${file}`);
  describe(`${file}: ${title}`, () => {
    if (!existsSync(path)) {
      it("is skipped", function () {
        console.warn(`SKIPPED: ${path} is missing; set CORS_LENS_DATA.`);
        this.skip();
      });
      return;
    }
    const rows = (JSON.parse(readFileSync(path, "utf8")) as Row[]).filter(select);
    it(`holds for ${rows.length} rows`, () => {
      if (rows.length === 0) {
        throw new Error("No row was selected.");
      }
      const wrong = rows.flatMap((row) => failureOf(row, check));
      if (wrong.length > 0) {
        throw new Error(`${wrong.length} rows differ\n${wrong.join("\n")}`);
      }
    });
  });
}

function failureOf<Row extends { readonly id: string }>(row: Row, check: (row: Row) => void): string[] {
  try {
    check(row);
    return [];
  } catch (error) {
    return [`${row.id}: ${String(error)} ${JSON.stringify(row)}`];
  }
}
