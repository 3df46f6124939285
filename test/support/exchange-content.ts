import type { Analysis } from "../../server/src/analysis";
import type { Message } from "../../server/src/http/tree";
import type { JudgedExchange } from "../../server/src/judged/judged-exchange";

/** The content of an exchange's messages, regardless of their layout. */
export function contentOf({ document }: Analysis, { request, response }: JudgedExchange) {
  const { text } = document;
  const content = (message: Message) => {
    const start = document.startOf(message);
    const head = text.slice(start, start + message.headEnd);
    const { body, prefix } = message;
    const lines = (part: string) => part.split(/\r\n|\n|\r/).map((line) => line.replace(prefix, "").trim());
    return {
      head: lines(head),
      body:
        body === null
          ? ""
          : lines(text.slice(start + body.start, start + body.end))
              .join("\n")
              .trim(),
      fields: message.fields.map(({ name, value }) => [name.text, value.text]),
      elided: message.elided,
    };
  };
  return { request: content(request), response: response === null ? null : content(response) };
}

/** All verdicts and findings in a document, without their places. */
export function decidedIn({ exchanges, findings }: Analysis) {
  return {
    verdicts: exchanges.map(({ kind, verdict, applicability, servedBy }) => ({
      kind,
      verdict,
      applicability,
      servedBy: servedBy === null ? null : exchanges.indexOf(servedBy),
    })),
    findings: findings.map(({ rule, severity, message }) => ({ rule, severity, message })),
  };
}
