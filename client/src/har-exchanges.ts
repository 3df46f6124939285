import { type CancellationToken, l10n, ProgressLocation, Range, type Uri, window } from "vscode";
import { type HarFile, MAX_HAR_BYTES } from "./har-file";
import type { LanguageServer } from "./language-server";
import { inNotification } from "./plain-text";

/** The server's answer: the exchanges of a HAR. */
interface HarExchanges {
  /** A document; empty if the HAR has no exchange about which CORS decides. */
  readonly text: string;
  readonly entries: number;
  /** How many entries aren't in the text because CORS doesn't decide about them, for each reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /** How many entries aren't in the text because it would be too large. */
  readonly tooMany: number;
  readonly error: HarMistake | null;
}

/** Where a HAR is broken: zero-based, in UTF-16 code units. */
interface HarMistake {
  readonly position: { readonly line: number; readonly character: number };
  readonly reason: string;
}

/** From this size on, in bytes, people see what goes on, and can end it. */
const SLOW_BYTES = 5_000_000;

/**
 * The exchanges of a HAR, as a document. Tells the user what isn't among them.
 * @param find finds the file.
 * @returns null if there are none; the user has been told why, or has cancelled.
 */
export async function exchangesOfHar(
  server: LanguageServer,
  name: string,
  find: () => Promise<HarFile>,
): Promise<string | null> {
  const shown = inNotification(name);
  try {
    const file = await find();
    if (file.size > MAX_HAR_BYTES) {
      window.showErrorMessage(
        l10n.t(
          "{0} has {1} MB. The editor opens HAR files of up to {2} MB. In a terminal, cors-lens check reads files of any size.",
          shown,
          Math.ceil(file.size / 1_000_000),
          MAX_HAR_BYTES / 1_000_000,
        ),
      );
      return null;
    }
    const exchanges = await withProgress(shown, file, (token) => read(server, file, token));
    if (exchanges === null) {
      return null;
    }
    tell(exchanges, shown, file.uri);
    return exchanges.text === "" ? null : exchanges.text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    window.showErrorMessage(l10n.t("{0} can't be read: {1}", shown, inNotification(reason)));
    return null;
  }
}

function withProgress<T>(name: string, { size }: HarFile, task: (token: CancellationToken) => Promise<T>): Thenable<T> {
  const isSlow = size > SLOW_BYTES;
  return window.withProgress(
    {
      location: isSlow ? ProgressLocation.Notification : ProgressLocation.Window,
      title: l10n.t("Reading {0}", name),
      cancellable: isSlow,
    },
    (_, token) => task(token),
  );
}

/** @returns null if the user has cancelled. */
async function read(server: LanguageServer, file: HarFile, token: CancellationToken): Promise<HarExchanges | null> {
  const text = await file.text();
  if (token.isCancellationRequested) {
    return null;
  }
  try {
    const exchanges = await server.request<HarExchanges>("corsLens/harExchanges", { text }, token);
    if (exchanges === null) {
      throw new Error(l10n.t("The server has stopped."));
    }
    return exchanges;
  } catch (error) {
    if (token.isCancellationRequested) {
      return null;
    }
    throw error;
  }
}

function tell({ text, entries, leftOut, tooMany, error }: HarExchanges, name: string, uri: Uri | undefined): void {
  if (error !== null) {
    void tellMistake(error, name, uri, text !== "");
  } else if (tooMany > 0) {
    window.showWarningMessage(
      l10n.t(
        "{0} has too many requests: {1} of {2} aren't shown. Filter them before the export.",
        name,
        tooMany,
        entries,
      ),
    );
  } else if (text === "") {
    window.showInformationMessage(
      entries === 0
        ? l10n.t("{0} has no requests.", name)
        : l10n.t("CORS decides about no request in {0}: {1}.", name, leftOutWords(leftOut)),
    );
  }
}

async function tellMistake(
  { position: { line, character }, reason }: HarMistake,
  name: string,
  uri: Uri | undefined,
  isPartlyRead: boolean,
): Promise<void> {
  const place = `${name}:${line + 1}:${character + 1}`;
  const open = l10n.t("Open the File");
  const message = isPartlyRead
    ? l10n.t("{0}: {1}. The exchanges before this place are shown.", place, reason)
    : l10n.t("{0}: {1}.", place, reason);
  const answer = await window.showErrorMessage(message, ...(uri === undefined ? [] : [open]));
  if (answer === open && uri !== undefined) {
    await window.showTextDocument(uri, { selection: new Range(line, character, line, character) });
  }
}

/** `12 same-origin, 3 no-cors`: the most frequent reasons first. */
function leftOutWords(leftOut: HarExchanges["leftOut"]): string {
  return Object.entries(leftOut)
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} ${reasonWords(reason)}`)
    .join(", ");
}

function reasonWords(reason: string): string {
  switch (reason) {
    case "same-origin":
      return l10n.t("same-origin");
    case "no-cors":
      return l10n.t("no-cors");
    case "navigation":
      return l10n.t("page loads");
    case "websocket":
      return l10n.t("WebSocket");
    case "service-worker":
      return l10n.t("answered by a service worker");
    case "tunnel":
      return l10n.t("tunnels of a proxy");
    case "not-http":
      return l10n.t("not HTTP");
    default:
      return l10n.t("without Origin");
  }
}
