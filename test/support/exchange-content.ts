import type { Analysis } from "../../server/src/analysis";
import type { Message } from "../../server/src/http/tree";
import type { JudgedExchange } from "../../server/src/verdict/judged-exchange";

/** What the messages of an exchange say, whatever stands around them. */
export function contentOf({ document }: Analysis, { request, response }: JudgedExchange) {
  const { text } = document;
  const said = (message: Message) => {
    const head = text.slice(message.start, message.start + message.headEnd);
    const { body, start, prefix } = message;
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
  return { request: said(request), response: response === null ? null : said(response) };
}

/** All that is decided and found in a text, whatever its places are. */
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
