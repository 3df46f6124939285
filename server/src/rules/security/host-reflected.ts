import { headerListOf } from "../../case/header-list";
import { get } from "../../cors/header-list";
import { serializedOriginOf } from "../../cors/origin";
import type { HeaderName } from "../../headers/table";
import { type Field, fieldsNamed } from "../../http/tree";
import type { JudgedExchange } from "../../judged/judged-exchange";
import { isUnknown } from "../../text/unknown";
import { type Answered, isAnswered } from "../framework/blocking";
import type { Rule } from "../framework/rule";
import { headerPlace, valuePlace } from "../shared/header-places";
import { FETCH_CORS_CHECK, MDN_ALLOW_ORIGIN } from "../shared/references";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

/** The headers from which servers make an origin if there is no `Origin`. */
const SOURCES = ["X-Forwarded-Host", "Host", "Referer"] as const satisfies readonly HeaderName[];

export const rule: Rule = {
  id: "host-reflected",
  severity: "warning",
  summary: "The server makes `Access-Control-Allow-Origin` from `X-Forwarded-Host`, `Host` or `Referer`.",
  rationale: `A client can send any \`Host\`, \`X-Forwarded-Host\` or \`Referer\`. A cache that stores such an answer without these headers in its key serves it to others,
with the origin that the client wanted. Two answers that follow two values, or one that follows a name below \`.invalid\`, prove it.

Compare the request's \`Origin\` with a list instead, and trust \`X-Forwarded-Host\` only from your own proxy: \`trust proxy\` in Express,
\`ForwardedHeaderFilter\` in Spring, \`USE_X_FORWARDED_HOST\` in Django, \`ForwardedHeadersOptions\` in ASP.NET, \`proxy_set_header\` in nginx.`,
  references: [
    FETCH_CORS_CHECK,
    MDN_ALLOW_ORIGIN,
    {
      title: "MDN: X-Forwarded-Host",
      url: "https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-Forwarded-Host",
    },
  ],
  examples: {
    invalid: [
      {
        title: "The answer follows a host that doesn't exist",
        text: `GET https://api.example.com/articles HTTP/1.1
X-Forwarded-Host: p7f3.invalid

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://p7f3.invalid
Vary: Origin
`,
      },
    ],
    valid: [
      {
        title: "The answer names the same origin every time",
        text: `GET https://api.example.com/articles HTTP/1.1
X-Forwarded-Host: p7f3.invalid

HTTP/1.1 200 OK
Access-Control-Allow-Origin: https://app.example.com
Vary: Origin
`,
      },
    ],
  },

  *target(exchanges) {
    const answered = exchanges.filter(isWithoutOrigin);
    for (const source of SOURCES) {
      const following = answered.flatMap((exchange) => {
        const followed = followedBy(exchange, source);
        return followed === null ? [] : [{ exchange, ...followed }];
      });
      const first = following.find(({ host }) => isReserved(host)) ?? following[0];
      const other = following.find(({ host }) => host !== first?.host);
      if (first !== undefined && (isReserved(first.host) || other !== undefined)) {
        yield {
          message: `\`${ALLOW_ORIGIN}\` is made from \`${source}\`, which a client can set to any name.`,
          place: headerPlace(first.exchange.response, ALLOW_ORIGIN),
          related: [
            { message: "The response follows this value.", place: valuePlace(first.exchange.request, first.field) },
            ...(other === undefined
              ? []
              : [
                  {
                    message: "This response follows another value.",
                    place: headerPlace(other.exchange.response, ALLOW_ORIGIN),
                  },
                ]),
          ],
        };
        return;
      }
    }
  },
};

function isWithoutOrigin(exchange: JudgedExchange): exchange is Answered {
  return isAnswered(exchange) && exchange.origin === null && !exchange.request.elided;
}

/** The field whose host, and not the target's, the response names as the allowed origin; null if it follows none. */
function followedBy(exchange: Answered, source: HeaderName): { field: Field; host: string } | null {
  const [field, ...more] = fieldsNamed(exchange.request, source);
  const allowed = get(headerListOf(exchange.response), ALLOW_ORIGIN);
  if (field === undefined || more.length > 0 || isUnknown(field.resolved) || allowed === null || isUnknown(allowed)) {
    return null;
  }
  const urls = source === "Referer" ? [field.resolved] : [`https://${field.resolved}/`, `http://${field.resolved}/`];
  const origin = urls.map(serializedOriginOf).find((one) => one === allowed);
  return origin == null || origin === "null" || exchange.target.origins.includes(origin)
    ? null
    : { field, host: new URL(origin).host };
}

/** Whether no server can have the name. */
function isReserved(host: string): boolean {
  return /\.invalid(?::\d+)?$/.test(host);
}
