import type { Carrier } from "../http/parse";
import { type HttpDocument, isCommand } from "../http/tree";
import type { JudgedExchange } from "../judged/judged-exchange";
import { asCurl } from "./curl";
import { asFetch } from "./fetch";
import { asMarkdownFence } from "./markdown-fence";
import { NotSent, sentRequest } from "./sent-request";

/** The formats of a copy: the request as a command or as code, or the exchange as a Markdown fence. */
export const COPY_FORMATS = ["curl", "fetch", "markdown"] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

export interface ExchangeCopy {
  /** Null if there is no copy; `remarks` says why. */
  readonly text: string | null;
  /** Sentences about the parts that the copy lacks, assumes or leaves as written, without their values. */
  readonly remarks: readonly string[];
}

/** An exchange in another format. It includes credentials that the document shows, but no values from private environment files. */
export function copyExchange(
  document: HttpDocument,
  exchange: JudgedExchange,
  format: CopyFormat,
  carrier: Carrier,
): ExchangeCopy {
  if (format === "markdown") {
    if (carrier === "markdown") {
      return refused(new NotSent("The exchange is already in Markdown."));
    }
    const fence = asMarkdownFence(document, exchange);
    return fence instanceof NotSent ? refused(fence) : { text: fence, remarks: [] };
  }
  const sent = sentRequest(document, exchange);
  if (sent instanceof NotSent) {
    return refused(sent);
  }
  if (format === "curl") {
    if (isCommand(document, exchange.request) && exchange.request.call === null) {
      return refused(new NotSent("The request is already a curl command."));
    }
    return { text: asCurl(sent), remarks: sent.remarks };
  }
  if (exchange.request.call !== null) {
    return refused(new NotSent("The request is already a call of fetch()."));
  }
  const call = asFetch(exchange, sent);
  return call instanceof NotSent ? refused(call) : { text: call.code, remarks: [...sent.remarks, ...call.remarks] };
}

function refused({ reason }: NotSent): ExchangeCopy {
  return { text: null, remarks: [reason] };
}
