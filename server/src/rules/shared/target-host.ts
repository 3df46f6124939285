import type { JudgedExchange } from "../../judged/judged-exchange";
import { isInternalHost } from "./internal-host";

/** The host that a request goes to, as the URL standard serialises it; null if the text leaves it open. */
export function targetHost({ target }: JudgedExchange): string | null {
  const [origin] = target.origins;
  return origin === undefined || origin === "null" ? null : new URL(origin).hostname;
}

/** Whether a request goes into a network that is closed to others, so that being in it counts as permission. */
export function isInternalTarget(exchange: JudgedExchange): boolean {
  const host = targetHost(exchange);
  return host !== null && isInternalHost(host);
}
