import { commands, Disposable, type ExtensionContext, l10n, type Uri, ViewColumn, window } from "vscode";
import { copy, ExplanationPanel, explanationAt, PANEL_TYPE } from "./explanation-panel";
import type { LanguageServer } from "./language-server";
import { placeFrom, placeOfCursor } from "./place";
import { EXPLAIN_EXCHANGE_COMMAND } from "./server-commands";
import type { CopyFormat, PanelState } from "./webview/messages";

/** The commands that explain an exchange, and the panel that they share. */
export class ExplainExchange implements Disposable {
  readonly #server: LanguageServer;
  readonly #extension: Uri;
  readonly #disposables: Disposable;
  #panel: ExplanationPanel | undefined;

  constructor(server: LanguageServer, { extensionUri }: Pick<ExtensionContext, "extensionUri">) {
    this.#server = server;
    this.#extension = extensionUri;
    this.#disposables = Disposable.from(
      commands.registerCommand(EXPLAIN_EXCHANGE_COMMAND, (uri?: unknown, position?: unknown) =>
        this.#show(uri, position),
      ),
      commands.registerCommand("corsLens.pinExplanation", () => this.#panel?.togglePin()),
      commands.registerCommand("corsLens.copyExplanationAsMarkdown", () => this.#copy("markdown")),
      commands.registerCommand("corsLens.copyExplanationAsSvg", () => this.#copy("svg")),
      window.registerWebviewPanelSerializer(PANEL_TYPE, {
        deserializeWebviewPanel: async (panel, state: PanelState | undefined) => {
          if (state === undefined) {
            panel.dispose();
            return;
          }
          this.#keep(new ExplanationPanel(server, extensionUri, panel, state, null));
        },
      }),
    );
  }

  dispose(): void {
    this.#panel?.dispose();
    this.#disposables.dispose();
  }

  /**
   * Explains an exchange in a panel beside the document.
   * @param uri of the document, as a string. Without it and a zero-based `position`, the cursor in the active editor is used.
   */
  async #show(uri: unknown, position: unknown): Promise<void> {
    const place = placeFrom(uri, position);
    const explanation = place === undefined ? null : await explanationAt(this.#server, place);
    if (place === undefined || explanation === null) {
      window.showInformationMessage(l10n.t("There is no HTTP exchange at the cursor."));
      return;
    }
    if (this.#panel !== undefined) {
      this.#panel.show(place, explanation);
      return;
    }
    const panel = window.createWebviewPanel(
      PANEL_TYPE,
      l10n.t("CORS Explanation"),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { enableFindWidget: true },
    );
    const state = { ...place, pinned: false };
    this.#keep(new ExplanationPanel(this.#server, this.#extension, panel, state, explanation));
  }

  #keep(panel: ExplanationPanel): void {
    this.#panel?.dispose();
    this.#panel = panel;
    panel.onDidDispose(() => {
      panel.dispose();
      if (this.#panel === panel) {
        this.#panel = undefined;
      }
    });
  }

  /** Copies the explanation in the panel, or without a panel that of the exchange at the cursor. */
  async #copy(format: CopyFormat): Promise<string | undefined> {
    const place = placeOfCursor();
    const shown = this.#panel?.explanation ?? null;
    return copy(shown ?? (place === undefined ? null : await explanationAt(this.#server, place)), format);
  }
}
