import { BROWSERS, type Browser } from "./cors/engines";
import { type BlockRun, blockRunsOf, type ChainedRequest, surroundingsOf } from "./exchange/block-runs";
import { exchangesOf } from "./exchange/exchange";
import { groupsOf } from "./exchange/groups";
import { type NamedOrigins, Trust } from "./exchange/trust";
import type { EnvironmentVariables } from "./http/environment-variables";
import { type Carrier, parse, unread } from "./http/parse";
import type { Privacy } from "./http/privacy";
import { DEFAULT_READING, type ReadingOptions } from "./http/reading";
import type { Directive, HttpDocument, Request } from "./http/tree";
import { judgeExchanges } from "./judged/judge";
import { JudgedDocument, type JudgingContext } from "./judged/judged-document";
import type { JudgedExchange } from "./judged/judged-exchange";
import { inOrder } from "./rules/framework/finding";
import { findingsOn, type OnRuleError, type RuleResults, resultsOf } from "./rules/framework/results";
import type { Finding } from "./rules/framework/rule";
import type { RuleSeverities } from "./rules/framework/severities";
import { type ShownFindings, type SuppressedFinding, shownFindings } from "./rules/framework/suppress";
import { append } from "./text/append";
import { LineIndex } from "./text/line-index";
import { haveSameItems } from "./text/same-items";

/** The settings of an analysis. */
export interface Settings {
  /** The page's origin for requests that don't name one; null if it isn't set. */
  readonly origin: string | null;
  /** The browsers to check against. Default: all. The Fetch standard always counts. */
  readonly engines?: readonly Browser[];
  /** The variables that environment files and settings define. Default: none. */
  readonly variables?: EnvironmentVariables;
  /** Whether to read responses in comments, which people keep in files for editors that would send them. */
  readonly readCommentedResponses?: boolean;
  /** Whether to read Markdown fences that aren't labelled `http` where they are HTTP without doubt. Default: true. */
  readonly readUnlabelledFences?: boolean;
  /** Origins that the server should allow, and origins that it should not. Default: none. */
  readonly trusted?: readonly string[];
  readonly untrusted?: readonly string[];
  /** The severities of rules. A rule that isn't listed keeps its default. */
  readonly rules?: RuleSeverities;
}

export const DEFAULT_SETTINGS: Settings = { origin: null };

/** The longest text that is read, in UTF-16 code units. */
export const MAX_TEXT_LENGTH = 20_000_000;
/** A sentence about a longer text. */
export const TOO_LARGE = `This document is too large: CORS Lens checks documents of up to ${MAX_TEXT_LENGTH / 1_000_000} MB.`;

/** Requests that may affect each other, and the findings of the rules about them. */
interface AnalysedGroup extends RuleResults {
  readonly requests: readonly ChainedRequest[];
  readonly exchanges: readonly JudgedExchange[];
}

/** Everything that the requests and findings of a document depend on. */
interface Context extends JudgingContext {
  readonly named: NamedOrigins;
  readonly privacy: Privacy;
}

/** Everything known about a text. It is a value: later analyses don't change it. Parts that few callers need are computed on first use. */
export class Analysis {
  readonly document: HttpDocument;
  readonly context: Context;
  /** By name. */
  readonly groups: ReadonlyMap<string, AnalysedGroup>;
  readonly runs: readonly BlockRun[];
  readonly #severities: RuleSeverities;
  readonly #onError: OnRuleError;
  #judged: JudgedDocument | null = null;
  #shown: ShownFindings | null = null;
  #failures: ReadonlyMap<JudgedExchange, readonly Finding[]> | null = null;
  #lines: LineIndex | null = null;

