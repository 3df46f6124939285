import { type Analysis, judge, read, type Settings } from "../analysis";
import { opensNoHole } from "../edits/grants-after";
import { plainText } from "../edits/snippet";
import { lineEndAt } from "../edits/style";
import type { Carrier } from "../http/parse";
import type { Privacy } from "../http/privacy";
import { messagesOf } from "../http/tree";
import { BYTE_ORDER_MARK } from "../text/byte-order-mark";
import type { Range } from "../text/range";
import { type CommentOffers, directiveOffers } from "./directives";
import { isFinished } from "./finished";
import { headerOffers } from "./header-names";
import { valueOffers } from "./header-values";
import { methodOffers } from "./methods";
import { originsElsewhere, originsIn } from "./origins";
import { type PlacedPosition, positionAt } from "./position";
import type { Offer, Proposal } from "./proposal";
import { snippetOffers } from "./snippets";
import { mayBeginStatusLine, statusOffers } from "./status-lines";
import { suppressionOffers } from "./suppressions";

/** A document's analysis, and how it was read. */
export interface CompletionSource {
  readonly analysis: Analysis;
  readonly carrier: Carrier;
  readonly settings: Settings;
  /** The other open documents. */
  readonly others?: readonly Analysis[];
}

/** The characters that trigger completion in editors. `.` is left to REST Client, which uses it for its variables. */
export const TRIGGER_CHARACTERS = [":", "-", ",", " ", "*"];

const DEFAULT_ORIGIN = "https://app.example.com";

/**
 * The completions at an offset; those that the exchange needs come first. Empty in bodies, prose and foreign text. Never throws.
 * @param typed the trigger character that was just typed; null if the user invoked completion or is typing a word.
 */
export function completionsAt(source: CompletionSource, offset: number, typed: string | null): Proposal[] {
  const { analysis, carrier, settings } = source;
  const { document } = analysis;
  const placed = positionAt(document, (text) => read(text, carrier, settings, document), offset, typed);
  if (placed === null) {
    return [];
  }
  const { token, offers } = offersAt(source, placed, offset);
  const proposals = offers
    .flatMap((one) => withReferences(one, document.privacy))
    .map((one) => ({ ...one, insert: { start: token.start, end: offset }, replace: token }));
  return isFinished(document.text, proposals, token, offset)
    ? []
    : proposals.filter(
        (one) =>
          one.newText.trim() !== document.text.slice(token.start, token.end) &&
          (placed.position.kind === "directive" ||
            opensNoHole(analysis.judged, [
              { range: token, newText: one.isSnippet ? plainText(one.newText) : one.newText },
            ])),
      );
}

/** Writes the reference instead of a private value; empty if there is none for it. Snippets' texts already do. */
function withReferences(one: Offer, privacy: Privacy): Offer[] {
  const label = privacy.written(one.label);
  const newText = one.isSnippet ? one.newText : privacy.written(one.newText);
  return label === null || newText === null
    ? []
    : [{ ...one, label, newText, documentation: privacy.shown(one.documentation) }];
}

function offersAt(
  { analysis, settings, others = [] }: CompletionSource,
  { position, without, line }: PlacedPosition,
  offset: number,
): CommentOffers {
  const { document } = analysis;
  const { text } = document;
  const judged = judge(without, settings, analysis);
  const origins = [
    ...new Set(originsIn(judged, settings.origin).flatMap((origin) => document.privacy.written(origin) ?? [])),
  ];
  const isAllowed = (origin: string) => judged.trust.of(origin) !== "untrusted";
  const typed = (token: Range) => text.slice(token.start, offset);
  switch (position.kind) {
    case "start": {
      const { token, after, isEmptySection } = position;
      const style = {
        prefix: text.slice(line.start, line.content).replace(BYTE_ORDER_MARK, ""),
        eol: lineEndAt(document, line.start),
      };
      const whole = isEmptySection && after === "";
      return {
        token,
        offers: [
          ...(whole ? snippetOffers(origins.find(isAllowed) ?? DEFAULT_ORIGIN, style) : []),
          ...methodOffers(after),
          ...(whole && mayBeginStatusLine(typed(token)) ? statusOffers(judged, line.start, typed(token)) : []),
        ],
      };
    }
    case "status":
      return { token: position.token, offers: statusOffers(judged, line.start, typed(position.token)) };
    case "header":
      return { token: position.token, offers: headerOffers(judged, position) };
    case "value":
      return { token: position.token, offers: valueOffers(judged, position, origins, () => originsElsewhere(others)) };
    case "directive":
      return commentOffers(analysis, position.comment, offset, origins);
  }
}

/** The completions in a comment; in an empty one, directives and suppressions. */
function commentOffers(analysis: Analysis, comment: Range, offset: number, origins: readonly string[]): CommentOffers {
  const { document } = analysis;
  const [first] = messagesOf(document);
  const isAtTop = first === undefined || offset <= document.startOf(first);
  const directives = directiveOffers(document.text, comment, offset, { origins, isAtTop });
  const suppressions = suppressionOffers(analysis, comment, offset);
  return {
    token: (directives ?? suppressions)?.token ?? comment,
    offers: [...(directives?.offers ?? []), ...(suppressions?.offers ?? [])],
  };
}
