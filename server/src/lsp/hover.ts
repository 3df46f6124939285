import { type Hover, MarkupKind, type Position } from "vscode-languageserver";
import { hoverAt } from "../explain/hover";
import { exchangeAt } from "../explain/locate";
import { plainHover } from "../explain/plain";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { SET_ORIGIN_COMMAND } from "./protocol";
import { toRange } from "./to-protocol";

export function hover(
  { analysis, document }: AnalysedDocument,
  position: Position,
  client: ClientAbilities,
): Hover | null {
  const offset = analysis.lines.offsetAt(position);
  const found = hoverAt(analysis, offset);
  const asks = exchangeAt(analysis.judged, offset)?.isPageUnknown && client.commands.includes(SET_ORIGIN_COMMAND);
  return found === null
    ? null
    : {
        contents: client.markdownHover
          ? {
              kind: MarkupKind.Markdown,
              value: asks ? `${found.markdown}\n\n${originLink(document.uri, position)}` : found.markdown,
            }
          : { kind: MarkupKind.PlainText, value: plainHover(found.markdown) },
        range: toRange(analysis.lines, found.range),
      };
}

/** A link that runs the client's command. */
function originLink(uri: string, position: Position): string {
  return `[Set the page's origin…](command:${SET_ORIGIN_COMMAND}?${encodeURIComponent(JSON.stringify([uri, position]))})`;
}
