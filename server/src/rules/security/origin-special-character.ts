import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { holeReport, hostOf } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-special-character",
  severity: "warning",
  summary: "A server allows origins that have a special character after a trusted host.",
  rationale: `Browsers send hosts with characters such as \`_\`, \`$\` and \`!\`: \`https://app.example.com_.evil.net\` is a page of \`evil.net\`. A pattern that reads the host
up to the first character which isn't a letter, a digit, a hyphen or a dot takes it for \`https://app.example.com\`. The proof is that such an origin is allowed
while an unrelated one is refused. Chrome, Safari and Node agree about these characters; an attacker also needs a name server that answers for the name.

This is a warning if the answer allows credentials, or comes from an internal network, and information otherwise.

Compare the whole \`Origin\` with a list of exact origins:

- **Express** (\`cors\`): \`origin: ["https://app.example.com"]\`
- **nginx**: \`map $http_origin $allowed { "https://app.example.com" $http_origin; }\`
- **Spring**: \`allowedOrigins("https://app.example.com")\`
- **Django**: \`CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\`
- **ASP.NET**: \`WithOrigins("https://app.example.com")\`
- **Go** (\`rs/cors\`): \`AllowedOrigins: []string{"https://app.example.com"}\`

If a pattern has to decide, end it with \`$\`, not with \`[^a-z0-9.-]\`.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    { title: "PortSwigger: Cross-origin resource sharing", url: "https://portswigger.net/web-security/cors" },
  ],
  examples: {
    invalid: [
      {
        title: "An underscore after the trusted host",
        text: `# @cors trusted=https://app.example.com

### Trusted
GET https://api.example.net/account HTTP/1.1
Origin: https://app.example.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin

### Allowed
GET https://api.example.net/account HTTP/1.1
Origin: https://app.example.com_.p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com_.p7f3.invalid
Access-Control-Allow-Credentials: true
Vary: Origin

### Refused
# @cors expect=blocked
GET https://api.example.net/account HTTP/1.1
Origin: https://app.example.com.p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Vary: Origin

### Refused
# @cors expect=blocked
GET https://api.example.net/account HTTP/1.1
Origin: https://p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "All others are refused",
        text: `# @cors trusted=https://app.example.com

### Trusted
GET https://api.example.net/account HTTP/1.1
Origin: https://app.example.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Access-Control-Allow-Credentials: true
Vary: Origin

### Refused
# @cors expect=blocked
GET https://api.example.net/account HTTP/1.1
Origin: https://app.example.com_.p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Vary: Origin

### Refused
# @cors expect=blocked
GET https://api.example.net/account HTTP/1.1
Origin: https://p7f3.invalid
Cookie: {{cookie}}

HTTP/1.1 200 OK
Vary: Origin
`,
      },
    ],
  },

  target: (exchanges, judged) =>
    holeReport("special-character", exchanges, judged, ({ origin }, { base }) => {
      const host = hostOf(base ?? "");
      return {
        message: `A host with ${quote(hostOf(origin).charAt(host.length))} after ${quote(host)} is allowed: the server stops reading too early.`,
        otherwise: "information",
      };
    }),
};
