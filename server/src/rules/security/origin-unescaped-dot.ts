import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { holeReport, hostOf } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-unescaped-dot",
  severity: "warning",
  summary: "A server allows origins that have another character in place of a dot.",
  rationale: `In a regular expression, a dot stands for any character: \`^https://app.example.com$\` allows \`https://appxexample.com\`, which anyone can register. The
proof is that such an origin is allowed while an unrelated one is refused.

This is a warning if the answer allows credentials, or comes from an internal network, and information otherwise.

Compare the whole \`Origin\` with a list of exact origins:

- **Express** (\`cors\`): \`origin: ["https://app.example.com"]\`
- **nginx**: \`map $http_origin $allowed { "https://app.example.com" $http_origin; }\`
- **Spring**: \`allowedOrigins("https://app.example.com")\`
- **Django**: \`CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\`
- **ASP.NET**: \`WithOrigins("https://app.example.com")\`
- **Go** (\`rs/cors\`): \`AllowedOrigins: []string{"https://app.example.com"}\`

If a pattern has to decide, write \`[.]\` for each dot. nginx, Spring's \`allowedOriginPatterns\` and Django's \`CORS_ALLOWED_ORIGIN_REGEXES\` take patterns, too.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    { title: "PortSwigger: Cross-origin resource sharing", url: "https://portswigger.net/web-security/cors" },
  ],
  examples: {
    invalid: [
      {
        title: "Another character in place of a dot",
        text: `# @cors trusted=https://app.example.com
# @cors untrusted=https://appxexample.com

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
Origin: https://appxexample.com
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://appxexample.com
Access-Control-Allow-Credentials: true
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
Origin: https://appxexample.com
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
    holeReport("unescaped-dot", exchanges, judged, ({ origin }) => ({
      message: `A dot in the server's pattern stands for any character: ${quote(hostOf(origin))} is allowed.`,
      otherwise: "information",
    })),
};
