import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis, Settings } from "../analysis";
import type { Carrier } from "../http/parse";
import type { DocumentEnvironments } from "./environment-store";
import type { AnnotationSettings } from "./settings";

/** An open document, its analysis, and the settings for it. */
export interface AnalysedDocument {
  readonly document: TextDocument;
  readonly analysis: Analysis;
  readonly carrier: Carrier;
  readonly settings: Settings;
  readonly environments: DocumentEnvironments;
  /** The URI of the project file that chooses the environment; null if settings may choose it. */
  readonly environmentChosenIn: string | null;
  readonly annotations: AnnotationSettings;
  readonly isReportedOnSave: boolean;
}
