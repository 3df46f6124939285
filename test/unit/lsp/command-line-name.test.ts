import assert from "node:assert/strict";
import { commandLineName } from "../../../server/src/lsp/command-line-name";

describe("the name of a document on a command line", () => {
  const rows: readonly (readonly [uri: string, folders: readonly string[], name: string | null])[] = [
    ["file:///home/ann/api/users.http", ["file:///home/ann/api"], "users.http"],
    ["file:///home/ann/api/v1/users.http", ["file:///home", "file:///home/ann/api/"], "ann/api/v1/users.http"],
    ["file:///home/ann/api/users.http", ["file:///home/ann/ap"], "/home/ann/api/users.http"],
    ["file:///home/ann/api/users.http", [], "/home/ann/api/users.http"],
    ["file:///c%3A/api/users.http", [], "c:/api/users.http"],
    ["file:///a/two%20words%20(1).http", [], '"/a/two words (1).http"'],
    ["file:///a/%24(rm).http", [], null],
    ["file:///a/%22.http", [], null],
    ["file:///a/%E0%A4%A.http", [], null],
    ["untitled:Untitled-1", [], null],
    ["vscode-notebook-cell:/a/b.ipynb#X", [], null],
  ];
  for (const [uri, folders, name] of rows) {
    it(`${uri} in ${folders.length} folders: ${name}`, () => assert.equal(commandLineName(uri, folders), name));
  }
});
