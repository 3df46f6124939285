import type { PerEngine } from "../cors/engines";
import type { Judgement } from "../cors/main-fetch";
import type { CredentialsMode } from "../cors/types";
import type { Exchange } from "../exchange/exchange";
import type { Applicability } from "./applicability";

export type Verdict = "allowed" | "blocked" | "undetermined" | "not-cors";

export interface Credentials {
  readonly mode: CredentialsMode;
  readonly from: "directive" | "cookie" | "assumed";
}

/** An exchange and what each engine decides about it. */
export interface JudgedExchange extends Exchange {
  readonly applicability: Applicability;
  readonly resolvedCredentials: Credentials;
  /**
   * The decision with the steps that made it. It is there even where CORS does not apply, as what it would be if the page had some other
   * origin; `verdict` is what counts.
   */
  readonly judgement: PerEngine<Judgement>;
  readonly verdict: PerEngine<Verdict>;
  /** The preflight that the exchange relies on in at least one engine. */
  readonly servedBy: JudgedExchange | null;
}
