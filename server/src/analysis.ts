import { BROWSERS, type Browser } from "./cors/engines";
import { exchangesOf } from "./exchange/exchange";
import type { OutsideVariables } from "./http/outside";
import { type Carrier, parse } from "./http/parse";
import type { HttpDocument } from "./http/tree";
import type { Finding, Rule } from "./rules/framework/rule";
import { runRules } from "./rules/framework/run";
import { LineIndex } from "./text/line-index";
import { judgeExchanges } from "./verdict/judge";
import { JudgedDocument } from "./verdict/judged-document";
import type { JudgedExchange } from "./verdict/judged-exchange";

/** What a user may set; passed in, never kept. */
export interface Settings {
  /** The page's origin for requests that name none; null where it is not set. */
  readonly origin: string | null;
  /** The browsers that matter to the user; all where none is given. The Fetch standard always counts. */
  readonly engines?: readonly Browser[];
  /** The variables that are defined outside of the text; none where it is not given. */
  readonly outside?: OutsideVariables;
  /** Whether responses that stand in comments are read, as one keeps them for editors that would send them. */
  readonly readCommentedResponses?: boolean;
}

export const DEFAULT_SETTINGS: Settings = { origin: null };

export interface Analysis {
  readonly document: HttpDocument;
  readonly judged: JudgedDocument;
  readonly exchanges: readonly JudgedExchange[];
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  /** The findings that a blocked verdict rests on, for each exchange, in step order. */
  readonly failures: ReadonlyMap<JudgedExchange, readonly Finding[]>;
  readonly lines: LineIndex;
}

function browsersOf({ engines = [] }: Settings): readonly Browser[] {
  return engines.length === 0 ? BROWSERS : BROWSERS.filter((browser) => engines.includes(browser));
}

/** Reads a text. Total. */
export function read(text: string, carrier: Carrier, settings: Settings): HttpDocument {
  return parse(text, carrier, settings.outside, {
    commentedResponses: settings.readCommentedResponses ?? false,
  });
}

/** Decides what browsers would decide about the exchanges of a document, without looking for what is wrong. Total. */
export function judge(document: HttpDocument, settings: Settings): JudgedDocument {
  return new JudgedDocument(document, judgeExchanges(exchangesOf(document, settings.origin)), browsersOf(settings));
}

/**
 * Reads a text and decides what browsers would decide about the exchanges in it: the one entry for editors and terminals. Total.
 * @param onError told of a rule that threw; its findings are left out.
 */
export function analyse(
  text: string,
  carrier: Carrier,
  settings: Settings,
  onError: (rule: Rule, error: unknown) => void = () => {},
): Analysis {
  const document = read(text, carrier, settings);
  const judged = judge(document, settings);
  const { exchanges } = judged;
  return { document, judged, exchanges, ...runRules(judged, onError), lines: new LineIndex(text) };
}
