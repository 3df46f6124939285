import type { Analysis } from "../analysis";
import { originParts } from "../exchange/cors-directive";
import type { LineKind } from "../http/line";
import { referencesIn } from "../http/references";
import { type Directive, type HttpDocument, messagesOf } from "../http/tree";
import { openMarksIn, openReference } from "../http/value";
import { memo } from "../text/memo";
import { fieldTokens } from "./field-tokens";
import type { Token } from "./token";
import { originType } from "./value-words";

/** The words that matter to CORS, in document order, without overlaps. The grammar colours everything else. */
export const tokensOf = memo((analysis: Analysis): readonly Token[] => {
  const { document } = analysis;
  const messages = messagesOf(document);
  const directives = messages.flatMap((message) => (message.kind === "request" ? message.directives : []));
  return apart([
    ...unknownTokens(document),
    ...messages.flatMap((message) => fieldTokens(document, message)),
    ...[...document.topDirectives, ...directives].flatMap((directive) => directiveTokens(document, directive)),
  ]);
});

/** The tokens that touch a range. */
export function tokensIn(analysis: Analysis, { start, end }: Pick<Token, "start" | "end">): readonly Token[] {
  return tokensOf(analysis).filter((token) => token.start <= end && token.end >= start);
}

/** Lines of heads. An unknown value in one of them can make a verdict unknown. */
const HEAD_LINES: ReadonlySet<LineKind> = new Set<LineKind>([
  "directive",
  "request-line",
  "request-continuation",
  "status-line",
  "pseudo-field",
  "command",
  "command-continuation",
  "field",
  "bare-field",
  "obs-fold",
]);

/** References without a value, placeholders and ellipses. */
function unknownTokens({ text, lines, variables }: HttpDocument): Token[] {
  const tokens: Token[] = [];
  for (const { kind, content, end } of lines) {
    if (!HEAD_LINES.has(kind)) {
      continue;
    }
    let from = content;
    const marksUpTo = (to: number) => {
      for (const mark of openMarksIn(text, from, to)) {
        tokens.push({ ...mark, type: "variable", modifiers: ["unknown"] });
      }
    };
    for (const reference of referencesIn(text, content, end)) {
      marksUpTo(reference.start);
      from = reference.end;
      if (openReference(text.slice(reference.start, reference.end), variables, reference.start) !== null) {
        tokens.push({ start: reference.start, end: reference.end, type: "variable", modifiers: ["unknown"] });
      }
    }
    marksUpTo(end);
  }
  return tokens;
}

function directiveTokens(document: HttpDocument, directive: Directive): Token[] {
  return originParts(directive).flatMap((origin) => {
    const type = originType(origin.text);
    return type === null ? [] : [{ ...document.rangeOf({ anchor: directive, range: origin }), type, modifiers: [] }];
  });
}

/** The tokens in document order; of overlapping ones, only the first. One option of a command may imply several fields. */
function apart(tokens: readonly Token[]): Token[] {
  let at = 0;
  return tokens
    .toSorted((a, b) => a.start - b.start)
    .filter(({ start, end }) => {
      const isApart = at <= start && start < end;
      at = isApart ? end : at;
      return isApart;
    });
}
