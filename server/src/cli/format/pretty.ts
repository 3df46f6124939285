import { fetchVerdict } from "../../explain/fetch-verdict";
import type { Severity } from "../../rules/framework/rule";
import { printable } from "../../text/printable";
import { counted } from "../../words/counted";
import type { CheckedFile, Formatter } from "./formatter";
import { FrameWriter, type Look, SEVERITY_COLORS } from "./frame";
import { emptiness, fencesPassedOver, passedOver, type Totals } from "./totals";
import { COUNTED, countedAs, verdictLines } from "./verdicts";

function fileText(file: CheckedFile, look: Look): string {
  const { exchanges, findings } = file.analysis;
  const frames = findings.length === 0 ? null : new FrameWriter(file, look);
  const withoutFix = frames?.shownWithoutFix ?? 0;
  const count = exchanges.length === 0 ? "no exchanges" : counted(exchanges.length, "exchange");
  const fences = fencesPassedOver(file.analysis).length;
  const passed = fences === 0 ? "" : `, ${counted(fences, "fence")} passed over`;
  return [
    ...findings.map((finding) => `${frames?.frame(finding)}\n`),
    withoutFix === 0
      ? ""
      : `The last ${counted(withoutFix, "finding")} of this file ${withoutFix === 1 ? "is" : "are"} shown without fixes: the messages are too long. --fix applies the safe ones.\n`,
    `${look.paint(`${printable(file.path)}:`, "bold")} ${count}${passed}\n`,
    ...verdictLines(file, look).map((line) => `${line}\n`),
    exchanges.length === 0 && findings.length === 0 ? "" : "\n",
  ].join("");
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "information", "hint"];

/** Formats a report for people: findings as a compiler prints them, the verdicts of each file, and totals. */
export class PrettyFormatter implements Formatter {
  readonly #look: Look;
  readonly #verdicts = new Map<(typeof COUNTED)[number], number>();
  readonly #severities = new Map<Severity, number>();
  #suppressed = 0;

  constructor(look: Look) {
    this.#look = look;
  }

  add(file: CheckedFile): string {
    const text = fileText(file, this.#look);
    const { analysis } = file;
    const { exchanges, findings, suppressed } = analysis;
    this.#suppressed += suppressed.length;
    for (const exchange of exchanges) {
      increase(this.#verdicts, countedAs(fetchVerdict(analysis, exchange)));
    }
    for (const { severity } of findings) {
      increase(this.#severities, severity);
    }
    return text;
  }

  /** The reason is on standard error. */
  addNotChecked(): void {}

  finish(totals: Totals): string {
    const { files, exchanges, notChecked } = totals;
    const empty = emptiness(totals);
    const loud = empty === null ? [] : [this.#look.paint(empty, "yellow")];
    if (files === 0) {
      return loud.map((line) => `${line}\n`).join("");
    }
    const verdicts = COUNTED.flatMap((verdict) => {
      const count = this.#verdicts.get(verdict);
      return count === undefined ? [] : [`${count} ${verdict}`];
    });
    const severities = SEVERITIES.flatMap((severity) => {
      const count = this.#severities.get(severity);
      const words = severity === "information" ? `${count} ${severity}` : counted(count ?? 0, severity);
      return count === undefined ? [] : [this.#look.paint(words, SEVERITY_COLORS[severity])];
    });
    const sums = [
      `${counted(files, "file")}, ${counted(exchanges, "exchange")}`,
      ...(verdicts.length === 0 ? [] : [`: ${verdicts.join(", ")}`]),
    ].join("");
    const nothing = empty === null ? ["Nothing to report."] : [];
    return [
      sums,
      ...(severities.length === 0 ? nothing : [severities.join(", ")]),
      ...(this.#suppressed === 0 ? [] : [`${counted(this.#suppressed, "finding")} suppressed by comments.`]),
      ...passedOver(totals),
      ...loud,
      ...(notChecked === 0 ? [] : [`Not checked: ${notChecked}, for the reasons above.`]),
    ]
      .map((line) => `${line}\n`)
      .join("");
  }
}

function increase<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
