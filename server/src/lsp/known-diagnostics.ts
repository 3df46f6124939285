import type { Diagnostic } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Finding } from "../rules/framework/rule";
import type { LineIndex } from "../text/line-index";
import type { ClientAbilities } from "./client-capabilities";
import type { AnalysedDocument } from "./documents";
import { toDiagnostic } from "./to-protocol";

interface Known {
  readonly findings: readonly Finding[];
  /** One for each finding. */
  readonly diagnostics: readonly Diagnostic[];
  readonly lines: LineIndex;
}

/**
 * A cache of diagnostics: a finding keeps its diagnostic while its lines stay where they are. Most edits leave the findings at
 * the start and the end of the document unchanged, so their diagnostics are reused without looking at each of them.
 */
export class KnownDiagnostics {
  readonly #client: ClientAbilities;
  readonly #known = new WeakMap<TextDocument, Known>();

  constructor(client: ClientAbilities) {
    this.#client = client;
  }

  of(analysed: AnalysedDocument): Diagnostic[] {
    const { findings, lines } = analysed.analysis;
    const known = this.#known.get(analysed.document);
    const make = (finding: Finding) => toDiagnostic(finding, analysed, this.#client);
    const diagnostics = known === undefined ? findings.map(make) : reused(known, findings, lines, make);
    this.#known.set(analysed.document, { findings, diagnostics, lines });
    return diagnostics;
  }
}

function reused(
  known: Known,
  findings: readonly Finding[],
  lines: LineIndex,
  make: (finding: Finding) => Diagnostic,
): Diagnostic[] {
  const same = lines.sameUpTo(known.lines);
  const most = Math.min(findings.length, known.findings.length);
  let first = 0;
  while (first < most && findings[first] === known.findings[first] && isAbove(findings[first] as Finding, same)) {
    first++;
  }
  let last = 0;
  if (same === Number.POSITIVE_INFINITY) {
    while (last < most - first && findings.at(-1 - last) === known.findings.at(-1 - last)) {
      last++;
    }
  }
  const others = new Map<Finding, Diagnostic>();
  for (let i = first; i < known.findings.length - last; i++) {
    others.set(known.findings[i] as Finding, known.diagnostics[i] as Diagnostic);
  }
  const between = findings.slice(first, findings.length - last).map((finding) => {
    const diagnostic = others.get(finding);
    return diagnostic !== undefined && isAbove(finding, same) ? diagnostic : make(finding);
  });
  return known.diagnostics.slice(0, first).concat(between, known.diagnostics.slice(known.diagnostics.length - last));
}

/** Whether the finding and its related places all start before an offset. */
function isAbove({ place, related }: Finding, offset: number): boolean {
  return (
    offset === Number.POSITIVE_INFINITY ||
    (place.anchor.start < offset && related.every((one) => one.place.anchor.start < offset))
  );
}
