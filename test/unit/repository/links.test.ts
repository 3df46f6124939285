import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { anchorsOf, brokenLinks, linksOf, type Repository } from "../../support/markdown-links";

/** Files that git knows, without deleted ones. */
const files = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
  encoding: "utf8",
})
  .split("\0")
  .filter((file) => file !== "" && existsSync(file));
const known = new Set(["", ...files, ...files.flatMap(foldersOf)]);
const repository: Repository = { has: (path) => known.has(path), read: (path) => readFileSync(path, "utf8") };

function foldersOf(file: string): string[] {
  const parts = file.split("/");
  return parts.slice(0, -1).map((_, i) => parts.slice(0, i + 1).join("/"));
}

describe("the links in Markdown files", () => {
  for (const file of files.filter((one) => one.endsWith(".md") && !one.startsWith("test/fixtures/"))) {
    it(`lead somewhere: ${file}`, () => assert.deepEqual(brokenLinks(file, repository), []));
  }
});

describe("the check of links", () => {
  const planted = (text: string, others: Record<string, string> = {}) => {
    const texts: Record<string, string> = { "docs/a.md": text, ...others };
    return brokenLinks("docs/a.md", {
      has: (path) => path in texts || path === "docs",
      read: (path) => texts[path] ?? "",
    });
  };

  const broken: readonly (readonly [string, string, string])[] = [
    ["a file that isn't there", "[b](b.md)", "docs/a.md:1: there is no b.md"],
    ["an image that isn't there", "Text\n![b](images/b.png)", "docs/a.md:2: there is no images/b.png"],
    ["a heading that isn't there", "# One\n\n[b](#two)", "docs/a.md:3: docs/a.md has no heading for #two"],
    ["a heading of another file", "[b](../c.md#two)", "docs/a.md:1: c.md has no heading for #two"],
    ["a path out of the repository", "[b](../../c.md)", "docs/a.md:1: there is no ../../c.md"],
    ["a link around an image", "[![x](https://x.example/y.svg)](b.md)", "docs/a.md:1: there is no b.md"],
    ["an image in a link", "[![x](b.png)](https://x.example/)", "docs/a.md:1: there is no b.png"],
    ["a link whose text is wrapped", "[one\ntwo](b.md)", "docs/a.md:2: there is no b.md"],
    ["a reference", "[b]\n\n[b]: b.md", "docs/a.md:3: there is no b.md"],
    ["HTML", '<img src="b.png">', "docs/a.md:1: there is no b.png"],
    [
      "the project's own address",
      "[b](https://github.com/cors-lens/cors-lens/blob/main/b.md)",
      "docs/a.md:1: there is no https://github.com/cors-lens/cors-lens/blob/main/b.md",
    ],
  ];
  for (const [what, text, says] of broken) {
    it(`finds ${what}`, () => assert.deepEqual(planted(text, { "c.md": "# One\n" }), [says]));
  }

  it("accepts what is there", () =>
    assert.deepEqual(
      planted(
        "# One `two` *(three)*\n\n[a](#one-two-three), [c](../c.md#one-1), [folder](.), [site](https://x.example/y.md)",
        { "c.md": "# One\n\n## One\n" },
      ),
      [],
    ));
  it("ignores code", () => assert.deepEqual(planted("`[b](b.md)`\n\n```md\n[b](b.md)\n```\n"), []));
  it("reads several links of a line", () =>
    assert.deepEqual(
      linksOf("[a](a.md) ![b](b.png 'Title') [c](<c d.md>)").map(({ target }) => target),
      ["a.md", "b.png", "c d.md"],
    ));
  it("makes anchors as GitHub does", () =>
    assert.deepEqual(
      [
        ...anchorsOf(
          "# What's new?\n\n## A_b — [c](d.md) `e.f`\n\n```sh\n# not a heading\n```\n\n## Twice\n\n## Twice\n",
        ),
      ],
      ["whats-new", "a_b--c-ef", "twice", "twice-1"],
    ));
});
