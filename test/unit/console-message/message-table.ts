import type { ConsoleMessage } from "../../../server/src/console-message/message";

/** A text that a browser prints, and everything that it says. */
export type Sample = { readonly text: string } & Partial<ConsoleMessage>;

const PAGE = "https://app.example.com";
const API = "https://api.example.com/users";

const chromium = (reason: string, said: Partial<ConsoleMessage>): Sample => ({
  text: `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: ${reason}`,
  source: "chromium",
  initiator: "fetch",
  url: API,
  origin: PAGE,
  ...said,
});

const CHROMIUM: readonly Sample[] = [
  chromium("No 'Access-Control-Allow-Origin' header is present on the requested resource.", {
    id: "MissingAllowOriginHeader",
    check: "origin-missing",
    stage: "actual",
    header: "Access-Control-Allow-Origin",
  }),
];

export const MESSAGES: readonly Sample[] = [...CHROMIUM];
