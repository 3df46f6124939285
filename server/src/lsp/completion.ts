import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionParams,
  CompletionTriggerKind,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";
import { completionsAt } from "../complete/complete";
import type { Proposal, ProposalKind } from "../complete/proposal";
import { plainText } from "../edits/snippet";
import { plainHover } from "../explain/plain";
import type { LineIndex } from "../text/line-index";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import type { CompletionData } from "./protocol";
import { toRange } from "./to-protocol";

const KINDS: Readonly<Record<ProposalKind, CompletionItemKind>> = {
  method: CompletionItemKind.Method,
  header: CompletionItemKind.Field,
  value: CompletionItemKind.Value,
  status: CompletionItemKind.EnumMember,
  directive: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
};

/** The completions at a position, the most useful ones first. */
export function completion(
  analysed: AnalysedDocument,
  { position, context }: CompletionParams,
  client: ClientAbilities,
): CompletionItem[] {
  const typed =
    context?.triggerKind === CompletionTriggerKind.TriggerCharacter ? (context.triggerCharacter ?? null) : null;
  const { lines } = analysed.analysis;
  return completionsAt(analysed, lines.offsetAt(position), typed).map((proposal, order) =>
    toItem(proposal, order, lines, client),
  );
}

function toItem(proposal: Proposal, order: number, lines: LineIndex, client: ClientAbilities): CompletionItem {
  const { kind, label, detail, documentation, isSnippet, continues } = proposal;
  const asSnippet = isSnippet && client.snippetCompletion;
  const newText = isSnippet && !asSnippet ? plainText(proposal.newText) : proposal.newText;
  const replace = toRange(lines, proposal.replace);
  return {
    label,
    kind: KINDS[kind],
    detail,
    documentation: client.markdownCompletion
      ? { kind: MarkupKind.Markdown, value: documentation }
      : plainHover(documentation),
    // Clients filter by the label and keep this order, which depends on the exchange.
    filterText: label,
    sortText: String(order).padStart(4, "0"),
    insertTextFormat: asSnippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    ...(client.insertAsIs ? { insertTextMode: InsertTextMode.asIs } : {}),
    ...(continues ? { data: { continues } satisfies CompletionData } : {}),
    textEdit: client.insertReplace
      ? { newText, insert: toRange(lines, proposal.insert), replace }
      : { newText, range: replace },
  };
}
