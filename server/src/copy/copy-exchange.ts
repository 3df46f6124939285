import type { Carrier } from "../http/parse";
import type { HttpDocument } from "../http/tree";
import type { JudgedExchange } from "../verdict/judged-exchange";
import { asCurl } from "./curl";
import { asFetch } from "./fetch";
import { asMarkdownFence } from "./markdown-fence";
import { isCommand, NotSent, sentRequest } from "./sent-request";

/** What a copy of an exchange can be: its request as a command or as code, or all of it as text for a Markdown document. */
export const COPY_FORMATS = ["curl", "fetch", "markdown"] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

export interface ExchangeCopy {
  /** Null where there is none; `remarks` says why. */
  readonly text: string | null;
  /** Sentences about what the copy lacks, assumes or leaves as written; without values. */
  readonly remarks: readonly string[];
}

/**
 * An exchange in another notation. It holds what the document says, credentials included, but no value of a private environment file.
 */
export function copyExchange(
  document: HttpDocument,
  exchange: JudgedExchange,
  format: CopyFormat,
  carrier: Carrier,
): ExchangeCopy {
  if (format === "markdown") {
    if (carrier === "markdown") {
      return refused(new NotSent("The exchange is in Markdown already."));
    }
    const fence = asMarkdownFence(document, exchange);
    return fence instanceof NotSent ? refused(fence) : { text: fence, remarks: [] };
  }
  const sent = sentRequest(document, exchange);
  if (sent instanceof NotSent) {
    return refused(sent);
  }
  if (format === "curl") {
    if (isCommand(document, exchange.request)) {
      return refused(new NotSent("The request is a curl command already."));
    }
    return { text: asCurl(sent), remarks: sent.remarks };
  }
  const call = asFetch(exchange, sent);
  return call instanceof NotSent ? refused(call) : { text: call.code, remarks: [...sent.remarks, ...call.remarks] };
}

function refused({ reason }: NotSent): ExchangeCopy {
  return { text: null, remarks: [reason] };
}
