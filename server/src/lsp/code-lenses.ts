import type { CodeLens } from "vscode-languageserver";
import type { ShownVerdict } from "../navigate/verdicts";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { chooseEnvironment } from "./environments";
import { CHOOSE_ENVIRONMENT_COMMAND, EXPLAIN_EXCHANGE_COMMAND } from "./protocol";
import { toRange } from "./to-protocol";

/**
 * The verdict above each exchange. A click explains it, if the client has the command. If the verdict depends on the environment, a second lens
 * chooses one.
 */
export function codeLenses(
  { analysis, document }: AnalysedDocument,
  verdicts: readonly ShownVerdict[],
  { commands }: ClientAbilities,
): CodeLens[] {
  const canExplain = commands.includes(EXPLAIN_EXCHANGE_COMMAND);
  const canChoose = commands.includes(CHOOSE_ENVIRONMENT_COMMAND);
  return verdicts.flatMap(({ label, reason, needsEnvironment, line }) => {
    const range = toRange(analysis.lines, line);
    const verdict = {
      range,
      command: {
        title: withoutIcons(label),
        ...(reason === "" ? {} : { tooltip: reason }),
        ...(canExplain
          ? { command: EXPLAIN_EXCHANGE_COMMAND, arguments: [document.uri, range.start] }
          : { command: "" }),
      },
    };
    return needsEnvironment && canChoose ? [verdict, { range, command: chooseEnvironment(document.uri) }] : [verdict];
  });
}

/** Editors show `$(name)` in a lens as an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$ (");
}
