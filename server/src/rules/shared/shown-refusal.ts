import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import type { Response } from "../../http/tree";
import { memo } from "../../text/memo";
import { isUnknown } from "../../text/unknown";
import { PREFLIGHT_REFUSALS, type PreflightRefusal } from "./preflight-refusals";

/** The refusal that a response shows, and the words that show it; the words are empty if the status or a standard header does. */
export interface ShownRefusal extends Pick<PreflightRefusal, "cause" | "cure"> {
  readonly evidence: string;
}

/** Error pages may be long, and say early what they are about. In UTF-16 code units. */
const MAX_BODY = 20_000;

/** Why a server refused a preflight, as far as its response shows; null if the status is one that says nothing. */
export const shownRefusal = memo((response: Response): ShownRefusal | null => {
  const body = bodyText(response);
  for (const refusal of PREFLIGHT_REFUSALS) {
    const evidence = evidenceOf(refusal, response, body);
    if (evidence !== null) {
      return { cause: refusal.cause, cure: refusal.cure, evidence };
    }
  }
  return null;
});

/** The text that identifies a refusal; null if the response shows something else. */
function evidenceOf({ statuses, field, reason, body }: PreflightRefusal, response: Response, text: string) {
  if (statuses !== undefined && !statuses.some((status) => String(status) === response.statusValue)) {
    return null;
  }
  const value = field === undefined ? null : get(headerListOf(response), field[0]);
  const parts = [
    field === undefined ? "" : matched(field[1], value === null || isUnknown(value) ? null : value),
    reason === undefined ? "" : matched(reason, response.reason?.text ?? null),
    body === undefined ? "" : matched(body, text),
  ];
  return parts.includes(null) ? null : parts.join("");
}

function matched(pattern: RegExp, text: string | null): string | null {
  return text === null ? null : (pattern.exec(text)?.[0] ?? null);
}

function bodyText({ body, section, offset }: Response): string {
  return body === null
    ? ""
    : section.text.slice(offset + body.start, offset + Math.min(body.end, body.start + MAX_BODY));
}
