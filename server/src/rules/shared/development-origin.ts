import { isInternalHost } from "./internal-host";
import { isLoopback } from "./loopback";

/** The services that give a developer's machine a public name. */
const TUNNEL =
  /\.(?:ngrok\.(?:io|app|dev)|ngrok-free\.(?:app|dev)|trycloudflare\.com|loca\.lt|localhost\.run|lhr\.life|serveo\.net|devtunnels\.ms|pagekite\.me)$/;

/**
 * Why an origin is one for development: the user's machine, the user's network, or a tunnel to a developer's machine; null for any other.
 * @param origin serialised.
 */
export function developmentOrigin(origin: string): "machine" | "network" | "tunnel" | null {
  if (origin === "file://") {
    return "machine";
  }
  if (!/^https?:/.test(origin)) {
    return null;
  }
  const { hostname } = new URL(origin);
  return isLoopback(hostname)
    ? "machine"
    : isInternalHost(hostname)
      ? "network"
      : TUNNEL.test(`.${hostname}`)
        ? "tunnel"
        : null;
}
