import { isSecretHeader } from "../../headers/secret-names";
import { fieldsNamed, type Request } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { place } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { quote } from "../../words/quote";
import type { Rule } from "../framework/rule";
import { valuePlace } from "../shared/header-places";
import { isInternalHost } from "../shared/internal-host";
import { fetchSection, MDN_ALLOW_ORIGIN } from "../shared/references";

const HEADER = "Access-Control-Allow-Origin";

export const rule: Rule = {
  id: "wildcard-on-internal-host",
  severity: "warning",
  summary: "A server in a private network allows every origin.",
  rationale: `A device or an intranet server often has no login, because only people in its network can reach it. With \`Access-Control-Allow-Origin: *\`, every
website that one of these people visits can reach it too: the browser is inside the network, sends the request, and hands the response to the website's script. The Fetch standard
calls the CORS protocol unsafe for such servers.

Chrome asks the user before a public page may request an address of the local network. Don't rely on it: not every browser asks.

A host is internal if it is a private or link-local address, a name without a dot, or a name below \`.local\`, \`.internal\`, \`.lan\`, \`.corp\`, \`.home.arpa\` and
the like. A request with a token, a key or a cookie isn't reported: then the network isn't the only protection. Neither is this machine.

Name the pages that need the server, and compare the whole origin with that list: \`cors({ origin: ["https://app.example.com"] })\` in Express, a \`map\` from
\`$http_origin\` in nginx, \`allowedOrigins\` in Spring, \`CORS_ALLOWED_ORIGINS\` in Django, \`WithOrigins\` in ASP.NET, \`Origins\` of \`jub0bs/cors\` in Go. Or add a login.`,
  references: [
    fetchSection("Basic safe CORS protocol setup", "basic-safe-cors-protocol-setup"),
    { title: "Local Network Access", url: "https://wicg.github.io/local-network-access/" },
    MDN_ALLOW_ORIGIN,
  ],
  examples: {
    invalid: [
      {
        title: "A device in a home network",
        text: `GET http://192.168.1.20/status HTTP/1.1
Origin: http://dashboard.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
Content-Type: application/json
`,
      },
      {
        title: "An internal name",
        text: `GET https://metrics.corp/api/teams HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
    valid: [
      {
        title: "A named page",
        text: `GET https://metrics.corp/api/teams HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
      {
        title: "A public server with public data",
        text: `GET https://api.example.com/prices HTTP/1.1
Origin: https://app.example.com

HTTP/1.1 200 OK
Access-Control-Allow-Origin: *
`,
      },
    ],
  },

  headers: [HEADER],

  *message(message, judged) {
    const exchange = message.kind === "response" ? judged.exchangeOf(message) : null;
    const host = exchange === null ? null : internalHostOf(exchange);
    const [field, ...more] = fieldsNamed(message, HEADER);
    if (exchange === null || host === null || field?.resolved !== "*" || more.length > 0) {
      return;
    }
    // A preflight's answer is one with that of its request.
    if (isGuarded(exchange) || judged.servedBy(exchange).length > 0) {
      return;
    }
    yield {
      message: `Every website that people in this network visit may read this: ${quote(host)} is internal, and \`*\` allows all origins.`,
      place: valuePlace(message, field),
      related: [{ message: "The internal host.", place: place(exchange.request, exchange.request.target) }],
    };
  },
};

function internalHostOf({ target, applicability }: JudgedExchange): string | null {
  const [origin] = target.origins;
  const isHttp =
    applicability.applies !== false || applicability.reason === "no-origin" || applicability.reason === "same-origin";
  if (origin === undefined || !isHttp || !/^https?:/.test(origin)) {
    return null;
  }
  const { hostname } = new URL(origin);
  return isInternalHost(hostname) ? hostname : null;
}

/** Whether more than the network protects the response: the request has or asks for a secret, or the server refuses it. */
function isGuarded({ request, response }: JudgedExchange): boolean {
  const status = response?.statusValue;
  return (
    request.elided ||
    request.fields.some(({ name }) => isSecretHeader(name.text)) ||
    asksForSecret(request) ||
    status === "401" ||
    status === "403"
  );
}

function asksForSecret(request: Request): boolean {
  return fieldsNamed(request, "Access-Control-Request-Headers").some(
    ({ resolved }) => isUnknown(resolved) || resolved.split(",").some((name) => isSecretHeader(name.trim())),
  );
}
