import { AnalysedGroups, inOneDocument } from "./analysed-groups";
import { BROWSERS, type Browser } from "./cors/engines";
import { exchangesOf } from "./exchange/exchange";
import { Groups } from "./exchange/groups";
import { segmentsOf, surroundingsOf } from "./exchange/segments";
import type { OutsideVariables } from "./http/outside";
import { type Carrier, parse, unread } from "./http/parse";
import type { HttpDocument } from "./http/tree";
import type { OnRuleError } from "./rules/framework/results";
import type { Finding } from "./rules/framework/rule";
import type { RuleSeverities } from "./rules/framework/severities";
import { type ShownFindings, type SuppressedFinding, shownFindings } from "./rules/framework/suppress";
import { LineIndex } from "./text/line-index";
import { judgeExchanges } from "./verdict/judge";
import type { JudgedDocument } from "./verdict/judged-document";
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
  /** How severe the findings of rules are; as the rules have it where it is not given. */
  readonly rules?: RuleSeverities;
}

export const DEFAULT_SETTINGS: Settings = { origin: null };

/** The longest text that is read, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 20_000_000;

/** What is known of a text. What few ask for is made when it is asked for. */
export class Analysis {
  readonly #groups: AnalysedGroups;
  readonly #severities: RuleSeverities;
  readonly #onError: OnRuleError;
  #shown: ShownFindings | null = null;
  #lines: LineIndex | null = null;
  #isUsedUp = false;

  constructor(groups: AnalysedGroups, severities: RuleSeverities, onError: OnRuleError) {
    this.#groups = groups;
    this.#severities = severities;
    this.#onError = onError;
  }

  get document(): HttpDocument {
    return this.#groups.document;
  }

  get judged(): JudgedDocument {
    return this.#groups.judged;
  }

  /** What goes over to the analysis of another text, once: then this one is no longer true of its own text. */
  handOver(): AnalysedGroups | null {
    const groups = this.#isUsedUp ? null : this.#groups;
    this.#isUsedUp = true;
    return groups;
  }

  /** In the order of their requests. */
  get exchanges(): readonly JudgedExchange[] {
    return this.judged.exchanges;
  }

  /** Those that no comment hides and no setting turns off, in the order of the text. */
  get findings(): readonly Finding[] {
    return this.#show().findings;
  }

  /** The findings that comments hide, in the order of the text. */
  get suppressed(): readonly SuppressedFinding[] {
    return this.#show().suppressed;
  }

  #show(): ShownFindings {
    this.#shown ??= shownFindings(
      this.#groups.findings,
      this.document.suppressions,
      () => this.judged,
      this.#severities,
      this.#onError,
    );
    return this.#shown;
  }

  /** The findings that a blocked verdict rests on, for each exchange, in step order: comments and settings hide none of them. */
  get failures(): ReadonlyMap<JudgedExchange, readonly Finding[]> {
    return this.#groups.failures;
  }

  /** One sentence for a text that is not read; null for every other one. */
  get refusal(): string | null {
    return this.document.text.length > MAX_TEXT_LENGTH
      ? `This document is too large: CORS Lens checks documents of up to ${MAX_TEXT_LENGTH / 1_000_000} MB.`
      : null;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.document.sections);
    return this.#lines;
  }
}

function browsersOf({ engines = [] }: Settings): readonly Browser[] {
  return engines.length === 0 ? BROWSERS : BROWSERS.filter((browser) => engines.includes(browser));
}

/**
 * Reads a text. Total.
 * @param previous as in `analyse`.
 */
export function read(
  text: string,
  carrier: Carrier,
  settings: Settings,
  previous: HttpDocument | null = null,
): HttpDocument {
  const options = { commentedResponses: settings.readCommentedResponses ?? false };
  return text.length > MAX_TEXT_LENGTH ? unread(text) : parse(text, carrier, settings.outside, options, previous);
}

/** Decides what browsers would decide about the exchanges of a document, without looking for what is wrong. Total. */
export function judge(document: HttpDocument, settings: Settings): JudgedDocument {
  const { segments } = segmentsOf(document.blocks, surroundingsOf(document, settings.origin));
  const groups = new Groups();
  groups.change([], segments);
  return inOneDocument(
    document,
    Array.from(groups.all.values(), (members) => judgeExchanges(exchangesOf(members))),
    browsersOf(settings),
  );
}

/**
 * Reads a text and decides what browsers would decide about the exchanges in it: the one entry for editors and terminals. Total.
 * @param onError told of a rule that threw; its findings are left out.
 * @param previous the analysis of the text before an edit, or of any other one, which is used up: what is the same in both goes over to the new
 * one, and is not looked at again. The result is the same with and without.
 */
export function analyse(
  text: string,
  carrier: Carrier,
  settings: Settings,
  onError: OnRuleError = () => {},
  previous: Analysis | null = null,
): Analysis {
  const before = previous?.handOver() ?? null;
  const document = read(text, carrier, settings, before?.document ?? null);
  const groups = new AnalysedGroups(document, settings.origin, browsersOf(settings), onError, before);
  return new Analysis(groups, settings.rules ?? {}, onError);
}
