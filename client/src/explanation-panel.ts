import {
  Disposable,
  env,
  l10n,
  languages,
  Range,
  type TextDocumentChangeEvent,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import { Debounced } from "./debounce";
import { DOCUMENT_SELECTOR } from "./document-selector";
import { type Explanation, explanationPage, nothingHere, type PageWords } from "./explanation-page";
import type { LanguageServer } from "./language-server";
import { type Place, placeIn } from "./place";
import { inStatusBar } from "./plain-text";
import type { CopyFormat, PageMessage, PanelState, UpdateMessage } from "./webview/messages";

export const PANEL_TYPE = "corsLens.explanation";

/** How long the text and the cursor must rest before the panel is updated. */
const REST_MS = 200;

/** @returns null if there is no exchange or the server isn't running. */
export function explanationAt(server: LanguageServer, { uri, line, character }: Place): Promise<Explanation | null> {
  return server.request<Explanation | null>("corsLens/explainExchange", {
    textDocument: { uri },
    position: { line, character },
  });
}

/** A panel that explains an exchange. It follows the cursor unless it is pinned, and it always follows changes of the text. */
export class ExplanationPanel implements Disposable {
  readonly #server: LanguageServer;
  readonly #panel: WebviewPanel;
  readonly #disposables: Disposable;
  readonly #follow = new Debounced(() => void this.#refresh(), REST_MS);
  /** The shown state. */
  #state: PanelState;
  #explanation: Explanation | null;
  /** The state to show next. */
  #wanted: PanelState;

  /** @param explanation of the exchange at `state`; null if it isn't known yet. */
  constructor(
    server: LanguageServer,
    extension: Uri,
    panel: WebviewPanel,
    state: PanelState,
    explanation: Explanation | null,
  ) {
    this.#server = server;
    this.#panel = panel;
    this.#state = state;
    this.#wanted = state;
    this.#explanation = explanation;
    const { webview } = panel;
    const folder = Uri.joinPath(extension, "client", "dist");
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const page = () =>
      explanationPage({
        explanation: this.#explanation,
        state: this.#state,
        words: words(),
        source: webview.cspSource,
        script: webview.asWebviewUri(Uri.joinPath(folder, "panel.js")).toString(),
        styleSheet: webview.asWebviewUri(Uri.joinPath(folder, "panel.css")).toString(),
        nonce: newNonce(),
      });
    webview.html = page();
    this.#disposables = Disposable.from(
      this.#follow,
      webview.onDidReceiveMessage((message: PageMessage) => this.#receive(message)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#followCursor(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => editor !== undefined && this.#followCursor(editor)),
      workspace.onDidChangeTextDocument((change) => this.#followText(change)),
      workspace.onDidChangeConfiguration(() => this.#follow.call()),
      server.onDidChangeState(async () => {
        if (this.#explanation === null) {
          await this.#refresh();
          // The first page had no style for the picture.
          webview.html = page();
        }
      }),
    );
  }

  get explanation(): Explanation | null {
    return this.#explanation;
  }

  onDidDispose(listener: () => void): void {
    this.#panel.onDidDispose(listener);
  }

  /** Reveals the panel with another explanation. */
  show(place: Place, explanation: Explanation): void {
    this.#wanted = { ...this.#state, ...place };
    this.#update(explanation);
    this.#panel.reveal(undefined, true);
  }

  togglePin(): void {
    this.#wanted = { ...this.#state, pinned: !this.#state.pinned };
    this.#update(this.#explanation);
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#panel.dispose();
  }

  #receive(message: PageMessage): void {
    switch (message.type) {
      case "pin":
        this.togglePin();
        break;
      case "copy":
        void copy(this.#explanation, message.format);
        break;
      case "reveal":
        void this.#reveal(message.line);
    }
  }

  /** @param line 1-based. */
  async #reveal(line: number): Promise<void> {
    const uri = Uri.parse(this.#state.uri);
    const shown = window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#state.uri);
    await window.showTextDocument(uri, {
      viewColumn: shown?.viewColumn ?? ViewColumn.One,
      selection: new Range(line - 1, 0, line - 1, 0),
    });
  }

  #followCursor({ document, selection }: TextEditor): void {
    if (!this.#wanted.pinned && languages.match(DOCUMENT_SELECTOR, document) > 0) {
      this.#wanted = { ...this.#wanted, uri: document.uri.toString(), ...placeIn(selection.active) };
      this.#follow.call();
    }
  }

  /** Moves a pinned exchange with the lines that are inserted or deleted above it. */
  #followText({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (document.uri.toString() !== this.#wanted.uri) {
      return;
    }
    for (const { range, text } of this.#wanted.pinned ? contentChanges : []) {
      if (range.end.line < this.#wanted.line) {
        const lines = text.split(/\r\n|\n|\r/).length - 1 - (range.end.line - range.start.line);
        this.#wanted = { ...this.#wanted, line: this.#wanted.line + lines };
      }
    }
    this.#follow.call();
  }

  /** Keeps the last exchange if there is none at the cursor. */
  async #refresh(): Promise<void> {
    const wanted = this.#wanted;
    const explanation = await this.#request(wanted);
    if (wanted === this.#wanted && explanation !== null) {
      this.#update(explanation);
    }
  }

  async #request(state: PanelState): Promise<Explanation | null> {
    try {
      // The server only knows open documents.
      await workspace.openTextDocument(Uri.parse(state.uri));
      return await explanationAt(this.#server, state);
    } catch {
      return null;
    }
  }

  #update(explanation: Explanation | null): void {
    this.#state = this.#wanted;
    this.#explanation = explanation;
    const message: UpdateMessage = {
      type: "update",
      html: explanation?.html ?? nothingHere(words()),
      state: this.#state,
    };
    void this.#panel.webview.postMessage(message);
  }
}

/**
 * Puts an explanation on the clipboard.
 * @returns the copied text; undefined if there was nothing to copy.
 */
export async function copy(explanation: Explanation | null, format: CopyFormat): Promise<string | undefined> {
  if (explanation === null) {
    window.showInformationMessage(l10n.t("There is no HTTP exchange to copy."));
    return undefined;
  }
  const text = explanation[format];
  await env.clipboard.writeText(text);
  window.setStatusBarMessage(`CORS Lens: ${l10n.t("Copied {0}", inStatusBar(explanation.title))}`, 3000);
  return text;
}

function words(): PageWords {
  return {
    title: l10n.t("CORS Explanation"),
    pin: l10n.t("Pin"),
    pinTitle: l10n.t("Keep showing this exchange instead of following the cursor"),
    copyAsMarkdown: l10n.t("Copy as Markdown"),
    copyAsSvg: l10n.t("Copy as SVG"),
    nothing: l10n.t("No exchange"),
    whatToDo: l10n.t("Put the cursor on an HTTP request or response."),
  };
}

function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
