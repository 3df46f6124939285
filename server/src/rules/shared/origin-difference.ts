import { parseSerializedOrigin } from "../../cors/origin";
import { withoutComment } from "../../edits/corrections";
import type { Field } from "../../http/tree";
import type { Range } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { lacksScheme, type OriginParts, originParts, type SurplusPart, surplusPart } from "./origin-parts";

/** What is wrong with a value that is not the page's origin, and where in the value it is. */
export interface OriginDifference {
  readonly kind:
    | SurplusPart["part"]
    | "empty"
    | "comment"
    | "quoted"
    /** The page's origin is `null`, and the value is none. */
    | "opaque"
    /** No origin, and it is not known which one it should be. */
    | "never"
    | "missing-scheme"
    | "not-an-origin"
    | "case"
    | "parts";
  /** What differs, where the kind is `parts`. */
  readonly parts: readonly ("scheme" | "host" | "port")[];
  /** Relative to the value; null for the whole value. */
  readonly range: Range | null;
}

/** The same for a field, by what its value says once variables are resolved: where it holds some, no part of it is the place. */
export function fieldDifference({ value, resolved }: Field, origin: string | null): OriginDifference {
  const compared = isUnknown(resolved) ? value.text : resolved;
  const found = originDifference(compared, origin);
  return compared === value.text ? found : { ...found, range: null };
}

/**
 * What tells a value from the origin, from the most telling difference to the least.
 * @param origin the page's, null where it is not known; it is not `typed`.
 */
export function originDifference(typed: string, origin: string | null): OriginDifference {
  if (typed === "") {
    return difference("empty");
  }
  const value = withoutComment(typed);
  if (value !== typed) {
    return difference("comment", { start: value.length, end: typed.length });
  }
  const quoted = /^(["']).*\1$/.test(typed);
  if (quoted) {
    return difference("quoted");
  }
  if (origin === "null") {
    return difference("opaque");
  }
  const parts = originParts(typed);
  const surplus = parts === null ? null : surplusPart(typed, parts);
  if (surplus !== null) {
    const { start, end } = surplus.range;
    const isAll = origin === null || typed.slice(0, start) + typed.slice(end) === origin;
    return difference(surplus.part, isAll ? surplus.range : null);
  }
  if (origin === null) {
    return difference("never");
  }
  if (parts === null) {
    const isHost = lacksScheme(typed) || origin.endsWith(`://${typed.toLowerCase()}`);
    return difference(isHost ? "missing-scheme" : "not-an-origin");
  }
  return partsDifference(typed, parts, origin);
}

function difference(kind: OriginDifference["kind"], range: Range | null = null): OriginDifference {
  return { kind, parts: [], range };
}

/** The parts in which two origins differ, on the part if it is one. */
function partsDifference(typed: string, { scheme, host, port }: OriginParts, origin: string): OriginDifference {
  const expected = parseSerializedOrigin(origin);
  const text = (range: Range | null) => (range === null ? "" : typed.slice(range.start, range.end));
  if (expected === null || typed.toLowerCase() === origin) {
    return difference("case");
  }
  const expectedPort = expected.port === null ? "" : `:${expected.port}`;
  const differing = [
    { part: "scheme" as const, differs: text(scheme).toLowerCase() !== expected.scheme, range: scheme },
    { part: "host" as const, differs: text(host).toLowerCase() !== expected.host, range: host },
    {
      part: "port" as const,
      differs: text(port) !== expectedPort,
      range: port === null ? null : { start: port.start + 1, end: port.end },
    },
  ].filter(({ differs }) => differs);
  const [only] = differing;
  return {
    kind: "parts",
    parts: differing.map(({ part }) => part),
    range:
      differing.length === 1 && only !== undefined && only.range !== null && only.range.start < only.range.end
        ? only.range
        : null,
  };
}
