import { fieldsNamed, type Message, type Response } from "../http/tree";
import { isUnknown } from "../text/unknown";

/** Whether a message has the `Upgrade` field of a WebSocket handshake: https://www.rfc-editor.org/rfc/rfc6455#section-4 */
export function upgradesToWebSocket(message: Message): boolean {
  const [field] = fieldsNamed(message, "Upgrade");
  return field !== undefined && !isUnknown(field.resolved) && field.resolved.toLowerCase() === "websocket";
}

/** Whether a response opens a WebSocket. Other responses with this status are interim: that of the new protocol follows. */
export function opensWebSocket(response: Response): boolean {
  return response.statusValue === "101" && upgradesToWebSocket(response);
}
