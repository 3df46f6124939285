import type { Diagnostic } from "vscode-languageserver";
import type { Finding } from "../rules/framework/rule";
import type { LineIndex } from "../text/line-index";
import type { ClientAbilities } from "./client-capabilities";
import type { AnalysedDocument } from "./documents";
import { toDiagnostic } from "./to-protocol";

interface Known {
  readonly diagnostic: Diagnostic;
  /** The lines of the finding's anchors: as long as they are on these, everything in it is where it was. */
  readonly anchors: readonly number[];
}

/** The diagnostics of findings, made once for each finding and place. */
export class KnownDiagnostics {
  readonly #client: ClientAbilities;
  readonly #known = new WeakMap<Finding, Known>();

  constructor(client: ClientAbilities) {
    this.#client = client;
  }

  of(analysed: AnalysedDocument): Diagnostic[] {
    const { findings, lines } = analysed.analysis;
    return findings.map((finding) => {
      const known = this.#known.get(finding);
      if (known !== undefined && isStillThere(finding, known.anchors, lines)) {
        return known.diagnostic;
      }
      const diagnostic = toDiagnostic(finding, analysed, this.#client);
      const anchors = [finding, ...finding.related].map(({ place }) => lines.lineAt(place.anchor.start));
      this.#known.set(finding, { diagnostic, anchors });
      return diagnostic;
    });
  }
}

function isStillThere({ place, related }: Finding, anchors: readonly number[], lines: LineIndex): boolean {
  return (
    lines.lineAt(place.anchor.start) === anchors[0] &&
    related.every((one, i) => lines.lineAt(one.place.anchor.start) === anchors[i + 1])
  );
}
