import type { JudgedExchange } from "../../judged/judged-exchange";
import { type Offer, offer } from "../proposal";
import { allAndEach } from "./all-and-each";
import { missing, type ValueContext } from "./context";

/** Request headers of browser clients of MCP servers that need permission, in lower case. */
const REQUEST_NAMES = ["content-type", "mcp-protocol-version", "mcp-session-id"];
const OTHER_REQUEST_NAMES = ["last-event-id", "mcp-method", "mcp-name"];
const DETAIL = { one: "of MCP clients", all: "all of MCP clients after `initialize`" };

/** Whether an exchange is one with an MCP server, as its path or a header says. */
function isWithMcp({ request, response }: JudgedExchange): boolean {
  return (
    /\/mcp(?![\w.-])/i.test(request.wholeTarget.slice(0, 2_000)) ||
    [request, response].some((message) =>
      message?.fields.some(({ name, value }) => /^mcp-|\bmcp-/i.test(`${name.text} ${value.text.slice(0, 2_000)}`)),
    )
  );
}

/** For lists of request headers: those of MCP clients that aren't among `known`, if the exchange is with an MCP server. */
export function mcpRequestHeaders(context: ValueContext, separator: string, known: readonly string[]): Offer[] {
  const { exchange } = context;
  if (exchange === null || !isWithMcp(exchange)) {
    return [];
  }
  const lacking = (names: readonly string[]) => missing(names, context).filter((name) => !known.includes(name));
  const documentation = (names: string) => `Browser clients of MCP servers send ${names}.`;
  return [
    ...allAndEach(lacking(REQUEST_NAMES), separator, DETAIL, documentation),
    ...lacking(OTHER_REQUEST_NAMES).map((name) => offer("value", name, DETAIL.one, documentation(`\`${name}\``))),
  ];
}

/** For Access-Control-Expose-Headers: the header that MCP clients read. */
export function mcpExposedHeaders(context: ValueContext, known: readonly string[]): Offer[] {
  const { exchange } = context;
  const isKnown = known.some((name) => name.toLowerCase() === "mcp-session-id");
  return exchange === null || isKnown || !isWithMcp(exchange)
    ? []
    : missing(["Mcp-Session-Id"], context).map((name) =>
        offer("value", name, "read by MCP clients", "Browser clients of MCP servers read the session in it."),
      );
}

/** Revisions of MCP, the latest first. */
const REVISIONS = ["2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26"];

export function mcpProtocolVersions(): Offer[] {
  return REVISIONS.map((revision) =>
    offer("value", revision, "a revision of MCP", "The revision that client and server use."),
  );
}
