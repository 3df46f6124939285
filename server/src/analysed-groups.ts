import type { Browser } from "./cors/engines";
import { exchangesOf } from "./exchange/exchange";
import { Groups } from "./exchange/groups";
import { type Member, type Segment, type Surroundings, segmentsOf, surroundingsOf } from "./exchange/segments";
import type { Block, Directive, HttpDocument, Message } from "./http/tree";
import { merged, without } from "./rules/framework/finding";
import { findingsOn, type OnRuleError, type RuleResults, resultsOf } from "./rules/framework/results";
import type { Finding } from "./rules/framework/rule";
import { judgeExchanges } from "./verdict/judge";
import { JudgedDocument } from "./verdict/judged-document";
import type { JudgedExchange } from "./verdict/judged-exchange";

interface Group extends RuleResults {
  readonly exchanges: readonly JudgedExchange[];
}

/** What decides about all requests and findings of a document alike. */
interface Context extends Surroundings {
  readonly browsers: readonly Browser[];
  /** The values that are not to be shown. */
  readonly hidden: HttpDocument["variables"]["hidden"];
}

/** What goes over from one document to the next. */
interface State {
  readonly blocks: readonly Block[];
  readonly segments: readonly Segment[];
  readonly topDirectives: readonly Directive[];
  readonly groups: Groups;
  /** By the names of the groups. */
  readonly results: Map<string, Group>;
  /** On what belongs to no exchange. */
  readonly alone: Map<Message | Directive, readonly Finding[]>;
  /** In the order of the text. */
  readonly findings: readonly Finding[];
}

/** What a document gives, group by group. */
export class AnalysedGroups {
  readonly document: HttpDocument;
  readonly browsers: readonly Browser[];
  readonly #context: Context;
  readonly #onError: OnRuleError;
  readonly #state: State;
  #judged: JudgedDocument | null = null;
  #failures: ReadonlyMap<JudgedExchange, readonly Finding[]> | null = null;

  /** @param previous is used up: what did not change goes over from it. */
  constructor(
    document: HttpDocument,
    originSetting: string | null,
    browsers: readonly Browser[],
    onError: OnRuleError,
    previous: AnalysedGroups | null,
  ) {
    this.document = document;
    this.browsers = browsers;
    this.#onError = onError;
    this.#context = { ...surroundingsOf(document, originSetting), browsers, hidden: document.variables.hidden };
    const before = previous !== null && isSameContext(previous.#context, this.#context) ? previous.#state : null;
    this.#state = before === null ? this.#begin() : this.#goOn(before);
  }

  /** In the order of the text. */
  get findings(): readonly Finding[] {
    return this.#state.findings;
  }

  /** All exchanges, in the order of their requests. */
  get judged(): JudgedDocument {
    this.#judged ??= inOneDocument(
      this.document,
      Array.from(this.#state.results.values(), ({ exchanges }) => exchanges),
      this.browsers,
    );
    return this.#judged;
  }

  /** The findings that a blocked verdict rests on, for each exchange, in step order: those of the redirects before it first. */
  get failures(): ReadonlyMap<JudgedExchange, readonly Finding[]> {
    this.#failures ??= this.#collectFailures();
    return this.#failures;
  }

  #begin(): State {
    return this.#goOn({
      blocks: [],
      segments: [],
      topDirectives: [],
      groups: new Groups(),
      results: new Map(),
      alone: new Map(),
      findings: [],
    });
  }

  #goOn(before: State): State {
    const { groups, results, alone } = before;
    const { blocks } = this.document;
    const topDirectives = directivesAboveNoRequest(this.document);
    const { segments, added, removed } = segmentsOf(blocks, this.#context, before);
    const changed = groups.change(removed, added);
    const gone: (readonly Finding[])[] = [];
    const found: Finding[] = [];
    for (const name of changed) {
      gone.push(results.get(name)?.findings ?? []);
      const members = groups.all.get(name);
      if (members === undefined) {
        results.delete(name);
      } else {
        const group = this.#analyse(members);
        results.set(name, group);
        found.push(...group.findings);
      }
    }
    for (const one of [...before.topDirectives, ...removed.flatMap((segment) => segment.alone)]) {
      gone.push(alone.get(one) ?? []);
      alone.delete(one);
    }
    for (const one of [...topDirectives, ...added.flatMap((segment) => segment.alone)]) {
      const findings = findingsOn(one, this.#see([]), this.#onError);
      alone.set(one, findings);
      found.push(...findings);
    }
    const findings = merged(without(before.findings, gone), found);
    return { blocks, segments, topDirectives, groups, results, alone, findings };
  }

  #analyse(members: readonly Member[]): Group {
    const exchanges = judgeExchanges(exchangesOf(members));
    return { exchanges, ...resultsOf(this.#see(exchanges), this.#onError) };
  }

  #see(exchanges: readonly JudgedExchange[]): JudgedDocument {
    return new JudgedDocument(this.document, exchanges, this.browsers);
  }

  #collectFailures(): ReadonlyMap<JudgedExchange, readonly Finding[]> {
    const failures = new Map<JudgedExchange, readonly Finding[]>();
    for (const { exchanges, failures: own } of this.#state.results.values()) {
      for (const exchange of exchanges) {
        const before = exchange.redirectFrom === null ? [] : (failures.get(exchange.redirectFrom) ?? []);
        failures.set(exchange, [...before, ...(own.get(exchange) ?? [])]);
      }
    }
    return failures;
  }
}

/** The exchanges of all groups, in the order of their requests. */
export function inOneDocument(
  document: HttpDocument,
  groups: readonly (readonly JudgedExchange[])[],
  browsers: readonly Browser[],
): JudgedDocument {
  const exchanges = groups.flat().sort((a, b) => a.request.start - b.request.start);
  return new JudgedDocument(document, exchanges, browsers);
}

/** The directives of the file but for those of its first request, which are looked at with that. */
function directivesAboveNoRequest({ blocks, topDirectives }: HttpDocument): readonly Directive[] {
  const [first] = blocks.find(({ messages }) => messages.length > 0)?.messages ?? [];
  const own = new Set(first?.kind === "request" ? first.directives.map(({ start }) => start) : []);
  return topDirectives.filter(({ start }) => !own.has(start));
}

function isSameContext(a: Context, b: Context): boolean {
  return (
    a.variables === b.variables &&
    a.originSetting === b.originSetting &&
    haveSameItems(a.browsers, b.browsers) &&
    haveSameItems(a.fileDirectives, b.fileDirectives) &&
    a.hidden.length === b.hidden.length &&
    a.hidden.every(({ text, reference }, i) => text === b.hidden[i]?.text && reference === b.hidden[i]?.reference)
  );
}

function haveSameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
