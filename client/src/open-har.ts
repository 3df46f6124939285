import { commands, type Disposable, l10n, TabInputText, Uri, window, workspace } from "vscode";
import { exchangesOfHar } from "./har-exchanges";
import { harFileAt, isHarName } from "./har-file";
import type { LanguageServer } from "./language-server";

/** The command that opens the exchanges of a HAR as a new document. */
export function registerOpenHar(server: LanguageServer): Disposable {
  return commands.registerCommand("corsLens.openHar", (uri?: unknown) => openHar(server, uri));
}

/**
 * @param of the file that a menu gives; without it, the HAR in the active editor, or one that the user chooses.
 * @returns the new document; undefined if there is none.
 */
async function openHar(server: LanguageServer, of: unknown): Promise<Uri | undefined> {
  const uri = of instanceof Uri ? of : (activeHar() ?? (await chooseHar()));
  if (uri === undefined) {
    return undefined;
  }
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const content = await exchangesOfHar(server, name, () => harFileAt(uri));
  if (content === null) {
    return undefined;
  }
  const document = await workspace.openTextDocument({ language: "http", content });
  await window.showTextDocument(document);
  return document.uri;
}

/** Asks for the tab, because a document may be too large for extensions to get it. */
function activeHar(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputText && isHarName(input.uri.path) ? input.uri : undefined;
}

async function chooseHar(): Promise<Uri | undefined> {
  const chosen = await window.showOpenDialog({
    title: l10n.t("Open HAR as Exchanges"),
    openLabel: l10n.t("Open as Exchanges"),
    filters: { HAR: ["har"] },
  });
  return chosen?.[0];
}
