import {
  ConfigurationTarget,
  commands,
  Disposable,
  l10n,
  languages,
  type QuickPickItem,
  StatusBarAlignment,
  type TextDocument,
  ThemeColor,
  Uri,
  window,
  workspace,
} from "vscode";
import { Debounced } from "./debounce";
import { DOCUMENT_SELECTOR } from "./document-selector";
import type { LanguageServer } from "./language-server";
import { inStatusBar } from "./plain-text";
import { CHOOSE_ENVIRONMENT_COMMAND } from "./server-commands";

/** The server's answer: the environments of a document. */
interface Environments {
  readonly names: readonly string[];
  readonly chosen: string | null;
  /** The URI of the project file that chooses it, so that settings have no effect. */
  readonly chosenIn: string | null;
  /** Whether the document refers to a variable that an environment defines. */
  readonly areUsed: boolean;
}

/** How long the document must be quiet, in milliseconds. */
const QUIET = 400;

/** The status bar item with the environment of the active document, and the command that chooses one. */
export function registerEnvironment(server: LanguageServer): Disposable {
  const item = window.createStatusBarItem("corsLens.environment", StatusBarAlignment.Right);
  item.name = l10n.t("CORS Lens: Environment");
  item.command = CHOOSE_ENVIRONMENT_COMMAND;
  const update = async () => {
    const document = window.activeTextEditor?.document;
    const environments = document === undefined ? null : await environmentsOf(server, document);
    if (document === window.activeTextEditor?.document) {
      show(environments);
    }
  };
  const show = (environments: Environments | null) => {
    if (environments === null || !environments.areUsed) {
      item.hide();
      return;
    }
    const { names, chosen } = environments;
    const isUnknown = chosen !== null && !names.includes(chosen);
    item.text = chosen === null ? l10n.t("CORS: no environment") : l10n.t("CORS env: {0}", inStatusBar(chosen));
    item.tooltip =
      chosen === null
        ? l10n.t("Choose the environment whose variables CORS Lens uses for this file.")
        : isUnknown
          ? l10n.t("No file or setting defines this environment.")
          : l10n.t("CORS Lens uses the variables of this environment.");
    item.backgroundColor = isUnknown ? new ThemeColor("statusBarItem.warningBackground") : undefined;
    item.show();
  };
  const updateSoon = new Debounced(() => void update(), QUIET);
  server.onNotification("corsLens/environmentsChanged", () => void update());
  return Disposable.from(
    item,
    updateSoon,
    server.onDidChangeState(() => void update()),
    window.onDidChangeActiveTextEditor(() => void update()),
    workspace.onDidChangeTextDocument(({ document }) => {
      if (document === window.activeTextEditor?.document) {
        updateSoon.call();
      }
    }),
    commands.registerCommand(CHOOSE_ENVIRONMENT_COMMAND, (uri?: unknown) => choose(server, uri)),
  );
}

async function environmentsOf(server: LanguageServer, document: TextDocument): Promise<Environments | null> {
  return languages.match(DOCUMENT_SELECTOR, document) === 0
    ? null
    : server.request<Environments>("corsLens/environments", { textDocument: { uri: document.uri.toString() } });
}

interface Choice extends QuickPickItem {
  /** Null for none. */
  readonly environment: string | null;
}

/** @param of the document's URI, as a string; without it, the active document. */
async function choose(server: LanguageServer, of: unknown): Promise<void> {
  const uri = typeof of === "string" ? Uri.parse(of) : window.activeTextEditor?.document.uri;
  const document = workspace.textDocuments.find((one) => one.uri.toString() === uri?.toString());
  const environments = document === undefined ? null : await environmentsOf(server, document);
  if (document === undefined || environments === null || environments.names.length === 0) {
    window.showInformationMessage(l10n.t("No file or setting defines an environment for this document."));
    return;
  }
  const { names, chosen, chosenIn } = environments;
  if (chosenIn !== null) {
    const open = l10n.t("Open the File");
    const answer = await window.showInformationMessage(
      l10n.t("The environment of this document is chosen in .corslens.json."),
      open,
    );
    if (answer === open) {
      await window.showTextDocument(Uri.parse(chosenIn));
    }
    return;
  }
  const current = l10n.t("current");
  const choices: Choice[] = [...names, null].map((environment) => ({
    environment,
    label: environment ?? l10n.t("None"),
    ...(environment === chosen ? { description: current } : {}),
    ...(environment === null ? { detail: l10n.t("A variable has a value only if all environments agree on it.") } : {}),
  }));
  const choice = await window.showQuickPick(choices, {
    title: l10n.t("CORS Lens: Environment"),
    placeHolder: l10n.t("Choose the environment whose variables CORS Lens uses for this file."),
  });
  if (choice !== undefined) {
    await write(document.uri, choice.environment);
  }
}

/** Writes the setting for the workspace; for the folder if there are several, and for the user if there is none. */
async function write(uri: Uri, environment: string | null): Promise<void> {
  const configuration = workspace.getConfiguration("corsLens", uri);
  const folders = workspace.workspaceFolders ?? [];
  const target =
    folders.length === 0
      ? ConfigurationTarget.Global
      : folders.length > 1 && workspace.getWorkspaceFolder(uri) !== undefined
        ? ConfigurationTarget.WorkspaceFolder
        : ConfigurationTarget.Workspace;
  await configuration.update("environment", environment ?? none(configuration.inspect("environment"), target), target);
}

/** What stands for no environment: nothing, or an empty text that overrides a wider setting. */
function none(
  values: { readonly globalValue?: unknown; readonly workspaceValue?: unknown } | undefined,
  target: ConfigurationTarget,
): "" | undefined {
  const wider = [
    ...(target === ConfigurationTarget.Global ? [] : [values?.globalValue]),
    ...(target === ConfigurationTarget.WorkspaceFolder ? [values?.workspaceValue] : []),
  ];
  return wider.some((value) => typeof value === "string" && value !== "") ? "" : undefined;
}
