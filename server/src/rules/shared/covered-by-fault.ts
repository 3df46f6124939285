import { ENGINES } from "../../cors/engines";
import type { HeaderName } from "../../headers/table";
import type { Message } from "../../http/tree";
import type { JudgedExchanges } from "../../judged/judged-document";
import { failingStepsOf } from "../framework/failing-steps";

/** Whether a fault already reports that this header is missing. */
export function isCoveredByFault(message: Message, header: HeaderName, judged: JudgedExchanges): boolean {
  const exchange = judged.exchangeOf(message);
  return (
    exchange !== null &&
    [exchange, ...judged.servedBy(exchange)]
      .flatMap((one) => failingStepsOf(one, ENGINES))
      .some(({ at, failure }) => at.response === message && failure.header === header)
  );
}
