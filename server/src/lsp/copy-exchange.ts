import { type CodeAction, CodeActionKind, type Position } from "vscode-languageserver";
import { COPY_FORMATS, type CopyFormat, copyExchange, type ExchangeCopy } from "../copy/copy-exchange";
import { exchangeAt } from "../explain/locate";
import type { JudgedExchange } from "../judged/judged-exchange";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import { COPY_COMMANDS } from "./protocol";

export const COPY = `${CodeActionKind.Refactor}.copy.corsLens`;

const TITLES: Readonly<Record<CopyFormat, string>> = {
  curl: "Copy the request as a curl command",
  fetch: "Copy the request as fetch()",
  markdown: "Copy the exchange as a Markdown fence",
};

export function copyOfExchange(
  { analysis, carrier }: AnalysedDocument,
  position: Position,
  format: CopyFormat,
): ExchangeCopy | null {
  const exchange = exchangeAt(analysis.judged, analysis.lines.offsetAt(position));
  return exchange === null ? null : copyExchange(analysis.document, exchange, format, carrier);
}

/** The possible copies of an exchange, if the client has the commands that put them on the clipboard. */
export function copyActions(
  { document, analysis, carrier }: AnalysedDocument,
  exchange: JudgedExchange,
  client: ClientAbilities,
): CodeAction[] {
  const position = analysis.lines.positionAt(analysis.document.startOf(exchange.request));
  return COPY_FORMATS.filter(
    (format) =>
      client.commands.includes(COPY_COMMANDS[format]) &&
      copyExchange(analysis.document, exchange, format, carrier).text !== null,
  ).map((format) => ({
    title: TITLES[format],
    kind: `${COPY}.${format}`,
    command: { title: TITLES[format], command: COPY_COMMANDS[format], arguments: [document.uri, position] },
  }));
}
