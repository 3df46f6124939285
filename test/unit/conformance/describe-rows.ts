import assert from "node:assert/strict";
import { type Analysis, analyse } from "../../../server/src/analysis";
import { headerListOf } from "../../../server/src/case/header-list";
import { ENGINES, type PerEngine } from "../../../server/src/cors/engines";
import { exposedHeaderNames } from "../../../server/src/cors/response-header";
import type { JudgedExchange } from "../../../server/src/judged/judged-exchange";
import { explanationAt } from "../../support/explanation";

/** A text, and the decision about its last exchange. If the engines differ, each is named: `fetch blocked, chromium allowed, …`. */
export interface Row {
  /** The id of a decision point, a colon, and the point that the text shows. */
  readonly title: string;
  readonly text: string;
  readonly verdict: string;
  /** The rules of all findings, in the order of the text. Default: none. */
  readonly rules?: readonly string[];
  readonly needsPreflight?: string;
  /** The value of Access-Control-Request-Headers according to the standard. */
  readonly asks?: string | null;
  /** The headers that a script can read according to the standard. */
  readonly exposes?: readonly string[];
  /** A part of the explanation. */
  readonly explains?: RegExp;
}

export function describeRows(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    for (const row of rows) {
      it(row.title, () => check(row));
    }
  });
}

function check({ text, verdict, rules = [], needsPreflight, asks, exposes, explains }: Row): void {
  const analysis = analyse(text, "http", { origin: null }, (_, error) => {
    throw error;
  });
  const last = analysis.exchanges.at(-1);
  assert.ok(last !== undefined, "The text has no exchange.");
  assert.equal(inEngines(last.verdict), verdict);
  assert.deepEqual(rulesOf(analysis), rules);
  if (needsPreflight !== undefined) {
    assert.equal(inEngines(mapped(last, ({ needsPreflight: needed }) => needed)), needsPreflight);
  }
  if (asks !== undefined) {
    assert.equal(last.judgement.fetch.preflightRequest?.headers ?? null, asks);
  }
  if (exposes !== undefined) {
    assert.deepEqual(exposedBy(last), exposes);
  }
  if (explains !== undefined) {
    assert.match(explanationAt(analysis, analysis.document.startOf(last.request)), explains);
  }
}

/** One word if the engines agree, otherwise one for each. */
function inEngines(values: PerEngine<unknown>): string {
  const agree = ENGINES.every((engine) => values[engine] === values.fetch);
  return agree ? String(values.fetch) : ENGINES.map((engine) => `${engine} ${values[engine]}`).join(", ");
}

function mapped<T>({ judgement }: JudgedExchange, of: (judgement: JudgedExchange["judgement"]["fetch"]) => T) {
  return {
    fetch: of(judgement.fetch),
    chromium: of(judgement.chromium),
    firefox: of(judgement.firefox),
    webkit: of(judgement.webkit),
  };
}

function rulesOf({ document, findings }: Analysis): string[] {
  return findings
    .toSorted((a, b) => document.rangeOf(a.place).start - document.rangeOf(b.place).start)
    .map(({ rule }) => rule);
}

function exposedBy({ response, resolvedCredentials }: JudgedExchange): readonly string[] | null {
  return response === null ? null : exposedHeaderNames(headerListOf(response), resolvedCredentials.mode, "fetch");
}