  constructor(document: HttpDocument, settings: Settings, onError: OnRuleError, previous: Analysis | null) {
    this.document = document;
    this.context = contextOf(document, settings);
    this.#severities = settings.rules ?? {};
    this.#onError = onError;
    const known = previous !== null && isSameContext(previous.context, this.context) ? previous : null;
    this.runs = blockRunsOf(document, this.context, known?.runs);
    const groups = new Map<string, AnalysedGroup>();
    for (const [name, requests] of groupsOf(this.runs)) {
      const before = known?.groups.get(name);
      groups.set(
        name,
        before !== undefined && haveSameItems(before.requests, requests) ? before : this.#analyse(requests),
      );
    }
    this.groups = groups;
  }

  #analyse(requests: readonly ChainedRequest[]): AnalysedGroup {
    const exchanges = judgeExchanges(exchangesOf(requests));
    return { requests, exchanges, ...resultsOf(this.#see(exchanges), this.#onError) };
  }

  /** Returns the document as a rule sees it. */
  #see(exchanges: readonly JudgedExchange[]): JudgedDocument {
    return new JudgedDocument(this.document, exchanges, this.context);
  }

  get judged(): JudgedDocument {
    this.#judged ??= inOneDocument(this.document, this.runs, this.groups.values(), this.context);
    return this.#judged;
  }

  /** In the order of their requests. */
  get exchanges(): readonly JudgedExchange[] {
    return this.judged.exchanges;
  }

  /** The findings that no comment hides and no setting turns off, in the order of the text. */
  get findings(): readonly Finding[] {
    return this.#show().findings;
  }

  /** The findings that comments hide, in the order of the text. */
  get suppressed(): readonly SuppressedFinding[] {
    return this.#show().suppressed;
  }

