import type { ConsoleMessage } from "../../console-message/message";
import { withoutSecrets } from "../../http/secret-texts";
import { printable } from "../../text/printable";
import { CHECK_WORDS } from "./check-words";

/** In characters: a lens is one line. */
const MAX_LENGTH = 120;

/** What a console message says, in one line of plain text: `CORS: the preflight's response has no Access-Control-Allow-Origin`. */
export function messageTitle(message: ConsoleMessage): string {
  const { check, stage } = message;
  const response =
    stage === "preflight" ? "the preflight's response" : stage === "redirect" ? "the redirect" : "the response";
  const title = printable(
    withoutSecrets(
      check === null
        ? "CORS? The request failed; this line doesn't say why"
        : `CORS: ${CHECK_WORDS[check].title(message, response)}`,
    ),
  );
  return title.length > MAX_LENGTH ? `${title.slice(0, MAX_LENGTH - 1)}…` : title;
}
