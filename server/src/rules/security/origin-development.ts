import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { developmentOrigin } from "../shared/development-origin";
import { holeReport } from "../shared/hole-report";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

export const rule: Rule = {
  id: "origin-development",
  severity: "warning",
  summary: "A public server allows an origin for development, with credentials.",
  rationale: `\`http://localhost:3000\` isn't your page: for each user, it is whatever listens on this port of their own machine. Any program there, and any page that
such a program shows, may read the answer. A name in a local network can be any machine there, and the next user of
a tunnel's name can be anyone.

Answers without credentials aren't reported: everyone may read those with a program of their own. Nor is a target whose name says that it is for
development or tests (\`dev.example.com\`, \`staging-api.example.com\`), nor an origin that the file declares with
\`# @cors trusted=http://localhost:3000\`.

Let the environment decide: read the list from a variable that production sets without such origins (Express: \`origin: process.env.ORIGINS.split(",")\`;
Spring: a property of each profile; Django: \`CORS_ALLOWED_ORIGINS\` in each settings file; ASP.NET: \`appsettings.Production.json\`; nginx: a \`map\` in
each server's own file). During development, a proxy of the development server makes the page and the API one origin.`,
  references: [FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN],
  examples: {
    invalid: [
      {
        title: "Whatever listens on the user's machine",
        text: `GET https://api.example.com/account HTTP/1.1
Origin: http://localhost:3000
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:3000
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "The file declares the origin as trusted",
        text: `# @cors trusted=http://localhost:3000

GET https://api.example.com/account HTTP/1.1
Origin: http://localhost:3000
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:3000
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
      {
        title: "Both run on the developer's machine",
        text: `GET http://localhost:8080/account HTTP/1.1
Origin: http://localhost:3000
Cookie: {{cookie}}

HTTP/1.1 200 OK
Access-Control-Allow-Origin: http://localhost:3000
Access-Control-Allow-Credentials: true
Vary: Origin
`,
      },
    ],
  },

  target: (exchanges, judged) =>
    holeReport("development", exchanges, judged, ({ origin }) => ({
      message: `${sentence(origin)}: let only development servers allow it.`,
      otherwise: "warning",
    })),
};

function sentence(origin: string): string {
  switch (developmentOrigin(origin)) {
    case "tunnel":
      return `${quote(origin)} is a tunnel that anyone may open next`;
    case "network":
      return `${quote(origin)} is any page with this name in the user's network`;
    default:
      return `${quote(origin)} is whatever runs on the user's machine`;
  }
}
