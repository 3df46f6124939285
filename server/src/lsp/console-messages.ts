import type { CodeAction, CodeLens, Position } from "vscode-languageserver";
import { insertReportedExchange } from "../edits/insert-reported-exchange";
import { messageTitle } from "../explain/console-message/message-title";
import { consoleEntryAt } from "../explain/locate";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { withoutIcons } from "./code-lenses";
import { EXPLAIN_EXCHANGE_COMMAND, SHOW_LINE_COMMAND } from "./protocol";
import { toRange, toWorkspaceEdit } from "./to-protocol";

/** The meaning of each console message in a document, above it. A click explains it, if the client has the command. */
export function messageLenses({ analysis, document }: AnalysedDocument, { commands }: ClientAbilities): CodeLens[] {
  const { consoleEntries, privacy } = analysis.document;
  return consoleEntries.map((entry) => {
    const start = analysis.document.startOf(entry);
    const range = toRange(analysis.lines, { start, end: start + entry.length });
    return {
      range,
      command: {
        title: withoutIcons(privacy.shown(messageTitle(entry.message))),
        ...(commands.includes(EXPLAIN_EXCHANGE_COMMAND)
          ? { command: EXPLAIN_EXCHANGE_COMMAND, arguments: [document.uri, range.start] }
          : { command: "" }),
      },
    };
  });
}

/** The action that writes the exchange that the message at a position reports; the cursor then goes there, if the client has the command. */
export function reportedExchangeActions(
  analysed: AnalysedDocument,
  position: Position,
  kind: string,
  client: ClientAbilities,
): CodeAction[] {
  const { analysis } = analysed;
  const entry = consoleEntryAt(analysis, analysis.lines.offsetAt(position));
  const inserted = entry === null ? null : insertReportedExchange(analysis.judged, entry);
  if (inserted === null) {
    return [];
  }
  const { fix, line } = inserted;
  const { title } = fix;
  return [
    {
      title,
      kind,
      edit: toWorkspaceEdit(fix, analysed, client),
      ...(client.commands.includes(SHOW_LINE_COMMAND)
        ? { command: { title, command: SHOW_LINE_COMMAND, arguments: [analysed.document.uri, line] } }
        : {}),
    },
  ];
}
