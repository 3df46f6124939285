import type { Case } from "../case/case";
import { ENGINES, type PerEngine, perEngine } from "../cors/engines";
import type { FetchRequest } from "../cors/fetch-request";
import type { Judgement } from "../cors/main-fetch";
import { chainVerdict, type HopJudgement, type HopVerdict } from "../cors/redirect-chain";
import { type Applicability, applicabilityOf } from "./applicability";
import { fetchRequestsOf } from "./fetch-requests";
import { judgeCase } from "./judge-case";

/** A case and each engine's decision about it. The decision is computed on first use. */
export class JudgedCase {
  readonly case: Case;
  readonly redirectFrom: JudgedCase | null;
  readonly applicability: Applicability;
  #requests: PerEngine<FetchRequest> | null = null;
  #hops: PerEngine<HopJudgement> | null = null;
  #judgement: PerEngine<Judgement> | null = null;
  #verdict: PerEngine<HopVerdict> | null = null;

  /** The same for equal cases after equal redirects. */
  readonly key: string;

  /** @param redirectFrom the case whose response redirects to this one. */
  constructor(key: string, one: Case, redirectFrom: JudgedCase | null) {
    this.key = key;
    this.case = one;
    this.redirectFrom = redirectFrom;
    this.applicability = applicabilityOf(one, redirectFrom?.applicability ?? null);
  }

  get requests(): PerEngine<FetchRequest> {
    this.#requests ??= fetchRequestsOf(this.case, this.redirectFrom);
    return this.#requests;
  }

  /** What the exchange's own answers decide. */
  get judgement(): PerEngine<Judgement> {
    const hops = this.#judged();
    this.#judgement ??= perEngine((engine) => hops[engine].judgement);
    return this.#judgement;
  }

  /** The verdict of the chain of redirects up to the exchange. */
  get verdict(): PerEngine<HopVerdict> {
    this.#verdict ??= this.#decide();
    return this.#verdict;
  }

  #judged(): PerEngine<HopJudgement> {
    this.#hops ??= judgeCase(this.case, this.requests);
    return this.#hops;
  }

  #decide(): PerEngine<HopVerdict> {
    const { applicability, redirectFrom, requests } = this;
    if (redirectFrom === null && applicability.applies === false && applicability.reason !== "same-origin") {
      return NOT_CORS;
    }
    return perEngine((engine) => {
      const own = verdictOf(applicability, requests[engine], this.#judged()[engine]);
      return redirectFrom === null ? own : chainVerdict(redirectFrom.verdict[engine], own);
    });
  }

  /** Whether any engine may send a preflight. */
  get mayNeedPreflight(): boolean {
    return (
      this.applicability.applies !== false && ENGINES.some((engine) => this.judgement[engine].needsPreflight !== false)
    );
  }
}

const NOT_CORS: PerEngine<HopVerdict> = perEngine(() => "not-cors");

function verdictOf(
  applicability: Applicability,
  { responseTainting }: FetchRequest,
  { verdict }: HopJudgement,
): HopVerdict {
  switch (applicability.applies) {
    case false:
      // The page's own server may redirect a request to a URL that no browser requests.
      return applicability.reason === "same-origin" && responseTainting === "basic" ? verdict : "not-cors";
    case "undetermined":
      return "undetermined";
    case true:
      return verdict;
  }
}
