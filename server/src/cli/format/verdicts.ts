import type { Analysis } from "../../analysis";
import { plainHover } from "../../explain/plain";
import { reason } from "../../explain/verdict";
import type { JudgedExchange, Verdict } from "../../judged/judged-exchange";
import { printable } from "../../text/printable";
import type { NotCorsReason } from "../../verdict/applicability";
import { engineNames } from "../../words/engine-names";
import { NOT_CORS } from "../../words/reasons";
import { fitted } from "./cells";
import { counted } from "./counted";
import type { CheckedFile } from "./formatter";
import type { Look } from "./frame";
import type { Color } from "./paint";
import { wrap } from "./wrap";

/** The verdict of all browsers; `differs` if they disagree. */
export type CommonVerdict = Verdict | "differs";

export const VERDICT_COLORS: Readonly<Record<CommonVerdict, Color>> = {
  allowed: "green",
  blocked: "red",
  undetermined: "yellow",
  "not-cors": "dim",
  differs: "yellow",
};
const VERDICT_WIDTH = "undetermined".length;

export function commonVerdict({ judged: { browsers } }: Analysis, { verdict }: JudgedExchange): CommonVerdict {
  const [first, ...others] = browsers.map((engine) => verdict[engine]);
  return first === undefined || others.some((other) => other !== first) ? "differs" : first;
}

/** A line for each exchange, its verdict first. Exchanges to which CORS doesn't apply are counted by reason. */
export function verdictLines({ analysis }: CheckedFile, { paint, columns }: Look): string[] {
  const { document, exchanges, lines } = analysis;
  const lineOf = (exchange: JudgedExchange) => String(lines.positionAt(document.startOf(exchange.request)).line + 1);
  const last = exchanges.at(-1);
  const numberWidth = last === undefined ? 0 : lineOf(last).length;
  const rows: string[] = [];
  const reasons = new Map<NotCorsReason, number>();
  for (const exchange of exchanges) {
    const { applicability, request, target } = exchange;
    const common = commonVerdict(analysis, exchange);
    if (applicability.applies === false) {
      reasons.set(applicability.reason, (reasons.get(applicability.reason) ?? 0) + 1);
      continue;
    }
    const word = common.padEnd(VERDICT_WIDTH);
    const indent = `  ${" ".repeat(VERDICT_WIDTH)}  line ${lineOf(exchange).padStart(numberWidth)}  `;
    const what = document.privacy.shown(`${request.method?.text ?? "GET"} ${target.url ?? request.target.text}`);
    rows.push(
      `  ${paint(word, VERDICT_COLORS[common])}${indent.slice(2 + VERDICT_WIDTH)}${fitted(what, roomFor(columns, indent.length))}`,
    );
    const room = columns === null ? null : Math.max(columns - indent.length, MIN_TARGET_COLUMNS);
    for (const line of remarks(analysis, exchange).flatMap((remark) => wrap(printable(remark), room))) {
      rows.push(" ".repeat(indent.length) + line);
    }
  }
  for (const [reason, count] of reasons) {
    const word = "not-cors".padEnd(VERDICT_WIDTH);
    rows.push(
      `  ${paint(word, VERDICT_COLORS["not-cors"])}  ${counted(count, "request")} ${NOT_CORS[reason].requests}`,
    );
  }
  return rows;
}

/** Which browsers disagree, and why a verdict is unknown. */
function remarks(analysis: Analysis, exchange: JudgedExchange): string[] {
  const { verdict } = exchange;
  const common = commonVerdict(analysis, exchange);
  const remarks: string[] = [];
  if (common === "differs") {
    const { browsers } = analysis.judged;
    const verdicts = [...new Set(browsers.map((engine) => verdict[engine]))];
    remarks.push(
      verdicts.map((one) => `${engineNames(browsers.filter((engine) => verdict[engine] === one))}: ${one}`).join("; "),
    );
  } else if (verdict.fetch !== common) {
    remarks.push(`the Fetch standard: ${verdict.fetch}`);
  }
  if (common === "undetermined") {
    remarks.push(plainHover(analysis.document.privacy.shown(reason(analysis, exchange))));
  }
  return remarks;
}

function roomFor(columns: number | null, used: number): number {
  return Math.max(MIN_TARGET_COLUMNS, (columns ?? DEFAULT_COLUMNS) - used);
}

const MIN_TARGET_COLUMNS = 20;
const DEFAULT_COLUMNS = 120;
