import { statusEdits } from "../../edits/corrections";
import type { Response } from "../../http/tree";
import type { Report } from "../framework/rule";

/** The status line that a preflight's response should have, in the notation of this response, and the fix that writes it. */
export function noContent(response: Response): Pick<Report, "expected" | "fixes"> {
  const { version, reason } = response;
  return {
    expected: reason === null ? ":status: 204" : `${version === null ? "" : `${version.text} `}204 No Content`,
    fixes: () => [{ title: "Answer with 204 No Content", grade: "suggestion", edits: statusEdits(response) }],
  };
}