  #show(): ShownFindings {
    this.#shown ??= shownFindings(
      this.document,
      this.#allFindings(),
      () => this.judged,
      this.#severities,
      this.#onError,
    );
    return this.#shown;
  }

  /** In the order of the text. */
  #allFindings(): readonly Finding[] {
    const found: Finding[] = [];
    for (const { findings } of this.groups.values()) {
      append(found, findings);
    }
    for (const directive of directivesAboveNoRequest(this.document)) {
      append(found, findingsOn(directive, this.#see([]), this.#onError));
    }
    for (const fence of this.document.unreadFences) {
      append(found, findingsOn(fence, this.#see([]), this.#onError));
    }
    for (const { alone } of this.runs) {
      for (const message of alone) {
        append(found, findingsOn(message, this.#see([]), this.#onError));
      }
    }
    return inOrder(this.document, found);
  }

  /**
   * The findings that make a verdict `blocked`, for each exchange, in step order; those of the redirects before it come first. Comments and
   * settings don't hide any of them.
   */
  get failures(): ReadonlyMap<JudgedExchange, readonly Finding[]> {
    this.#failures ??= collectFailures(this.groups.values());
    return this.#failures;
  }

  /** A sentence that says that the text is too long to be read; null for any other text. */
  get refusal(): string | null {
    return this.document.text.length > MAX_TEXT_LENGTH ? TOO_LARGE : null;
  }

  get lines(): LineIndex {
    this.#lines ??= new LineIndex(this.document.stretches);
    return this.#lines;
  }
}

function collectFailures(groups: Iterable<AnalysedGroup>): ReadonlyMap<JudgedExchange, readonly Finding[]> {
  const failures = new Map<JudgedExchange, readonly Finding[]>();
  for (const { exchanges, failures: own } of groups) {
    for (const exchange of exchanges) {
      const before = exchange.redirectFrom === null ? [] : (failures.get(exchange.redirectFrom) ?? []);
      failures.set(exchange, [...before, ...(own.get(exchange) ?? [])]);
    }
  }
  return failures;
}

/** The directives of the file, except those of its first request, which are checked with that request. */
function directivesAboveNoRequest({ blocks, topDirectives }: HttpDocument): readonly Directive[] {
  const [first] = blocks.find(({ messages }) => messages.length > 0)?.messages ?? [];
  const own = first?.kind === "request" ? first.directives : [];
  // All of them are in the section of the request.
  const offsets = new Set(own.map(({ offset }) => offset));
  return topDirectives.filter(({ section, offset }) => section !== own[0]?.section || !offsets.has(offset));
}

function contextOf(document: HttpDocument, settings: Settings): Context {
  const surroundings = surroundingsOf(document, settings.origin);
  const named = { trusted: settings.trusted ?? [], untrusted: settings.untrusted ?? [] };
  return {
    ...surroundings,
    browsers: browsersOf(settings),
    named,
    trust: new Trust(surroundings.fileDirectives, named),
    privacy: document.privacy,
  };
}

function isSameContext(a: Context, b: Context): boolean {
  return (
    a.originSetting === b.originSetting &&
    haveSameItems(a.browsers, b.browsers) &&
    haveSameItems(a.fileDirectives, b.fileDirectives) &&
    haveSameItems(a.named.trusted, b.named.trusted) &&
    haveSameItems(a.named.untrusted, b.named.untrusted) &&
    a.privacy.isSameAs(b.privacy)
  );
}

function inOneDocument(
  document: HttpDocument,
  runs: readonly BlockRun[],
  groups: Iterable<Pick<AnalysedGroup, "exchanges">>,
  context: JudgingContext,
): JudgedDocument {
  const byRequest = new Map<Request, JudgedExchange>();
  for (const { exchanges } of groups) {
    for (const exchange of exchanges) {
      byRequest.set(exchange.request, exchange);
    }
  }
  const exchanges = runs.flatMap(({ requests }) =>
    requests.flatMap(({ paired }) => byRequest.get(paired.request) ?? []),
  );
  return new JudgedDocument(document, exchanges, context);
}

function readingOptions({ readCommentedResponses, readUnlabelledFences }: Settings): ReadingOptions {
  return {
    commentedResponses: readCommentedResponses ?? DEFAULT_READING.commentedResponses,
    unlabelledFences: readUnlabelledFences ?? DEFAULT_READING.unlabelledFences,
  };
}

function browsersOf({ engines = [] }: Settings): readonly Browser[] {
  return engines.length === 0 ? BROWSERS : BROWSERS.filter((browser) => engines.includes(browser));
}

/**
 * Reads a text. Never throws.
 * @param previous as in `analyse`.
 */
export function read(
  text: string,
  carrier: Carrier,
  settings: Settings,
  previous: HttpDocument | null = null,
): HttpDocument {
  return text.length > MAX_TEXT_LENGTH
    ? unread(text)
    : parse(text, carrier, settings.variables, readingOptions(settings), previous);
}

/**
 * Decides what browsers do with the exchanges of a document, without running the rules. Never throws.
 * @param previous as in `analyse`.
 */
export function judge(document: HttpDocument, settings: Settings, previous: Analysis | null = null): JudgedDocument {
  const context = contextOf(document, settings);
  const known = previous !== null && isSameContext(previous.context, context) ? previous : null;
  const runs = blockRunsOf(document, context, known?.runs);
  const groups = Array.from(groupsOf(runs), ([name, requests]) => {
    const before = known?.groups.get(name);
    return before !== undefined && haveSameItems(before.requests, requests)
      ? before
      : { exchanges: judgeExchanges(exchangesOf(requests)) };
  });
  return inOneDocument(document, runs, groups, context);
}

/**
 * Reads a text and decides what browsers do with the exchanges in it. Editors and the command line use this one function. Never throws.
 * @param onError called for each rule that throws; its findings are missing from the result.
 * @param previous the analysis of the text before an edit, or of any other text. It makes this one faster and changes neither.
 */
export function analyse(
  text: string,
  carrier: Carrier,
  settings: Settings,
  onError: OnRuleError = () => {},
  previous: Analysis | null = null,
): Analysis {
  return new Analysis(read(text, carrier, settings, previous?.document ?? null), settings, onError, previous);
}
