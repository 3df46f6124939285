import { completeExchange } from "../../edits/complete";
import { statusEdits } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import type { JudgedDocument } from "../../judged/judged-document";
import type { Fault } from "../framework/blocking";
import type { Report } from "../framework/rule";

/**
 * The status line that a preflight's response should have, in the notation of this response, and the fix that writes it. If the headers that follow
 * from the status are missing, the fix writes them too.
 */
export function noContent({ at, consequences }: Fault): Pick<Report, "expected" | "fixes"> {
  const { version, reason } = at.response;
  const fixes = (judged: JudgedDocument): Fix[] => {
    const edits = consequences.length === 0 ? statusEdits(at.response) : completeExchange(judged, at);
    return edits === null
      ? []
      : [
          {
            title:
              consequences.length === 0
                ? "Answer with 204 No Content"
                : "Answer with 204 No Content and the missing headers",
            grade: "suggestion",
            edits,
          },
        ];
  };
  return {
    expected: reason === null ? ":status: 204" : `${version === null ? "" : `${version.text} `}204 No Content`,
    fixes,
  };
}
