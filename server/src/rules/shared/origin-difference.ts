import { isPossibleSerializedOrigin, parseSerializedOrigin } from "../../cors/origin";
import { withoutComment } from "../../edits/corrections";
import type { Field } from "../../http/tree";
import type { Range } from "../../text/range";
import { isUnknown } from "../../text/unknown";
import { lacksScheme, type OriginParts, originParts, type SurplusPart, surplusPart } from "./origin-parts";

/** A value's difference from the page's origin, and the part of the value that differs. */
export interface OriginDifference {
  readonly kind:
    | SurplusPart["part"]
    | "empty"
    | "comment"
    | "quoted"
    /** The page's origin is `null`, and the value isn't. */
    | "opaque"
    /** Not an origin, and the page's origin isn't known. */
    | "never"
    | "missing-scheme"
    | "not-an-origin"
    | "case"
    | "parts";
  /** The differing parts, if the kind is `parts`. */
  readonly parts: readonly ("scheme" | "host" | "port")[];
  /** Relative to the value; null for the whole value. */
  readonly range: Range | null;
}

/** The difference of a field's resolved value. With variables in the value, the range is that of the whole value. */
export function fieldDifference({ value, resolved }: Field, origin: string | null): OriginDifference {
  const compared = isUnknown(resolved) ? value.text : resolved;
  const found = originDifference(compared, origin);
  return compared === value.text ? found : { ...found, range: null };
}

/**
 * How a value differs from the page's origin: the most specific difference.
 * @param origin the page's, which isn't `typed`; null if it isn't known.
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
    return difference(
      lacksScheme(typed) ? "missing-scheme" : isPossibleSerializedOrigin(typed.toLowerCase()) ? "case" : "never",
    );
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

/** The parts in which two origins differ; the range is that of the part if only one differs. */
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
