import type { Case } from "../case/case";
import type { PerEngine } from "../cors/engines";
import type { FetchRequest } from "../cors/fetch-request";
import type { Judgement } from "../cors/main-fetch";
import type { HopVerdict } from "../cors/redirect-chain";
import type { CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import type { Request, Response } from "../http/tree";
import type { Unknown } from "../text/unknown";
import type { Applicability } from "../verdict/applicability";
import { fetchRequestsOf } from "../verdict/fetch-requests";
import type { JudgedCase } from "../verdict/judged-case";

/** The verdict of the chain of redirects up to an exchange. */
export type Verdict = HopVerdict;

export interface Credentials {
  readonly mode: CredentialsMode | Unknown;
  readonly from: "directive" | "call" | "cookie" | "assumed";
}

/** An exchange of a document and each engine's decision about it. Exchanges with equal cases share the decision. */
export class JudgedExchange implements Exchange {
  readonly kind: Exchange["kind"];
  readonly request: Request;
  readonly response: Response | null;
  readonly isHop: boolean;
  readonly isContested: boolean;
  readonly target: Exchange["target"];
  readonly origin: Exchange["origin"];
  readonly isWithoutOrigin: boolean;
  readonly page: Exchange["page"];
  readonly urlList: Exchange["urlList"];
  readonly isFollowed: boolean;
  readonly credentials: Exchange["credentials"];
  readonly expectation: Exchange["expectation"];
  readonly preflights: readonly Exchange[];
  /** The preflight that the exchange relies on in at least one engine. */
  readonly servedBy: JudgedExchange | null;
  readonly redirectFrom: JudgedExchange | null;
  readonly resolvedCredentials: Credentials;
  readonly decision: JudgedCase;
  readonly #read: Case;
  #fetchRequest: PerEngine<FetchRequest> | null = null;

  /**
   * @param read the exchange's own case, with its URLs.
   * @param decision the decision about it.
   */
  constructor(
    exchange: Exchange,
    read: Case,
    decision: JudgedCase,
    servedBy: JudgedExchange | null,
    redirectFrom: JudgedExchange | null,
    resolvedCredentials: Credentials,
  ) {
    this.kind = exchange.kind;
    this.request = exchange.request;
    this.response = exchange.response;
    this.isHop = exchange.isHop;
    this.isContested = exchange.isContested;
    this.target = exchange.target;
    this.origin = exchange.origin;
    this.isWithoutOrigin = exchange.isWithoutOrigin;
    this.page = exchange.page;
    this.urlList = exchange.urlList;
    this.isFollowed = exchange.isFollowed;
    this.credentials = exchange.credentials;
    this.expectation = exchange.expectation;
    this.preflights = exchange.preflights;
    this.servedBy = servedBy;
    this.redirectFrom = redirectFrom;
    this.resolvedCredentials = resolvedCredentials;
    this.decision = decision;
    this.#read = read;
  }

  get applicability(): Applicability {
    return this.decision.applicability;
  }

  /** Whether the text doesn't say which page makes the request. Then CORS may apply or not, although the verdict is `not-cors`. */
  get isPageUnknown(): boolean {
    const { applicability, isWithoutOrigin } = this;
    return applicability.applies === false && applicability.reason === "no-origin" && !isWithoutOrigin;
  }

  /**
   * The decision with the steps that made it. It exists even if CORS doesn't apply, as if the page had another origin; `verdict` is the one
   * that counts.
   */
  get judgement(): PerEngine<Judgement> {
    return this.decision.judgement;
  }

  get verdict(): PerEngine<Verdict> {
    return this.decision.verdict;
  }

  /** The request after the redirects before it, with its URLs. */
  get fetchRequest(): PerEngine<FetchRequest> {
    const { redirectFrom } = this;
    this.#fetchRequest ??= fetchRequestsOf(
      this.#read,
      redirectFrom === null ? null : { case: redirectFrom.#read, requests: redirectFrom.fetchRequest },
    );
    return this.#fetchRequest;
  }
}
