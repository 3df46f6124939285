import { commands, env, l10n, Range, window, workspace } from "vscode";
import type { LanguageServer } from "./language-server";
import { EXPLAIN_EXCHANGE_COMMAND } from "./server-commands";

/** The server's answer to `corsLens/reportedDocument`. */
interface ReportedDocument {
  readonly text: string;
  /** Of the first exchange, zero-based; null if no check is known to have failed. */
  readonly line: number | null;
}

/** Longer texts on the clipboard aren't messages. In UTF-16 code units. */
const MOST_TEXT = 200_000;
/** A longer text on the clipboard isn't proposed in the input box. */
const MOST_PROPOSED = 4_000;

/**
 * Opens a new file with the exchange that a browser's console message reports, and the cursor on it. The message is the one on the clipboard or, if
 * there is none, what the user types.
 */
export async function explainConsoleMessage(server: LanguageServer): Promise<void> {
  if (server.state !== "running") {
    window.showInformationMessage(l10n.t("The CORS Lens server isn't running. Restart it, and try again."));
    return;
  }
  // A browser may refuse it.
  const clipboard = await env.clipboard.readText().then(
    (text) => text,
    () => "",
  );
  const reported = (await reportedIn(server, clipboard)) ?? (await askForMessage(server, clipboard));
  if (reported === null) {
    return;
  }
  const document = await workspace.openTextDocument({ language: "http", content: reported.text });
  const line = reported.line ?? 0;
  await window.showTextDocument(document, { selection: new Range(line, 0, line, 0), preview: false });
  if (reported.line === null) {
    // There is nothing to cure yet: the panel says what to look for.
    await commands.executeCommand(EXPLAIN_EXCHANGE_COMMAND, document.uri.toString(), { line: 0, character: 0 });
  }
}

/** @returns null if the user gives up. */
async function askForMessage(server: LanguageServer, clipboard: string): Promise<ReportedDocument | null> {
  const words = clipboard.trim().replace(/\s+/g, " ");
  // One long word may be a password.
  const proposed = words.length > MOST_PROPOSED || !words.includes(" ") ? "" : words;
  const typed = await window.showInputBox({
    title: l10n.t("Explain a Console Message"),
    prompt: l10n.t("Paste what the browser's console prints about a request that CORS blocks."),
    placeHolder: "Access to fetch at '…' from origin '…' has been blocked by CORS policy: …",
    value: proposed,
    ignoreFocusOut: true,
    validateInput: async (value) =>
      value.trim() === "" || (await reportedIn(server, value)) !== null ? undefined : notRecognised(),
  });
  return typed === undefined ? null : reportedIn(server, typed);
}

function notRecognised(): string {
  return l10n.t(
    "This isn't a browser's message about CORS. Open the developer tools (F12) of the page that fails, and copy the red line in the Console tab that mentions CORS, Cross-Origin or Access-Control.",
  );
}

async function reportedIn(server: LanguageServer, text: string): Promise<ReportedDocument | null> {
  return text.trim() === "" || text.length > MOST_TEXT
    ? null
    : server.request<ReportedDocument>("corsLens/reportedDocument", { text });
}
