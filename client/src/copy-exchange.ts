import { commands, Disposable, env, l10n, window } from "vscode";
import type { LanguageServer } from "./language-server";
import { placeFrom } from "./place";
import { inNotification } from "./plain-text";
import { COPY_COMMANDS } from "./server-commands";

/** The formats, each with the message when an exchange is copied. */
const COPIES = [
  { format: "curl", done: () => l10n.t("Copied the request as a curl command.") },
  { format: "fetch", done: () => l10n.t("Copied the request as fetch().") },
  { format: "markdown", done: () => l10n.t("Copied the exchange as a Markdown fence.") },
] as const;

type Copy = (typeof COPIES)[number];

/** The server's answer to `corsLens/copyExchange`. */
interface ExchangeCopy {
  readonly text: string | null;
  readonly remarks: readonly string[];
}

export function registerCopyExchange(server: LanguageServer): Disposable {
  return Disposable.from(
    ...COPIES.map((copy) =>
      commands.registerCommand(COPY_COMMANDS[copy.format], (uri?: unknown, position?: unknown) =>
        copyExchange(server, copy, uri, position),
      ),
    ),
  );
}

/**
 * Puts an exchange on the clipboard and shows what the copy lacks, or why nothing was copied.
 * @returns the copied text; undefined if nothing was copied.
 */
async function copyExchange(
  server: LanguageServer,
  { format, done }: Copy,
  uri: unknown,
  position: unknown,
): Promise<string | undefined> {
  const place = placeFrom(uri, position);
  const copy =
    place === undefined
      ? null
      : await server.request<ExchangeCopy>("corsLens/copyExchange", {
          textDocument: { uri: place.uri },
          position: { line: place.line, character: place.character },
          format,
        });
  if (copy === null) {
    window.showInformationMessage(l10n.t("There is no HTTP exchange at the cursor."));
    return undefined;
  }
  const remarks = copy.remarks.map(inNotification);
  if (copy.text === null) {
    window.showInformationMessage([l10n.t("Nothing was copied."), ...remarks].join(" "));
    return undefined;
  }
  await env.clipboard.writeText(copy.text);
  if (remarks.length > 0) {
    window.showInformationMessage([done(), ...remarks].join(" "));
  } else {
    window.setStatusBarMessage(`CORS Lens: ${done()}`, 3000);
  }
  return copy.text;
}
