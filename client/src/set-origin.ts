import {
  type CodeAction,
  CodeActionKind,
  ConfigurationTarget,
  commands,
  l10n,
  Range,
  Uri,
  window,
  workspace,
} from "vscode";
import { placeFrom } from "./place";

const REWRITE = CodeActionKind.RefactorRewrite.append("corsLens");
const PROJECT_FILE = ".corslens.json";

/**
 * Asks where to write the origin of the page that sends a request: in a comment, in the settings, or in the project's file.
 * @param uri of the document, as a string. Without it and a zero-based `position`, the cursor in the active editor is used.
 */
export async function setOrigin(uri?: unknown, position?: unknown): Promise<void> {
  const place = placeFrom(uri, position);
  if (place === undefined) {
    return;
  }
  const document = Uri.parse(place.uri);
  const comments = await Promise.all(
    (["setOriginForRequest", "setOriginForFile"] as const).map((id) => actionAt(document, place, id)),
  );
  const folder = workspace.getWorkspaceFolder(document);
  const chosen = await window.showQuickPick(
    [
      ...comments.flatMap((action) =>
        action?.edit === undefined
          ? []
          : [{ label: action.title, detail: "# @cors origin=…", run: () => apply(action) }],
      ),
      {
        label: l10n.t("Set the page's origin in the settings"),
        detail: "corsLens.origin",
        run: () => askAnd((origin) => saveSetting(origin, document)),
      },
      ...(folder === undefined
        ? []
        : [
            {
              label: l10n.t("Set the page's origin for everyone who works on this project"),
              detail: PROJECT_FILE,
              run: () => openProjectFile(Uri.joinPath(folder.uri, PROJECT_FILE)),
            },
          ]),
    ],
    { placeHolder: l10n.t("Which page sends the request?") },
  );
  await chosen?.run();
}

async function actionAt(
  document: Uri,
  { line, character }: { readonly line: number; readonly character: number },
  id: string,
): Promise<CodeAction | undefined> {
  const kind = REWRITE.append(id);
  const actions = await commands.executeCommand<CodeAction[] | undefined>(
    "vscode.executeCodeActionProvider",
    document,
    new Range(line, character, line, character),
    kind.value,
  );
  return actions?.find((action) => action.kind !== undefined && kind.contains(action.kind));
}

async function apply({ edit }: CodeAction): Promise<void> {
  if (edit !== undefined) {
    await workspace.applyEdit(edit);
  }
}

async function askAnd(save: (origin: string) => Promise<void>): Promise<void> {
  const origin = await window.showInputBox({
    prompt: l10n.t("The origin of the page that sends the requests"),
    placeHolder: "https://app.example.com",
    validateInput: (value) =>
      /^[a-z][a-z0-9+.-]*:\/\/[^/\s?#]+$/i.test(value.trim())
        ? undefined
        : l10n.t("An origin has a scheme, a host and maybe a port: https://app.example.com"),
  });
  if (origin !== undefined) {
    await save(origin.trim());
  }
}

async function saveSetting(origin: string, document: Uri): Promise<void> {
  const target = workspace.workspaceFolders === undefined ? ConfigurationTarget.Global : ConfigurationTarget.Workspace;
  await workspace.getConfiguration("corsLens", document).update("origin", origin, target);
}

/** Opens the project's file. If there is none, it asks for the origin and writes one. */
async function openProjectFile(file: Uri): Promise<void> {
  const exists = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (exists) {
    await window.showTextDocument(file);
    return;
  }
  await askAnd(async (origin) => {
    await workspace.fs.writeFile(file, new TextEncoder().encode(`${JSON.stringify({ origin }, null, 2)}\n`));
    await window.showTextDocument(file);
  });
}
