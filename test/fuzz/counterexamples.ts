import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Inputs that once broke a promise. Each is a JSON file `TARGET/WHAT-WAS-WRONG.json`. */
export const COUNTEREXAMPLES = "test/fixtures/counterexamples";

export function counterexamplesOf(target: string): { readonly name: string; readonly input: unknown }[] {
  const folder = join(COUNTEREXAMPLES, target);
  return (existsSync(folder) ? readdirSync(folder).sort() : []).map((file) => ({
    name: file.replace(/\.json$/, "").replaceAll("-", " "),
    input: JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown,
  }));
}
