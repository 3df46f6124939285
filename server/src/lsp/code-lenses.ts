import type { CodeLens } from "vscode-languageserver";
import type { ShownVerdict } from "../navigate/verdicts";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { EXPLAIN_EXCHANGE_COMMAND } from "./protocol";
import { toRange } from "./to-protocol";

/** The verdict above each exchange. A click explains it, if the client has the command. */
export function codeLenses(
  { analysis, document }: AnalysedDocument,
  verdicts: readonly ShownVerdict[],
  { commands }: ClientAbilities,
): CodeLens[] {
  const canExplain = commands.includes(EXPLAIN_EXCHANGE_COMMAND);
  return verdicts.map(({ label, reason, line }) => {
    const range = toRange(analysis.lines, line);
    return {
      range,
      command: {
        title: withoutIcons(label),
        ...(reason === "" ? {} : { tooltip: reason }),
        ...(canExplain
          ? { command: EXPLAIN_EXCHANGE_COMMAND, arguments: [document.uri, range.start] }
          : { command: "" }),
      },
    };
  });
}

/** Editors show `$(name)` in a lens as an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$ (");
}
