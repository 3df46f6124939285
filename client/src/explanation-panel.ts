import {
  commands,
  Disposable,
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
import type { PageMessage, PanelState, UpdateMessage } from "./webview/messages";

export const PANEL_TYPE = "corsLens.explanation";

/** How long the text and the cursor must rest before the panel is updated. */
const REST_MS = 200;

/**
 * @param width the room for it, in CSS pixels; undefined if it isn't known.
 * @returns null if there is no exchange or the server isn't running.
 */
export function explanationAt(
  server: LanguageServer,
  { uri, line, character }: Place,
  width?: number,
): Promise<Explanation | null> {
  return server.request<Explanation | null>("corsLens/explainExchange", {
    textDocument: { uri },
    position: { line, character },
    ...(width === undefined ? {} : { width }),
  });
}

/** The title of the panel's tab: which exchange, and what about it. */
export function titleOf({ name }: Explanation): string {
  return `${name} — CORS`;
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
  /** The room in the page, in CSS pixels; undefined until the page has told it. */
  #width: number | undefined;

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
    this.#disposables = Disposable.from(
      this.#follow,
      webview.onDidReceiveMessage((message: PageMessage) => this.#receive(message)),
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#followCursor(textEditor)),
      window.onDidChangeActiveTextEditor((editor) => editor !== undefined && this.#followCursor(editor)),
      workspace.onDidChangeTextDocument((change) => this.#followText(change)),
      workspace.onDidChangeConfiguration(() => this.#follow.call()),
      server.onDidChangeState(() => {
        if (this.#explanation === null) {
          void this.#draw();
        }
      }),
    );
    webview.html = explanationPage({
      state,
      title: panel.title,
      source: webview.cspSource,
      script: webview.asWebviewUri(Uri.joinPath(folder, "panel.js")).toString(),
      styleSheet: webview.asWebviewUri(Uri.joinPath(folder, "panel.css")).toString(),
      nonce: newNonce(),
    });
    setPinned(state.pinned);
  }

  get explanation(): Explanation | null {
    return this.#explanation;
  }

  get width(): number | undefined {
    return this.#width;
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

  pin(pinned: boolean): void {
    this.#wanted = { ...this.#state, pinned };
    setPinned(pinned);
    this.#update(this.#explanation);
  }

  dispose(): void {
    this.#disposables.dispose();
    this.#panel.dispose();
  }

  #receive(message: PageMessage): void {
    switch (message.type) {
      case "reveal":
        void this.#reveal(message.line);
        break;
      case "fix":
        void this.#fix(message.index);
        break;
      case "resize":
        this.#width = message.width;
        void this.#draw();
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

  /** Applies a fix of the shown explanation. If the text has changed since, the same fix for the text as it is now, if there still is one. */
  async #fix(index: number): Promise<void> {
    const document = await workspace.openTextDocument(Uri.parse(this.#state.uri));
    const shown = this.#explanation;
    const explanation = shown?.version === document.version ? shown : await this.#request(this.#wanted);
    const title = shown?.fixes[index]?.title;
    const same = explanation?.fixes[index];
    const fix = same?.title === title ? same : explanation?.fixes.find((one) => one.title === title);
    if (fix !== undefined) {
      // A fix may leave a text to fill in, which needs an editor.
      await this.#reveal(fix.line);
      if (explanation?.version === document.version) {
        await this.#server.apply(fix.edit);
      }
    }
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
    const width = this.#width;
    const explanation = await this.#request(wanted);
    if (wanted !== this.#wanted || explanation === null) {
      return;
    }
    this.#update(explanation);
    if (width !== this.#width) {
      await this.#draw();
    }
  }

  /** Draws what the panel shows again: the page is new, or has another width. */
  async #draw(): Promise<void> {
    const width = this.#width;
    const state = this.#state;
    const explanation = await this.#request(state);
    if (width === this.#width && state === this.#state) {
      this.#explanation = explanation ?? this.#explanation;
      this.#post();
    }
  }

  async #request(state: PanelState): Promise<Explanation | null> {
    try {
      // The server only knows open documents.
      await workspace.openTextDocument(Uri.parse(state.uri));
      return await explanationAt(this.#server, state, this.#width);
    } catch {
      return null;
    }
  }

  #update(explanation: Explanation | null): void {
    this.#state = this.#wanted;
    this.#explanation = explanation;
    this.#post();
  }

  #post(): void {
    const explanation = this.#explanation;
    // Until the server runs, it isn't known whether there is an exchange.
    if (explanation === null && this.#server.state === "starting") {
      return;
    }
    this.#panel.title = explanation === null ? l10n.t("CORS Explanation") : titleOf(explanation);
    const message: UpdateMessage = {
      type: "update",
      html: explanation?.html ?? nothingHere(words()),
      style: explanation?.style ?? "",
      state: this.#state,
    };
    void this.#panel.webview.postMessage(message);
  }
}

/** Lets the title bar offer to pin or to unpin. */
function setPinned(pinned: boolean): void {
  void commands.executeCommand("setContext", "corsLens.explanationPinned", pinned);
}

function words(): PageWords {
  return {
    nothing: l10n.t("No exchange"),
    whatToDo: l10n.t("Put the cursor on an HTTP request or response."),
  };
}

function newNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
