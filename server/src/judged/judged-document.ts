import type { Browser } from "../cors/engines";
import type { Surroundings } from "../exchange/block-runs";
import { isSameTarget } from "../exchange/target";
import type { Trust } from "../exchange/trust";
import { type HttpDocument, isSameCommand, type Message, type Response } from "../http/tree";
import type { JudgedExchange } from "./judged-exchange";

/** Everything that the judged exchanges of a document depend on, besides its text. */
export interface JudgingContext extends Surroundings {
  readonly browsers: readonly Browser[];
  readonly trust: Trust;
}

/** Judged exchanges and the relations between them. They don't say where in which text they are. */
export class JudgedExchanges {
  readonly exchanges: readonly JudgedExchange[];
  /** The browsers to check against. */
  readonly browsers: readonly Browser[];
  /** Which origins the server should allow. */
  readonly trust: Trust;
  #byMessage: ReadonlyMap<Message, JudgedExchange> | null = null;
  #served: ReadonlyMap<JudgedExchange, readonly JudgedExchange[]> | null = null;
  #redirected: ReadonlyMap<JudgedExchange, readonly JudgedExchange[]> | null = null;
  #targets: Targets | null = null;

  constructor(exchanges: readonly JudgedExchange[], { browsers, trust }: Pick<JudgingContext, "browsers" | "trust">) {
    this.browsers = browsers;
    this.trust = trust;
    this.exchanges = exchanges;
  }

  /** The exchange that a message is part of; null for a message without one. */
  exchangeOf(message: Message): JudgedExchange | null {
    this.#byMessage ??= exchangesByMessage(this.exchanges);
    return this.#byMessage.get(message) ?? null;
  }

  /** The actual requests that rely on a preflight. */
  servedBy(preflight: JudgedExchange): readonly JudgedExchange[] {
    this.#served ??= grouped(this.exchanges, ({ servedBy }) => servedBy);
    return this.#served.get(preflight) ?? NONE;
  }

  /** The exchanges of the same fetch after a redirect: the next request and its preflight, then those after its own redirect. */
  after(exchange: JudgedExchange): readonly JudgedExchange[] {
    const next = this.#redirectedFrom(exchange);
    return next.length === 0 ? NONE : [...next, ...next.flatMap((one) => this.after(one))];
  }

  /** The exchange after the last redirect that the command of an exchange has followed; the exchange itself if there is none. */
  lastHop(exchange: JudgedExchange): JudgedExchange {
    return this.hopsOf(exchange).at(-1) ?? exchange;
  }

  /** The exchanges after redirects that the command of an exchange has followed. */
  hopsOf(exchange: JudgedExchange): readonly JudgedExchange[] {
    return this.after(exchange).filter(({ isHop, request }) => isHop && isSameCommand(request, exchange.request));
  }

  /** The request that an exchange redirects to; the preflight for that request if the text shows no more; null if it shows neither. */
  followerOf(exchange: JudgedExchange): JudgedExchange | null {
    const next = this.#redirectedFrom(exchange);
    return next.find(({ kind }) => kind === "actual") ?? next[0] ?? null;
  }

  #redirectedFrom(exchange: JudgedExchange): readonly JudgedExchange[] {
    this.#redirected ??= grouped(this.exchanges, ({ redirectFrom }) => redirectFrom);
    return this.#redirected.get(exchange) ?? NONE;
  }

  /**
   * The exchanges of each target, in the order of the text. Those whose scheme the text doesn't give belong to the target with a scheme, if there is
   * only one.
   */
  get targets(): readonly (readonly JudgedExchange[])[] {
    this.#targets ??= new Targets(this.exchanges);
    return this.#targets.groups;
  }

  /** Other exchanges with the same URL, as far as the text says: those around the exchange, in the order of the text. */
  othersWithTarget(exchange: JudgedExchange): JudgedExchange[] {
    this.#targets ??= new Targets(this.exchanges);
    const all = this.#targets.byKey.get(exchange.target.key) ?? NONE;
    const at = this.#targets.places.get(exchange) ?? 0;
    return all
      .slice(Math.max(0, at - MAX_OTHERS), at + MAX_OTHERS)
      .filter((other) => other !== exchange && isSameTarget(other.target, exchange.target));
  }

  /**
   * Whether a response has no verdict because it has no request, or the page's origin isn't known. A rule may still report a value that is
   * wrong for every origin. Where CORS is known not to apply, rules report nothing.
   */
  isUnjudged(response: Response): boolean {
    return this.exchangeOf(response)?.isPageUnknown ?? true;
  }
}

/** All judged exchanges of a document. */
export class JudgedDocument extends JudgedExchanges {
  readonly document: HttpDocument;
  readonly context: JudgingContext;

  constructor(document: HttpDocument, exchanges: readonly JudgedExchange[], context: JudgingContext) {
    super(exchanges, context);
    this.context = context;
    this.document = document;
  }
}

const NONE: readonly JudgedExchange[] = [];

/** How many exchanges with the same URL are considered above an exchange and below it. This bounds the work for a file that repeats one URL. */
const MAX_OTHERS = 64;

function exchangesByMessage(exchanges: readonly JudgedExchange[]): Map<Message, JudgedExchange> {
  const byMessage = new Map<Message, JudgedExchange>();
  for (const exchange of exchanges) {
    byMessage.set(exchange.request, exchange);
    if (exchange.response !== null) {
      byMessage.set(exchange.response, exchange);
    }
  }
  return byMessage;
}

/** The exchanges that have another one in a certain relation, by that one. */
function grouped(
  exchanges: readonly JudgedExchange[],
  otherOf: (exchange: JudgedExchange) => JudgedExchange | null,
): Map<JudgedExchange, JudgedExchange[]> {
  const groups = new Map<JudgedExchange, JudgedExchange[]>();
  for (const exchange of exchanges) {
    const other = otherOf(exchange);
    if (other !== null) {
      push(groups, other, exchange);
    }
  }
  return groups;
}

class Targets {
  readonly byKey = new Map<string, JudgedExchange[]>();
  /** The index of each exchange among those with its target. */
  readonly places = new Map<JudgedExchange, number>();

  constructor(exchanges: readonly JudgedExchange[]) {
    for (const exchange of exchanges) {
      push(this.byKey, exchange.target.key, exchange);
      this.places.set(exchange, (this.byKey.get(exchange.target.key)?.length ?? 1) - 1);
    }
  }

  get groups(): readonly (readonly JudgedExchange[])[] {
    return [...this.byKey.values()].flatMap((all) => {
      const schemes = new Set(all.map(({ target }) => target.scheme));
      const [only, ...others] = [...schemes].filter((scheme) => scheme !== null);
      return others.length === 0
        ? [all]
        : [only, ...others, ...(schemes.has(null) ? [null] : [])].map((scheme) =>
            all.filter(({ target }) => target.scheme === scheme),
          );
    });
  }
}

function push<K>(map: Map<K, JudgedExchange[]>, key: K, exchange: JudgedExchange): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [exchange]);
  } else {
    list.push(exchange);
  }
}
