import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { developmentOrigin } from "../shared/development-origin";
import { holeReport, hostOf } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-any-port",
  severity: "information",
  summary: "A server allows every port of a trusted host.",
  rationale: `What listens on another port of the host is another origin, and may be another program: a test server, an old version, a tool without a login. The proof is that
an untrusted port is allowed while an unrelated origin is refused. For the user's own machine it is a hint.

Compare the whole \`Origin\` with a list of exact origins:

- **Express** (\`cors\`): \`origin: ["https://app.example.com"]\`
- **nginx**: \`map $http_origin $allowed { "https://app.example.com" $http_origin; }\`
- **Spring**: \`allowedOrigins("https://app.example.com")\`
- **Django**: \`CORS_ALLOWED_ORIGINS = ["https://app.example.com"]\`
- **ASP.NET**: \`WithOrigins("https://app.example.com")\`
- **Go** (\`rs/cors\`): \`AllowedOrigins: []string{"https://app.example.com"}\`

Name the port of each origin; the default port isn't written.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    { title: "PortSwigger: Cross-origin resource sharing", url: "https://portswigger.net/web-security/cors" },
  ],
  examples: {
    invalid: [
      {
        title: "A port that no page uses",
        text: `# @cors trusted=https://app.example.com
# @cors untrusted=https://app.example.com:8443

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
Origin: https://app.example.com:8443
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com:8443
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
Origin: https://app.example.com:8443
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
    holeReport("other-port", exchanges, judged, ({ origin }) => ({
      message: `Every port of ${quote(hostOf(origin))} is allowed, also ${quote(origin)}.`,
      otherwise: "information",
      severity: developmentOrigin(origin) === null ? "information" : "hint",
    })),
};
