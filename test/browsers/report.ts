import { inspect } from "node:util";
import type { Comparison, Difference } from "./compare/difference";
import type { EngineName } from "./harness/engines/engine";
import type { Stage } from "./harness/stage";
import type { Recording, Story } from "./harness/story";
import type { Measured } from "./suite";

/** One measure in one engine. */
export interface Row extends Measured {
  readonly engine: EngineName;
  /** Of the browser. */
  readonly version: string;
}

/** How many disagreements in the same measures are printed in full. */
const MAX_SHOWN = 5;

/** Counts what a suite compares in one engine, and keeps the first disagreements for printing. */
export class Tally {
  readonly #suite: string;
  readonly #stage: Stage;
  readonly #seed: number;
  readonly #taken = new Map<string, number>();
  readonly #differing = new Map<string, number>();
  /** By the measures that differ. */
  readonly #shown = new Map<string, string[]>();

  constructor(suite: string, stage: Stage, seed: number) {
    this.#suite = suite;
    this.#stage = stage;
    this.#seed = seed;
  }

  add(story: Story, recording: Recording, { taken, differences }: Comparison): void {
    for (const what of taken) {
      increment(this.#taken, what);
    }
    for (const difference of differences) {
      increment(this.#differing, difference.what);
    }
    if (differences.length > 0) {
      const kind = differences.map(({ what }) => what).join("; ");
      const shown = this.#shown.get(kind) ?? [];
      this.#shown.set(kind, shown);
      if (shown.length < MAX_SHOWN) {
        shown.push(this.#described(story, recording, differences));
      }
    }
  }

  measured(): Measured[] {
    return [...this.#taken].map(([what, exchanges]) => ({
      what: `${this.#suite}, ${what}`,
      exchanges,
      disagreements: this.#differing.get(what) ?? 0,
    }));
  }

  details(): string {
    return [...this.#shown.values()].flat().join("\n\n");
  }

  #described(story: Story, recording: Recording, differences: readonly Difference[]): string {
    const again = `--suite ${this.#suite} --engines ${this.#stage.engine} --seed ${this.#seed} --only ${story.id}`;
    return [
      `✗ ${differences.map(({ what }) => what).join("; ")}  (${again})`,
      shown("story", story),
      shown("recording", recording),
      ...differences.flatMap(({ what, browser, ours, text }) => [
        shown(`${what}, browser`, browser),
        shown(`${what}, ours`, ours),
        ...(text === null
          ? []
          : [`  text:`, ...text.split("\n").map((line) => `    | ${JSON.stringify(line).slice(1, -1)}`)]),
      ]),
    ].join("\n");
  }
}

function shown(label: string, value: unknown): string {
  return `  ${label}: ${inspect(value, { depth: 8, breakLength: 140, maxStringLength: 400 }).replaceAll("\n", "\n  ")}`;
}

function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** A row for each measure, a column for each engine: the number of agreements and the total. */
export function agreementTable(rows: readonly Row[]): string {
  const versions = [...new Set(rows.map(({ version }) => version))];
  const measures = [...new Set(rows.map(({ what }) => what))];
  const cells = [
    ["agree / compared", ...versions],
    ...measures.map((what) => [
      what,
      ...versions.map((version) => {
        const row = rows.find((one) => one.version === version && one.what === what);
        return row === undefined ? "" : `${row.exchanges - row.disagreements} / ${row.exchanges}`;
      }),
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? [];
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
