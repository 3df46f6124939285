import type { Response } from "../../http/tree";

/** The status line that a preflight's response should have, in the notation of this response. */
export function noContentLine({ version, reason }: Response): string {
  return reason === null ? ":status: 204" : `${version === null ? "" : `${version.text} `}204 No Content`;
}
