import type { CodeLens } from "vscode-languageserver";
import type { ShownVerdict } from "../navigate/verdicts";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { chooseEnvironment } from "./environments";
import { CHOOSE_ENVIRONMENT_COMMAND, EXPLAIN_EXCHANGE_COMMAND, SET_ORIGIN_COMMAND } from "./protocol";
import { toRange } from "./to-protocol";

/**
 * The verdict above each exchange. A click explains it, or names the page where that is asked for, if the client has the command. If the verdict depends on the environment, a second lens
 * chooses one.
 */
export function codeLenses(
  { analysis, document }: AnalysedDocument,
  verdicts: readonly ShownVerdict[],
  { commands }: ClientAbilities,
): CodeLens[] {
  const canChoose = commands.includes(CHOOSE_ENVIRONMENT_COMMAND);
  return verdicts.flatMap(({ label, reason, asksForPage, needsEnvironment, line }) => {
    const range = toRange(analysis.lines, line);
    const asks = asksForPage && commands.includes(SET_ORIGIN_COMMAND);
    const command = asks ? SET_ORIGIN_COMMAND : EXPLAIN_EXCHANGE_COMMAND;
    const verdict = {
      range,
      command: {
        title: asks ? "CORS: which page? Set the origin…" : withoutIcons(label),
        ...(reason === "" ? {} : { tooltip: reason }),
        ...(commands.includes(command) ? { command, arguments: [document.uri, range.start] } : { command: "" }),
      },
    };
    return needsEnvironment && canChoose ? [verdict, { range, command: chooseEnvironment(document.uri) }] : [verdict];
  });
}

/** Editors show `$(name)` in a lens as an icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$ (");
}
