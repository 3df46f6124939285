import { commands, Disposable, type ExtensionContext, env, l10n, type Uri, ViewColumn, window } from "vscode";
import { ExplanationPanel, explanationAt, PANEL_TYPE, titleOf } from "./explanation-panel";
import type { LanguageServer } from "./language-server";
import { placeFrom, placeOfCursor } from "./place";
import { inStatusBar } from "./plain-text";
import { EXPLAIN_EXCHANGE_COMMAND } from "./server-commands";
import type { PanelState } from "./webview/messages";

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
      commands.registerCommand("corsLens.pinExplanation", () => this.#panel?.pin(true)),
      commands.registerCommand("corsLens.unpinExplanation", () => this.#panel?.pin(false)),
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
    const explanation = place === undefined ? null : await explanationAt(this.#server, place, this.#panel?.width);
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
      titleOf(explanation),
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

  /**
   * Copies the explanation in the panel, or without a panel that of the exchange at the cursor.
   * @returns the copied text; undefined if there was nothing to copy.
   */
  async #copy(format: "markdown" | "svg"): Promise<string | undefined> {
    const place = placeOfCursor();
    const shown = this.#panel?.explanation ?? null;
    const explanation = shown ?? (place === undefined ? null : await explanationAt(this.#server, place));
    if (explanation === null) {
      window.showInformationMessage(l10n.t("There is no HTTP exchange to copy."));
      return undefined;
    }
    const text = explanation[format];
    await env.clipboard.writeText(text);
    window.setStatusBarMessage(`CORS Lens: ${l10n.t("Copied {0}", inStatusBar(explanation.title))}`, 3000);
    return text;
  }
}
