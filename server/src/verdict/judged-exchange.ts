import type { PerEngine } from "../cors/engines";
import type { FetchRequest } from "../cors/fetch-request";
import type { Judgement } from "../cors/main-fetch";
import type { HopVerdict } from "../cors/redirect-chain";
import type { CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import type { Applicability } from "./applicability";

/** What the page can be told: the verdict of the chain of redirects up to an exchange. */
export type Verdict = HopVerdict;

export interface Credentials {
  readonly mode: CredentialsMode;
  readonly from: "directive" | "cookie" | "assumed";
}

/** An exchange and what each engine decides about it. */
export interface JudgedExchange extends Exchange {
  readonly redirectFrom: JudgedExchange | null;
  /** The request as the redirects before it have left it. */
  readonly fetchRequest: PerEngine<FetchRequest>;
  readonly applicability: Applicability;
  readonly resolvedCredentials: Credentials;
  /**
   * The decision with the steps that made it. It is there even where CORS does not apply, as what it would be if the page had some other
   * origin; `verdict` is what counts, which is that of the whole chain where redirects have led here.
   */
  readonly judgement: PerEngine<Judgement>;
  readonly verdict: PerEngine<Verdict>;
  /** The preflight that the exchange relies on in at least one engine. */
  readonly servedBy: JudgedExchange | null;
}
