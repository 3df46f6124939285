import type { Analysis } from "../analysis";
import { parseSerializedOrigin } from "../cors/origin";
import { fieldsNamed, type Message } from "../http/tree";
import type { Finding } from "../rules/framework/rule";
import { fieldDifference } from "../rules/shared/origin-difference";
import { originParts } from "../rules/shared/origin-parts";
import { knownOrigin } from "../rules/shared/page-origin";
import { isUnknown } from "../text/unknown";
import { enumerate } from "../words/quote";
import { longCode } from "./markdown";

/** The parts in which a response's origin differs from the page's, which comes first: port `3000` ≠ `8080`. Empty unless a finding is about that. */
export function comparedParts({ judged }: Analysis, { place: { anchor, range } }: Finding): string[] {
  const exchange = judged.exchanges.find(({ response }) => response === anchor) ?? null;
  const response: Message | null = exchange?.response ?? null;
  const [field] = response === null ? [] : fieldsNamed(response, "Access-Control-Allow-Origin");
  const origin = exchange === null ? null : knownOrigin(exchange);
  const page = origin === null ? null : parseSerializedOrigin(origin);
  if (field === undefined || page === null || range.start < field.line.start || range.end > field.line.end) {
    return [];
  }
  const { kind, parts } = fieldDifference(field, origin);
  const typed = isUnknown(field.resolved) ? field.value.text : field.resolved;
  const found = kind === "parts" ? originParts(typed) : null;
  if (found === null) {
    return [];
  }
  const { scheme, host, port } = found;
  const text = ({ start, end }: { readonly start: number; readonly end: number }) => typed.slice(start, end);
  const given = { scheme: text(scheme), host: text(host), port: port === null ? null : text(port).slice(1) };
  return [enumerate(parts.map((part) => `${part} ${shown(page[part])} ≠ ${shown(given[part])}`))];
}

const MAX_LENGTH = 60;

function shown(part: string | null): string {
  return part === null ? "default" : longCode(part, MAX_LENGTH);
}
