import type { Analysis } from "../analysis";
import type { Line } from "../http/line";
import { type HttpDocument, messagesOf } from "../http/tree";
import type { Range } from "../text/range";
import { blockExtent, isComment, lineIndexAt, messageExtent } from "./extents";

/** Lines that fold into the first one: zero-based, both inclusive. */
export interface Fold {
  readonly startLine: number;
  readonly endLine: number;
  readonly kind: "region" | "comment";
}

/** The folding ranges in order: blocks with their separator, messages, bodies, scripts, runs of comments, the contents of fences. */
export function foldsOf(analysis: Analysis): Fold[] {
  const { blocks } = analysis.document;
  const messages = messagesOf(analysis.document);
  const regions = [
    ...blocks.flatMap((block) => blockExtent(analysis, block) ?? []),
    ...messages.map((message) => messageExtent(analysis, message)),
  ].map((range) => linesOf(analysis, range));
  const runs = runsOf(analysis.document.lines);
  const byLines = new Map(
    [...regions, ...fencesOf(analysis.document), ...runs]
      .filter(({ startLine, endLine }) => startLine < endLine)
      .map((fold) => [`${fold.startLine} ${fold.endLine}`, fold]),
  );
  return [...byLines.values()].sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine);
}

function linesOf(analysis: Analysis, { start, end }: Range): Fold {
  return { startLine: lineIndexAt(analysis, start), endLine: lineIndexAt(analysis, end), kind: "region" };
}

/** The contents of fences, folded into the opening line. */
function fencesOf(document: HttpDocument): Fold[] {
  const starts = new Set(document.blocks.map((block) => document.startOf(block)));
  const folds: Fold[] = [];
  let open: number | null = null;
  for (const [i, { kind, next }] of document.lines.entries()) {
    if (kind === "fence" && starts.has(next)) {
      open = i;
    } else if (kind === "fence" && open !== null) {
      folds.push({ startLine: open, endLine: i - 1, kind: "region" });
      open = null;
    }
  }
  return folds;
}

/** Runs of lines of one kind: comments, a script, or a body with its blank lines. */
function runsOf(lines: readonly Line[]): Fold[] {
  const folds: Fold[] = [];
  let run: { readonly of: RunKind; readonly startLine: number; endLine: number } | null = null;
  for (const [i, line] of lines.entries()) {
    const kind = runKind(line);
    if (run !== null && kind === run.of) {
      run.endLine = i;
      continue;
    }
    if (run?.of === "body" && line.kind === "blank") {
      continue;
    }
    if (run !== null) {
      folds.push(foldOf(run));
    }
    run = kind === null ? null : { of: kind, startLine: i, endLine: i };
  }
  return run === null ? folds : [...folds, foldOf(run)];
}

type RunKind = "comment" | "script" | "body";

function runKind(line: Line): RunKind | null {
  if (isComment(line)) {
    return "comment";
  }
  return line.kind === "script" || line.kind === "body" ? line.kind : null;
}

function foldOf({ of, startLine, endLine }: { of: RunKind; startLine: number; endLine: number }): Fold {
  return { startLine, endLine, kind: of === "comment" ? "comment" : "region" };
}
