import type { Severity } from "../../rules/framework/rule";
import { printable } from "../../text/printable";
import type { CheckedFile, Formatter } from "./formatter";
import { FrameWriter, type Look, SEVERITY_COLORS } from "./frame";
import { type CommonVerdict, commonVerdict, counted, verdictLines } from "./verdicts";

function fileText(file: CheckedFile, look: Look): string {
  const { exchanges, findings } = file.analysis;
  const frames = findings.length === 0 ? null : new FrameWriter(file, look);
  const withoutFix = frames?.shownWithoutFix ?? 0;
  const count = exchanges.length === 0 ? "no exchanges" : counted(exchanges.length, "exchange");
  return [
    ...findings.map((finding) => `${frames?.frame(finding)}\n`),
    withoutFix === 0
      ? ""
      : `The last ${counted(withoutFix, "finding")} of this file ${withoutFix === 1 ? "is" : "are"} shown without fixes: the messages are too long. --fix applies the safe ones.\n`,
    `${look.paint(`${printable(file.path)}:`, "bold")} ${count}\n`,
    ...verdictLines(file, look).map((line) => `${line}\n`),
    exchanges.length === 0 && findings.length === 0 ? "" : "\n",
  ].join("");
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];
const VERDICTS: readonly CommonVerdict[] = ["allowed", "blocked", "differs", "undetermined", "not-cors"];

/** Formats a report for people: findings as a compiler prints them, the verdicts of each file, and totals. */
export class PrettyFormatter implements Formatter {
  readonly #look: Look;
  #files = 0;
  #exchanges = 0;
  readonly #verdicts = new Map<CommonVerdict, number>();
  readonly #severities = new Map<Severity, number>();
  #suppressed = 0;
  #notChecked = 0;

  constructor(look: Look) {
    this.#look = look;
  }

  add(file: CheckedFile): string {
    const text = fileText(file, this.#look);
    const { analysis } = file;
    const { exchanges, findings, suppressed } = analysis;
    this.#files++;
    this.#suppressed += suppressed.length;
    this.#exchanges += exchanges.length;
    for (const exchange of exchanges) {
      increase(this.#verdicts, commonVerdict(analysis, exchange));
    }
    for (const { severity } of findings) {
      increase(this.#severities, severity);
    }
    return text;
  }

  addNotChecked(): void {
    this.#notChecked++;
  }

  finish(): string {
    if (this.#files === 0) {
      return this.#notChecked === 0 ? "0 files: .corslens.json ignores every file that was found.\n" : "";
    }
    const verdicts = VERDICTS.flatMap((verdict) => {
      const count = this.#verdicts.get(verdict);
      return count === undefined ? [] : [`${count} ${verdict}`];
    });
    const severities = SEVERITIES.flatMap((severity) => {
      const count = this.#severities.get(severity);
      const words = severity === "information" ? `${count} ${severity}` : counted(count ?? 0, severity);
      return count === undefined ? [] : [this.#look.paint(words, SEVERITY_COLORS[severity])];
    });
    const sums = [
      `${counted(this.#files, "file")}, ${counted(this.#exchanges, "exchange")}`,
      ...(verdicts.length === 0 ? [] : [`: ${verdicts.join(", ")}`]),
    ].join("");
    const reported = severities.length === 0 ? "Nothing to report." : severities.join(", ");
    const hidden = this.#suppressed === 0 ? "" : `\n${counted(this.#suppressed, "finding")} suppressed by comments.`;
    const missing = this.#notChecked === 0 ? "" : `\nNot checked: ${this.#notChecked}, for the reasons above.`;
    return `${sums}\n${reported}${hidden}${missing}\n`;
  }
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
