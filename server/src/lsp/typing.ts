import { type ShownVerdict, verdictsOf } from "../navigate/verdicts";
import type { Finding } from "../rules/framework/rule";
import type { AnalysedDocument } from "./analysed-document";
import type { Clock } from "./clock";
import type { Documents } from "./documents";
import { editedLines } from "./edited-lines";
import { LastReports } from "./last-reports";
import { LinesInProgress } from "./lines-in-progress";
import type { CursorMovedParams } from "./protocol";

/** Whether a document's last reports lack something that was held back. */
export type HeldBack = ReturnType<LastReports["holdsBack"]>;

/** Between the analyses and the editor: holds back what is new on and around the lines that someone is editing. */
export class Typing {
  readonly #documents: Documents;
  readonly #lines: LinesInProgress;
  readonly #reports = new LastReports();

  constructor(documents: Documents, clock: Clock) {
    this.#documents = documents;
    this.#lines = new LinesInProgress(clock);
    documents.onDidEdit((uri, changes) => {
      this.#reports.changed(uri, changes);
      this.#lines.edited(uri, editedLines(changes));
    });
    for (const store of [documents.texts, documents.notebooks.cellTextDocuments]) {
      store.onDidClose(({ document: { uri } }) => {
        this.#lines.forget(uri);
        this.#reports.forget(uri);
      });
    }
  }

  /** Those of some findings that are reported now. Nothing that is reported on save is held back. */
  findings(
    { document: { uri }, analysis, isReportedOnSave }: AnalysedDocument,
    findings: readonly Finding[],
  ): readonly Finding[] {
    return this.#reports.findings(uri, analysis, findings, isReportedOnSave ? null : this.#lines.of(uri));
  }

  /** The verdicts to show now. */
  verdicts({ document: { uri }, analysis, annotations }: AnalysedDocument): readonly ShownVerdict[] {
    const verdicts = verdictsOf(analysis, annotations.notCors);
    return this.#reports.verdicts(uri, analysis, verdicts, this.#lines.of(uri));
  }

  cursorMoved({ textDocument: { uri, version }, line }: CursorMovedParams): void {
    if (this.#documents.get(uri)?.version === version) {
      this.#lines.cursorMoved(uri, line);
    }
  }

  /** @param listener called when the lines of a document are finished. */
  onDidFinish(listener: (uri: string, heldBack: HeldBack) => void): void {
    this.#lines.onDidFinish((uri) => listener(uri, this.#reports.holdsBack(uri)));
  }
}
