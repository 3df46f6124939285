import type { HeaderName } from "../../headers/table";
import { fieldsNamed } from "../../http/tree";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { outOfPlace } from "../shared/out-of-place";

const HEADERS = [
  "Access-Control-Request-Private-Network",
  "Access-Control-Allow-Private-Network",
] as const satisfies readonly HeaderName[];

export const rule: Rule = {
  id: "private-network-header",
  severity: "information",
  summary: "A message has a header of Private Network Access, which browsers gave up.",
  rationale: `Private Network Access was a proposal: before a public page could request a device in a private network, the browser would ask that device with
\`Access-Control-Request-Private-Network\`, and the device would answer \`Access-Control-Allow-Private-Network: true\`. Chrome sent the request header for some
years and never blocked a request without the answer. Firefox and Safari never had it.

Local Network Access took its place in 2025: Chrome asks the user whether a page may reach devices in the local network. No header is involved, so
a server can neither allow nor refuse it. Remove the header, and protect the device with a login or a list of origins.`,
  references: [
    { title: "Local Network Access", url: "https://wicg.github.io/local-network-access/" },
    {
      title: "Chrome: Private Network Access on hold",
      url: "https://developer.chrome.com/blog/pna-on-hold",
    },
  ],
  examples: {
    invalid: [
      {
        title: "The answer of a device",
        text: `OPTIONS /status HTTP/1.1
Host: device.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Allow-Private-Network: true
Access-Control-Max-Age: 600
`,
      },
      {
        title: "The question of an old browser",
        text: `OPTIONS /status HTTP/1.1
Host: device.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT
Access-Control-Request-Private-Network: true

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 600
`,
      },
    ],
    valid: [
      {
        title: "A preflight without it",
        text: `OPTIONS /status HTTP/1.1
Host: device.example.com
Origin: https://app.example.com
Access-Control-Request-Method: PUT

HTTP/1.1 204 No Content
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Methods: PUT
Access-Control-Max-Age: 600
`,
      },
    ],
  },

  headers: HEADERS,

  *message(message) {
    for (const name of HEADERS) {
      for (const field of fieldsNamed(message, name)) {
        const typed = quote(field.name.text);
        const sentence =
          message.kind === "request"
            ? `Browsers don't send ${typed} anymore: Chrome asks the user instead.`
            : `Browsers don't read ${typed} anymore: Chrome asks the user instead.`;
        yield { ...outOfPlace(message, field, sentence), unnecessary: false, deprecated: true };
      }
    }
  },
};
