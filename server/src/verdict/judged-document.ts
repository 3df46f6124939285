import { BROWSERS, type Browser } from "../cors/engines";
import { isSameTarget } from "../exchange/target";
import type { HttpDocument, Message, Response } from "../http/tree";
import type { JudgedExchange } from "./judged-exchange";

/** A document with judged exchanges of it, and what belongs to what among them. */
export class JudgedDocument {
  readonly document: HttpDocument;
  readonly exchanges: readonly JudgedExchange[];
  /** Those that matter to the user. */
  readonly browsers: readonly Browser[];
  #relations: Relations | null = null;

  constructor(document: HttpDocument, exchanges: readonly JudgedExchange[], browsers: readonly Browser[] = BROWSERS) {
    this.browsers = browsers;
    this.document = document;
    this.exchanges = exchanges;
  }

  /** Made when something first asks: most of a document's relations are of no interest to the next key. */
  get #related(): Relations {
    this.#relations ??= new Relations(this.exchanges);
    return this.#relations;
  }

  /** The exchange that a message is part of; null for a message that stands alone. */
  exchangeOf(message: Message): JudgedExchange | null {
    return this.#related.byMessage.get(message) ?? null;
  }

  /** The actual requests that rely on a preflight. */
  servedBy(preflight: JudgedExchange): readonly JudgedExchange[] {
    return this.#related.served.get(preflight) ?? NONE;
  }

  /** Other exchanges with the same URL, as far as the text tells: those around the exchange, in the order of the text. */
  othersWithTarget(exchange: JudgedExchange): JudgedExchange[] {
    const all = this.#related.byTarget.get(exchange.target.key) ?? NONE;
    const at = this.#related.places.get(exchange) ?? 0;
    return all
      .slice(Math.max(0, at - MAX_OTHERS), at + MAX_OTHERS)
      .filter((other) => other !== exchange && isSameTarget(other.target, exchange.target));
  }

  /**
   * Whether nothing judges a response: it has no request, or no page's origin is known. A rule may then still say of a value that it can
   * be right for no origin. Where CORS is known not to apply, it says nothing.
   */
  isUnjudged(response: Response): boolean {
    const applicability = this.exchangeOf(response)?.applicability;
    return applicability === undefined || (applicability.applies === false && applicability.reason === "no-origin");
  }
}

const NONE: readonly JudgedExchange[] = [];

/** How many exchanges of one URL are considered above one and below it: what bounds the work in a file that repeats one URL. */
const MAX_OTHERS = 64;

class Relations {
  readonly byMessage = new Map<Message, JudgedExchange>();
  readonly served = new Map<JudgedExchange, JudgedExchange[]>();
  readonly byTarget = new Map<string, JudgedExchange[]>();
  /** The index of each exchange among those with its target. */
  readonly places = new Map<JudgedExchange, number>();

  constructor(exchanges: readonly JudgedExchange[]) {
    for (const exchange of exchanges) {
      this.byMessage.set(exchange.request, exchange);
      if (exchange.response !== null) {
        this.byMessage.set(exchange.response, exchange);
      }
      if (exchange.servedBy !== null) {
        push(this.served, exchange.servedBy, exchange);
      }
      push(this.byTarget, exchange.target.key, exchange);
      this.places.set(exchange, (this.byTarget.get(exchange.target.key)?.length ?? 1) - 1);
    }
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
