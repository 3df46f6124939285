import assert from "node:assert/strict";
import { inNotification, inStatusBar } from "../../../client/src/plain-text";

/** How VS Code finds links in notifications. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;
/** How VS Code finds icons in the status bar. */
const ICON = /(\\)?\$\(([A-Za-z0-9-]+(?:~[A-Za-z]+)?)\)/g;

describe("text of a document", () => {
  it("makes no link in a notification", () => {
    for (const link of [
      "[x](command:workbench.action.quit)",
      "[x](https://example.com)",
      "[[x]](command:y)",
      "[x]]((file:y)",
    ]) {
      assert.doesNotMatch(inNotification(`Left as written: {{${link}}}.`), LINK);
    }
    assert.equal(inNotification("{{host}}, {{$guid}} (2)"), "{{host}}, {{$guid}} (2)");
  });

  it("makes no icon in the status bar", () => {
    const text = "GET /$(zap)/$$(sync~spin)?q=$";
    const shown = inStatusBar(text).replace(ICON, (all, backslash: string | undefined) =>
      backslash === undefined ? "<icon>" : all.slice(1),
    );
    assert.equal(shown, text);
  });
});
