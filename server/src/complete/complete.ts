import { judge, read, type Settings } from "../analysis";
import { lineEndOf } from "../edits/style";
import type { Carrier } from "../http/parse";
import type { HttpDocument } from "../http/tree";
import type { Variables } from "../http/variables";
import type { Range } from "../text/range";
import { directiveOffers } from "./directives";
import { headerOffers } from "./header-names";
import { valueOffers } from "./header-values";
import { methodOffers } from "./methods";
import { originsIn } from "./origins";
import { type PlacedPosition, positionAt } from "./position";
import type { Offer, Proposal } from "./proposal";
import { snippetOffers } from "./snippets";
import { statusOffers } from "./status-lines";

/** A document, and how it has been read. */
export interface CompletionSource {
  readonly document: HttpDocument;
  readonly carrier: Carrier;
  readonly settings: Settings;
}

/** The characters at which editors should ask; REST Client has the full stop for its variables. */
export const TRIGGER_CHARACTERS = [":", "-", ",", " "];

const DEFAULT_ORIGIN = "https://app.example.com";

/**
 * What can stand at an offset, what the exchange needs first; empty in bodies, prose and foreign text. Total.
 * @param typed the trigger character that has just been typed; null where the user has asked, or types a word
 */
export function completionsAt(source: CompletionSource, offset: number, typed: string | null): Proposal[] {
  const { document, carrier, settings } = source;
  const placed = positionAt(document, (text) => read(text, carrier, settings), offset, typed);
  if (placed === null) {
    return [];
  }
  const { token, offers } = offersAt(source, placed, offset);
  return offers.map((one) => ({
    ...withoutSecrets(one, document.variables),
    insert: { start: token.start, end: offset },
    replace: token,
  }));
}

/** A proposal that writes the reference where a private file gives the value. The texts of snippets have it already. */
function withoutSecrets(one: Offer, variables: Variables): Offer {
  return {
    ...one,
    label: variables.withoutSecrets(one.label, true),
    documentation: variables.withoutSecrets(one.documentation),
    newText: one.isSnippet ? one.newText : variables.withoutSecrets(one.newText, true),
  };
}

function offersAt(
  { document, settings }: CompletionSource,
  { position, without, line }: PlacedPosition,
  offset: number,
): { readonly token: Range; readonly offers: readonly Offer[] } {
  const { text } = document;
  const judged = judge(without, settings);
  const hide = (origin: string) => document.variables.withoutSecrets(origin, true);
  const origins = [...new Set(originsIn(judged, settings.origin).map(hide))];
  const typed = (token: Range) => text.slice(token.start, offset);
  switch (position.kind) {
    case "start": {
      const { token, after, isEmptySection } = position;
      const style = {
        prefix: text.slice(line.start, line.content).replace("\ufeff", ""),
        eol: lineEndOf(document, line),
      };
      const whole = isEmptySection && after === "";
      return {
        token,
        offers: [
          ...methodOffers(after),
          ...(whole ? snippetOffers(origins[0] ?? DEFAULT_ORIGIN, style) : []),
          ...(whole ? statusOffers(judged, line.start, typed(token)) : []),
        ],
      };
    }
    case "status":
      return { token: position.token, offers: statusOffers(judged, line.start, typed(position.token)) };
    case "header":
      return { token: position.token, offers: headerOffers(judged, position) };
    case "value":
      return { token: position.token, offers: valueOffers(judged, position, origins) };
    case "directive":
      return directiveOffers(text, position.comment, offset, origins) ?? { token: position.comment, offers: [] };
  }
}
