import type { Analysis } from "../../analysis";
import type { Target } from "../../exchange/target";
import { ENGINE_NAMES, enumerate } from "../../rules/shared/words";
import { isUnknown } from "../../text/unknown";
import type { JudgedExchange } from "../../verdict/judged-exchange";
import type { Participant } from "./drawing";

export const PAGE = 0;
export const BROWSER = 1;

/** The page, the browser, and each server once, in the order in which they are asked. */
export function participantsOf({ judged: { browsers } }: Analysis, chain: readonly JudgedExchange[]): Participant[] {
  const page = chain[0]?.page ?? chain[0]?.origin ?? null;
  const servers = new Set(chain.map(({ target }) => serverName(target)));
  return [
    {
      role: "page",
      name: page === null ? "not named" : isUnknown(page.value) ? (page.value.text ?? "…") : page.value,
    },
    { role: "browser", name: enumerate(browsers.map((browser) => ENGINE_NAMES[browser])) },
    ...[...servers].map((name): Participant => ({ role: "server", name })),
  ];
}

export function serverIndex(participants: readonly Participant[], { target }: JudgedExchange): number {
  const name = serverName(target);
  return participants.findIndex((participant) => participant.role === "server" && participant.name === name);
}

/** The origin of a URL; its host where the text gives no scheme; what is typed for it where the text leaves the host open. */
function serverName({ origins, key }: Target): string {
  const [only, ...others] = origins;
  if (only !== undefined && others.length === 0) {
    return only;
  }
  const authority = key.startsWith("//") ? key.slice(2) : key.slice(1).trimStart();
  return authority.split(/[/?#\s]/, 1)[0] || "…";
}
