import { type Hover, MarkupKind, type Position } from "vscode-languageserver";
import { type HoverViewer, hoverAt } from "../explain/hover";
import { plainHover } from "../explain/plain";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { commandLineName } from "./command-line-name";
import { EXPLAIN_EXCHANGE_COMMAND, SET_ORIGIN_COMMAND } from "./protocol";
import { toRange } from "./to-protocol";

/** @param folders the URIs of the workspace's folders. */
export function hover(
  analysed: AnalysedDocument,
  position: Position,
  client: ClientAbilities,
  folders: readonly string[],
): Hover | null {
  const { analysis } = analysed;
  const found = hoverAt(analysis, analysis.lines.offsetAt(position), viewerOf(analysed, client, folders));
  return found === null
    ? null
    : {
        contents: client.markdownHover
          ? { kind: MarkupKind.Markdown, value: found.markdown }
          : { kind: MarkupKind.PlainText, value: plainHover(found.markdown) },
        range: toRange(analysis.lines, found.range),
      };
}

/** An editor with the command that explains an exchange also shows diagnostics above hovers. */
function viewerOf(
  { analysis, document, isReportedOnSave }: AnalysedDocument,
  { commands, markdownHover }: ClientAbilities,
  folders: readonly string[],
): HoverViewer {
  const link = (command: string) =>
    markdownHover && commands.includes(command)
      ? (offset: number) => commandUrl(command, [document.uri, analysis.lines.positionAt(offset)])
      : null;
  const explanationUrl = link(EXPLAIN_EXCHANGE_COMMAND);
  return {
    // Diagnostics may be those of the text that was saved last.
    showsFindings: explanationUrl !== null && !isReportedOnSave,
    explanationUrl,
    originUrl: link(SET_ORIGIN_COMMAND),
    file: commandLineName(document.uri, folders),
  };
}

/** A URL that runs a command of the client. A parenthesis would end a link in Markdown. */
function commandUrl(command: string, parameters: readonly unknown[]): string {
  const query = encodeURIComponent(JSON.stringify(parameters));
  return `command:${command}?${query.replace(/[()]/g, (one) => `%${one.charCodeAt(0).toString(16)}`)}`;
}
