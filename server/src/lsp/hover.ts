import { type Hover, MarkupKind, type Position } from "vscode-languageserver";
import { hoverAt } from "../explain/hover";
import { plainHover } from "../explain/plain";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { toRange } from "./to-protocol";

export function hover({ analysis }: AnalysedDocument, position: Position, client: ClientAbilities): Hover | null {
  const found = hoverAt(analysis, analysis.lines.offsetAt(position));
  return found === null
    ? null
    : {
        contents: client.markdownHover
          ? { kind: MarkupKind.Markdown, value: found.markdown }
          : { kind: MarkupKind.PlainText, value: plainHover(found.markdown) },
        range: toRange(analysis.lines, found.range),
      };
}
