import type { Prediction } from "./predict";

/** How often each decision point of a chain decided, and how. */
export class ChainDecisions {
  readonly #counts = new Map<string, number>();

  count({ decisions }: Prediction): void {
    for (const decision of decisions) {
      this.#counts.set(decision, (this.#counts.get(decision) ?? 0) + 1);
    }
  }

  /** The points that decided too rarely to count as tested. */
  rare(least: number): string[] {
    return POINTS.filter((point) => (this.#counts.get(point) ?? 0) < least).map(
      (point) => `${point}: only ${this.#counts.get(point) ?? 0} times`,
    );
  }

  table(): string {
    return [...new Set([...POINTS, ...[...this.#counts.keys()].sort()])]
      .map((point) => `${String(this.#counts.get(point) ?? 0).padStart(8)}  ${point}`)
      .join("\n");
  }
}

/** Each must be tested. */
const POINTS = [
  ...[301, 302, 303, 307, 308].flatMap((status) => [
    `redirect: ${status} from basic to basic`,
    `redirect: ${status} from basic to cors`,
    `redirect: ${status} from cors to cors`,
    `redirect: ${status} from cors to cors, tainted`,
  ]),
  "hop: same origin",
  "hop: cors-check 2 failure (Access-Control-Allow-Origin)",
  "hop: cors-check 3 success",
  "hop: cors-check 4 failure (Access-Control-Allow-Origin)",
  "hop: cors-check 5 success",
  "hop: cors-check 7 success",
  "hop: cors-check 8 failure (Access-Control-Allow-Credentials)",
  "hop: http-redirect-fetch 5 failure (Location)",
  "hop: http-redirect-fetch 6 failure (Location)",
  "hop: http-redirect-fetch 7 failure (Location)",
  "hop: http-redirect-fetch 9 failure (Location)",
  "hop: http-redirect-fetch 10 failure (Location)",
  "preflight: cors-check 2 failure (Access-Control-Allow-Origin)",
  "preflight: cors-check 4 failure (Access-Control-Allow-Origin)",
  "preflight: cors-check 8 failure (Access-Control-Allow-Credentials)",
  "preflight: cors-preflight-fetch 7 failure (status)",
  "preflight: cors-preflight-fetch 7.5 failure (Access-Control-Allow-Methods)",
  "preflight: cors-preflight-fetch 7.7 failure (Access-Control-Allow-Headers)",
  "preflight: cors-preflight-fetch 7.16 success",
] as const;
