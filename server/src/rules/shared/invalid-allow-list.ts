import { type AllowList, listEdits, repairedItems } from "../../edits/corrections";
import { preflightRequirements } from "../../edits/requirements";
import { fieldsNamed } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { quote } from "../../words/quote";
import type { Fault } from "../framework/blocking";
import type { FaultRule, Report } from "../framework/rule";
import { asListFixes, type InvalidItem, invalidItemIn, invalidItemOf, isTypedAsSeen } from "./invalid-list";

/**
 * The common part of the rules for lists that don't parse.
 * @param what the items of the list, such as `methods`.
 */
export function invalidAllowList(
  list: AllowList,
  what: string,
): Required<Pick<FaultRule, "explains" | "short" | "fault" | "headers" | "message">> {
  const spoilt = ({ text, character }: InvalidItem) =>
    `The ${character} in ${quote(text)} makes the whole list invalid: write ${what} separated by commas.`;
  return {
    explains: { steps: ["cors-preflight-fetch 7.3"], when: ({ failure }) => failure.header === list.name },

    short: `${list.name} is malformed`,

    *fault(fault, judged) {
      const invalid = invalidItemOf(fault.at.response, list.name);
      if (invalid !== null) {
        const corrected = correction(list, fault, judged);
        yield {
          message: spoilt(invalid),
          place: invalid.place,
          ...(corrected === null
            ? {}
            : {
                expected: `${list.name}: ${corrected.value}`,
                fixes: corrected.fixes,
              }),
        };
      }
    },

    headers: [list.name],
    *message(message, judged) {
      if (message.kind === "request" || (message.kind === "response" && !judged.isUnjudged(message))) {
        return;
      }
      for (const field of fieldsNamed(message, list.name)) {
        const invalid = invalidItemIn(message, field);
        if (invalid !== null) {
          yield {
            severity: "warning",
            message: spoilt(invalid),
            place: invalid.place,
            fixes: () => asListFixes({ ...message, fields: [field] }, list.name),
          };
        }
      }
    },
  };
}

/** The same items as a valid list, with everything that the text's requests need. */
function correction(
  list: AllowList,
  { at }: Fault,
  judged: JudgedExchanges,
): { readonly value: string; readonly fixes: NonNullable<Report["fixes"]> } | null {
  const required = preflightRequirements(at, judged.servedBy(at));
  if (required === null || !isTypedAsSeen(at.response, list.name)) {
    return null;
  }
  const needed = required[list.grants];
  const value = repairedItems(fieldsNamed(at.response, list.name), needed, list.caseSensitive).join(", ");
  return {
    value,
    fixes: (whole) => [
      {
        title: `Change to ${value}`,
        grade: "suggestion",
        edits: listEdits(whole, at, at.response, list, needed, required) ?? [],
      },
    ],
  };
}
