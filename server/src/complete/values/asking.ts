import { headerListOf } from "../../case/header-list";
import { ENGINES, type Engine } from "../../cors/engines";
import { get } from "../../cors/header-list";
import { code } from "../../explain/markdown";
import { isUnknown } from "../../text/unknown";
import { engineNames } from "../../words/engine-names";
import { requestsBelow } from "../exchange-at";
import { METHOD_NAMES } from "../methods";
import { type Offer, offer } from "../proposal";
import { allAndEach } from "./all-and-each";
import { missing, type ValueContext } from "./context";
import { mcpRequestHeaders } from "./mcp";

/** For Access-Control-Request-Method: the methods of the requests below, or any. */
export function requestMethodValues({ exchange, judged }: ValueContext): Offer[] {
  const below = exchange === null ? [] : requestsBelow(judged, exchange);
  const methods = new Set(
    below.flatMap(({ fetchRequest }) => (isUnknown(fetchRequest.fetch.method) ? [] : [fetchRequest.fetch.method])),
  );
  return methods.size > 0
    ? [...methods].map((method) =>
        offer(
          "value",
          method,
          "of the request below",
          `The preflight is for the request below, which uses ${code(method)}.`,
        ),
      )
    : METHOD_NAMES.map((method) => offer("value", method, "a method", "The method of the actual request."));
}

/** For Access-Control-Request-Headers: the names that browsers send for the request below. */
export function requestHeadersValues(context: ValueContext): Offer[] {
  const { exchange, judged } = context;
  if (exchange === null) {
    return [];
  }
  const method = get(headerListOf(exchange.request), "Access-Control-Request-Method");
  const below = requestsBelow(judged, exchange);
  if (below.length === 0) {
    return mcpRequestHeaders(context, ",", []);
  }
  const announced = below.filter(({ fetchRequest }) => fetchRequest.fetch.method === method);
  const asking = new Map<string, Set<Engine>>();
  for (const { judgement } of announced.length > 0 ? announced : below) {
    for (const engine of ENGINES) {
      const names = missing(judgement[engine].preflightRequest?.headers?.split(",") ?? [], context).join(",");
      if (names !== "") {
        asking.set(names, (asking.get(names) ?? new Set()).add(engine));
      }
    }
  }
  const offers = [...asking].flatMap(([names, engines]) =>
    allAndEach(
      names.split(","),
      ",",
      engines.size === ENGINES.length ? OF_REQUEST_BELOW : ofEngines(engines),
      (list) => `Browsers send ${list} for the request below: in lower case, sorted, without spaces.`,
    ),
  );
  const labels = new Set<string>();
  return offers.filter(({ label }) => !labels.has(label) && labels.add(label));
}

const OF_REQUEST_BELOW = { one: "of the request below", all: "all of the request below" };

function ofEngines(engines: ReadonlySet<Engine>): { readonly one: string; readonly all: string } {
  const sentBy = `sent by ${engineNames(engines)}`;
  return { one: sentBy, all: sentBy };
}
