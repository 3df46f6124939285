import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  CompletionTriggerKind,
  type Connection,
  InsertTextFormat,
  InsertTextMode,
  MarkupKind,
} from "vscode-languageserver";
import type { Analysis } from "../analysis";
import { completionsAt } from "../complete/complete";
import type { Proposal, ProposalKind } from "../complete/proposal";
import { plainText } from "../edits/snippet";
import { plainHover } from "../explain/plain";
import type { LineIndex } from "../text/line-index";
import type { AnalysedDocument } from "./analysed-document";
import type { ClientAbilities } from "./client-capabilities";
import type { Documents } from "./documents";
import { guard } from "./guard";
import type { OnDocument } from "./on-document";
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

/** Registers completion, which also knows the other open documents. */
export function registerCompletion(
  connection: Connection,
  documents: Documents,
  onDocument: OnDocument,
  client: ClientAbilities,
): void {
  const complete = onDocument("Completion", NOTHING, (analysed, params: CompletionParams & Others) =>
    completion(analysed, params, client),
  );
  connection.onCompletion((params, token) =>
    guard(connection.console, "Completion", token, NOTHING, async () => {
      const uris = documents.all().flatMap(({ uri }) => (uri === params.textDocument.uri ? [] : [uri]));
      const analysed = await Promise.all(uris.map((uri) => documents.analysed(uri)));
      return complete({ ...params, others: analysed.flatMap((one) => one?.analysis ?? []) }, token);
    }),
  );
}

interface Others {
  readonly others: readonly Analysis[];
}

const NOTHING: CompletionList = { isIncomplete: true, items: [] };

/** The completions at a position, the most useful ones first. The editor asks again after each key, because a finished text has none. */
export function completion(
  analysed: AnalysedDocument,
  { position, context, others }: CompletionParams & Others,
  client: ClientAbilities,
): CompletionList {
  const typed =
    context?.triggerKind === CompletionTriggerKind.TriggerCharacter ? (context.triggerCharacter ?? null) : null;
  const { lines } = analysed.analysis;
  const proposals = completionsAt({ ...analysed, others }, lines.offsetAt(position), typed);
  return { isIncomplete: true, items: proposals.map((proposal, order) => toItem(proposal, order, lines, client)) };
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
