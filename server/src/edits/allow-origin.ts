import type { JudgedDocument } from "../judged/judged-document";
import type { JudgedExchange } from "../judged/judged-exchange";
import { isUnknown } from "../text/unknown";
import { allowCredentialsEdits, allowOriginEdits, originToWrite } from "./corrections";
import type { Fix } from "./edit";
import { actualRequirements } from "./requirements";

/**
 * Fixes a wrong or missing Access-Control-Allow-Origin in the response of `at` for the request of `exchange`: writes the page's origin and, for
 * a request with credentials, Access-Control-Allow-Credentials.
 */
export function allowOriginFixes(judged: JudgedDocument, exchange: JudgedExchange, at: JudgedExchange): Fix[] {
  const required = actualRequirements(exchange);
  if (required === null || at.response === null) {
    return [];
  }
  const edits = allowOriginEdits(judged, at, at.response, required);
  const written = originToWrite(required);
  if (edits === null || written === null || edits.length === 0) {
    return [];
  }
  return [
    {
      title: `Allow ${isUnknown(required.origin) ? written : required.origin}`,
      grade: "suggestion",
      edits: [...edits, ...allowCredentialsEdits(judged, at, at.response, required)],
    },
  ];
}
