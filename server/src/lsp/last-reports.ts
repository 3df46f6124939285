import type { Position, TextDocumentContentChangeEvent } from "vscode-languageserver";
import type { Analysis } from "../analysis";
import type { ShownVerdict } from "../navigate/verdicts";
import type { Finding } from "../rules/framework/rule";
import { type LineRange, positionAfter } from "./edited-lines";
import { mayBeUnfinished } from "./unfinished";

/** Something that was reported, and where its text is now. */
interface Mark<T> {
  readonly at: Position;
  readonly value: T;
}

/** The last report of one kind. */
interface Report<T> {
  readonly marks: readonly Mark<T>[];
  /** Whether something was held back. */
  readonly isPartial: boolean;
}

type Verdict = Omit<ShownVerdict, "line">;

/**
 * What the editor shows of each document, so that nothing new appears while someone types. A finding is the same as one before if it is of the
 * same rule on the same line, wherever that line is by now.
 */
export class LastReports {
  readonly #findings = new Map<string, Report<string>>();
  readonly #verdicts = new Map<string, Report<Verdict>>();

  /** Follows the changes of a document. */
  changed(uri: string, changes: readonly TextDocumentContentChangeEvent[]): void {
    move(this.#findings, uri, changes);
    move(this.#verdicts, uri, changes);
  }

  forget(uri: string): void {
    this.#findings.delete(uri);
    this.#verdicts.delete(uri);
  }

  /** Whether something of the last reports was held back. */
  holdsBack(uri: string): { readonly findings: boolean; readonly verdicts: boolean } {
    return {
      findings: this.#findings.get(uri)?.isPartial === true,
      verdicts: this.#verdicts.get(uri)?.isPartial === true,
    };
  }

  /**
   * Those of some findings that are reported now.
   * @param edited the lines that someone is editing; null if there are none.
   */
  findings(
    uri: string,
    analysis: Analysis,
    findings: readonly Finding[],
    edited: LineRange | null,
  ): readonly Finding[] {
    const { document, lines } = analysis;
    const before = countsOf((this.#findings.get(uri)?.marks ?? []).map(({ at, value }) => keyOf(at, value)));
    const marks: Mark<string>[] = [];
    const shown = findings.filter((finding) => {
      const mark = { at: lines.positionAt(document.rangeOf(finding.place).start), value: finding.rule };
      const key = keyOf(mark.at, mark.value);
      const count = before.get(key) ?? 0;
      before.set(key, count - 1);
      const isShown = edited === null || count > 0 || !mayBeUnfinished(analysis, finding, edited);
      if (isShown) {
        marks.push(mark);
      }
      return isShown;
    });
    this.#findings.set(uri, { marks, isPartial: shown.length < findings.length });
    return shown;
  }

  /**
   * The verdicts to show now. While someone is editing, each keeps its last words, and none comes or goes.
   * @param edited as for `findings`.
   */
  verdicts(
    uri: string,
    analysis: Analysis,
    verdicts: readonly ShownVerdict[],
    edited: LineRange | null,
  ): readonly ShownVerdict[] {
    const { document, lines } = analysis;
    const before = this.#verdicts.get(uri);
    const marks = verdicts.map(({ line, ...value }) => ({ at: lines.positionAt(line.start), value }));
    if (edited === null || before === undefined) {
      this.#verdicts.set(uri, { marks, isPartial: false });
      return verdicts;
    }
    const kept = [...new Map(before.marks.map((mark) => [mark.at.line, mark])).values()];
    this.#verdicts.set(uri, { ...before, isPartial: JSON.stringify(kept) !== JSON.stringify(marks) });
    return kept.map(({ at, value }) => ({
      ...value,
      line: { start: lines.offsetAt(at), end: document.lines[at.line]?.end ?? lines.offsetAt(at) },
    }));
  }
}

function move<T>(
  reports: Map<string, Report<T>>,
  uri: string,
  changes: readonly TextDocumentContentChangeEvent[],
): void {
  const report = reports.get(uri);
  if (report !== undefined) {
    const marks = report.marks.flatMap(({ at, value }) => {
      const moved = positionAfter(at, changes);
      return moved === null ? [] : [{ at: moved, value }];
    });
    reports.set(uri, { ...report, marks });
  }
}

function keyOf({ line }: Position, rule: string): string {
  return `${line} ${rule}`;
}

function countsOf(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const key of keys) {
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}
