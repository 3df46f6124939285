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
    return this.#related.served.get(preflight) ?? [];
  }

  /** The other exchanges with the same URL, as far as the text tells. */
  othersWithTarget(exchange: JudgedExchange): JudgedExchange[] {
    return (this.#related.byTarget.get(exchange.target.key) ?? []).filter(
      (other) => other !== exchange && isSameTarget(other.target, exchange.target),
    );
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

class Relations {
  readonly byMessage = new Map<Message, JudgedExchange>();
  readonly served = new Map<JudgedExchange, JudgedExchange[]>();
  readonly byTarget = new Map<string, JudgedExchange[]>();

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
