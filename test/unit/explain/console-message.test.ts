import assert from "node:assert/strict";
import { consoleMessagesIn } from "../../../server/src/console-message/console-message";
import type { ConsoleMessage } from "../../../server/src/console-message/message";
import { explainMessage } from "../../../server/src/explain/console-message/explain-message";
import { messageTitle } from "../../../server/src/explain/console-message/message-title";
import { plainHover } from "../../../server/src/explain/plain";
import { API, MESSAGES, PAGE } from "../console-message/message-table";

function messageIn(text: string): ConsoleMessage {
  const [found] = consoleMessagesIn(text);
  assert.ok(found !== undefined, text);
  return found.message;
}

const PREFLIGHT_MISSING = `Access to fetch at '${API}' from origin '${PAGE}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: No 'Access-Control-Allow-Origin' header is present on the requested resource.`;

describe("the explanation of a console message", () => {
  for (const [text, title] of [
    [PREFLIGHT_MISSING, "CORS: the preflight's response has no Access-Control-Allow-Origin"],
    [
      "Request header field X-Token is not allowed by Access-Control-Allow-Headers.",
      "CORS: Access-Control-Allow-Headers doesn't list X-Token",
    ],
    ["Preflight response is not successful. Status code: 401", "CORS: the preflight's status isn't 2xx, but 401"],
    ["TypeError: Failed to fetch", "CORS? The request failed; this line doesn't say why"],
  ] as const) {
    it(`has the title ${title}`, () => assert.equal(messageTitle(messageIn(text)), title));
  }

  it("says what is proved and what isn't, what others print, and what comes next", () => {
    const page = explainMessage(messageIn(PREFLIGHT_MISSING));
    assert.match(page, /\[Fetch, CORS check, step 2\]\(https:\/\/fetch\.spec\.whatwg\.org\/#concept-cors-check\)/);
    assert.match(page, /docs\/rules\/allow-origin-missing\.md/);
    assert.deepEqual(
      plainHover(page)
        .split("\n")
        .filter((line) => /^- |^Next/.test(line)),
      [
        "- A preflight was sent and answered; the request itself wasn't sent.",
        `- The URL is ${API}.`,
        `- The page's origin is ${PAGE}.`,
        "- That CORS is off in the server: an error page, a proxy's answer or a redirect to a login page lacks the header too.",
        `- Firefox: Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: ….`,
        `Next: Write the exchange that the message reports, and paste the real response into it: from the Network panel, or from curl -i -X OPTIONS -H 'Origin: ${PAGE}' -H 'Access-Control-Request-Method: <method>' '${API}'.`,
      ],
    );
  });

  it("says for each message what failed, or where to look", () => {
    for (const { text } of MESSAGES) {
      const message = messageIn(text);
      const page = explainMessage(message);
      assert.match(page, /^\*\*CORS/, text);
      assert.match(page, /\n\n\*\*Next:\*\* \S/, text);
      assert.doesNotMatch(page, /undefined/, text);
    }
  });

  it("shows no secret of a URL", () => {
    for (const { text } of MESSAGES) {
      const secret = text.replaceAll("api.example.com/users", "api.example.com/users?access_token=s3cret");
      for (const { message } of consoleMessagesIn(secret)) {
        assert.doesNotMatch(messageTitle(message) + explainMessage(message), /s3cret/, secret);
      }
    }
  });
});
