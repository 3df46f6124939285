import type { Analysis } from "../../analysis";
import type { Target } from "../../exchange/target";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { engineNames } from "../../words/engine-names";
import type { Hop } from "./decision";
import type { Participant } from "./drawing";

export const PAGE = 0;
export const BROWSER = 1;

/** The page, the browser, and each server once, in request order. */
export function participantsOf(analysis: Analysis, chain: readonly JudgedExchange[]): Participant[] {
  const page = chain[0]?.page ?? chain[0]?.origin ?? null;
  const servers = new Set(chain.map(({ target }) => serverName(analysis, target)));
  return [
    {
      role: "page",
      name: page === null ? "unknown" : isUnknown(page.value) ? (page.value.text ?? "…") : page.value,
    },
    { role: "browser", name: engineNames(analysis.judged.browsers) },
    ...[...servers].map((name): Participant => ({ role: "server", name })),
  ];
}

export function serverIndex({ analysis, participants, exchange }: Hop): number {
  const name = serverName(analysis, exchange.target);
  return participants.findIndex((participant) => participant.role === "server" && participant.name === name);
}

/** A URL's origin; its host if no scheme is given; the host as typed if it isn't known. */
function serverName({ document: { privacy } }: Analysis, { origins, key }: Target): string {
  const [only, ...others] = origins;
  if (only !== undefined && others.length === 0) {
    return only;
  }
  const authority = key.startsWith("//") ? key.slice(2) : key.slice(1).trimStart();
  // A part of a private value isn't recognised.
  return privacy.shown(authority).split(/[/?#\s]/, 1)[0] || "…";
}
