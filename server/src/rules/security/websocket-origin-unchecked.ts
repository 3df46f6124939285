import type { Trust } from "../../exchange/trust";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { knownOrigin, relatedOrigin } from "../shared/page-origin";

export const rule: Rule = {
  id: "websocket-origin-unchecked",
  severity: "warning",
  summary: "A server accepts a WebSocket from an untrusted origin.",
  rationale: `CORS doesn't apply to WebSockets. The browser opens one for any website, sends the user's cookies with the handshake, and lets the website read and write all
messages. The \`Origin\` header is the only sign of who asks, and the server has to compare it with a list before it answers \`101\`.

An origin is untrusted if its host is under \`.invalid\`, if \`# @cors untrusted=\` or \`.corslens.json\` lists it, or if the request says
\`# @cors expect=blocked\`. One accepted origin that the text doesn't call untrusted proves nothing: it may be a partner's.

Refuse the others with \`403\`: \`verifyClient\` or the \`upgrade\` event in Node's \`ws\`, \`cors\` of Socket.IO, \`setAllowedOrigins\` in Spring, \`OriginValidator\` of Django Channels,
\`AllowedOrigins\` of \`WebSocketOptions\` in ASP.NET, \`CheckOrigin\` of Go's gorilla/websocket. Or ask for a token in the first message.`,
  references: [
    { title: "RFC 6455: Origin considerations", url: "https://www.rfc-editor.org/rfc/rfc6455#section-10.2" },
    {
      title: "OWASP: Testing WebSockets",
      url: "https://owasp.org/www-project-web-security-testing-guide/latest/4-Web_Application_Security_Testing/11-Client-side_Testing/10-Testing_WebSockets",
    },
  ],
  examples: {
    invalid: [
      {
        title: "A probe with an origin that can't exist",
        text: `GET /chat HTTP/1.1
Host: chat.example.com
Origin: https://probe.invalid
Connection: Upgrade
Upgrade: websocket
Sec-WebSocket-Version: 13
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

HTTP/1.1 101 Switching Protocols
Connection: Upgrade
Upgrade: websocket
Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
`,
      },
    ],
    valid: [
      {
        title: "The server refuses it",
        text: `GET /chat HTTP/1.1
Host: chat.example.com
Origin: https://probe.invalid
Connection: Upgrade
Upgrade: websocket
Sec-WebSocket-Version: 13
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

HTTP/1.1 403 Forbidden
`,
      },
      {
        title: "The application's own page",
        text: `GET /chat HTTP/1.1
Host: chat.example.com
Origin: https://www.example.com
Connection: Upgrade
Upgrade: websocket
Sec-WebSocket-Version: 13
Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

HTTP/1.1 101 Switching Protocols
Connection: Upgrade
Upgrade: websocket
Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
`,
      },
    ],
  },

  *notCors(exchange, judged) {
    const { applicability, response } = exchange;
    const origin = knownOrigin(exchange);
    const isWebSocket = applicability.applies === false && applicability.reason === "websocket";
    if (
      !isWebSocket ||
      response?.statusValue !== "101" ||
      origin === null ||
      !isUntrusted(exchange, origin, judged.trust)
    ) {
      return;
    }
    yield {
      message: `The server accepts a WebSocket from ${quote(origin)}: CORS doesn't apply, so it must check \`Origin\` itself.`,
      place: place(response, response.status),
      related: relatedOrigin(exchange),
    };
  },
};

/** Whether the author says that the server should refuse the origin, or its host can't exist. */
function isUntrusted({ expectation }: JudgedExchange, origin: string, trust: Trust): boolean {
  const level = trust.of(origin);
  return level === "untrusted" || (level === "unknown" && expectation?.value === "blocked");
}
