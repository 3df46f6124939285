import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Carrier } from "../../server/src/http/parse";
import { RULES } from "../../server/src/rules/registry";

export interface Subject {
  readonly name: string;
  readonly text: string;
  readonly carrier: Carrier;
}

/** Every example of a rule and every fixture. */
export function* subjects(): Generator<Subject> {
  for (const rule of RULES) {
    for (const [i, { text, carrier = "http" }] of [...rule.examples.invalid, ...rule.examples.valid].entries()) {
      yield { name: `${rule.id}, example ${i + 1}`, text, carrier };
      yield { name: `${rule.id}, example ${i + 1}, CRLF`, text: text.replaceAll("\n", "\r\n"), carrier };
      if (carrier === "markdown") {
        continue;
      }
      yield {
        name: `${rule.id}, example ${i + 1}, in a fence`,
        text: `# Title\n\n\`\`\`http\n${text}\`\`\`\n`,
        carrier: "markdown",
      };
    }
  }
  yield* filesIn("test/fixtures/rules");
}

/** The files in a folder, with the carrier that an editor would use. */
export function* filesIn(folder: string): Generator<Subject> {
  for (const file of readdirSync(folder).sort()) {
    if (/\.(http|rest|md)$/.test(file)) {
      const carrier = file.endsWith(".md") ? "markdown" : "http";
      yield { name: file, text: readFileSync(join(folder, file), "utf8"), carrier };
    }
  }
}
