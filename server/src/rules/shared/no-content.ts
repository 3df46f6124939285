import { completeExchange } from "../../edits/complete";
import { statusEdits } from "../../edits/corrections";
import type { Fix } from "../../edits/edit";
import type { JudgedDocument } from "../../judged/judged-document";
import type { Fault } from "../framework/blocking";
import type { Report } from "../framework/rule";

/**
 * The status line that a preflight's response should have, in the notation of this response, and the fix that writes it. If headers
 * are missing, the fix writes them too.
 */
export function noContent({ at, consequences }: Fault): Pick<Report, "expected" | "fixes"> {
  const { version, reason } = at.response;
  const fixes = (judged: JudgedDocument): Fix[] => {
    const status = statusEdits(at.response);
    // Headers that a request needs may be missing too, which shows only once the status is right.
    const isEnough = consequences.length === 0 && judged.servedBy(at).length === 0;
    const edits = completeExchange(judged, at) ?? (isEnough ? status : null);
    return edits === null
      ? []
      : [
          {
            title:
              edits.length === status.length
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
