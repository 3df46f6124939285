import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { parse } from "@babel/parser";

/** The files of a folder with their texts, by path with slashes. */
function filesIn(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => name.replaceAll("\\", "/"));
  return new Map(
    names.filter((name) => name.endsWith(".ts")).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

/** The modules that a text imports in any way; for types alone too, because a reader has to know them first just as well. */
function modulesIn(text: string): string[] {
  const modules: string[] = [];
  const visit = (node: unknown) => {
    if (typeof node !== "object" || node === null) {
      return;
    }
    const { type, source, argument } = node as Readonly<Record<string, { readonly value?: unknown } | undefined>>;
    const { value } = (String(type) === "TSImportType" ? argument : source) ?? {};
    if (typeof value === "string") {
      modules.push(value);
    }
    for (const part of Object.values(node)) {
      (Array.isArray(part) ? part : [part]).forEach(visit);
    }
  };
  visit(parse(text, { sourceType: "module", plugins: ["typescript"], createImportExpressions: true }).program);
  return modules;
}

/** The files that each file imports. */
function importsIn(files: ReadonlyMap<string, string>): Map<string, string[]> {
  return new Map(
    Array.from(files, ([path, text]) => [
      path,
      modulesIn(text).flatMap((module) => {
        const imported = posix.join(posix.dirname(path), module);
        return module.startsWith(".") ? ([`${imported}.ts`, imported].find((one) => files.has(one)) ?? []) : [];
      }),
    ]),
  );
}

/** One circle through each file that is the first to close one, as its files in the order of their imports. */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const circles: string[] = [];
  const visit = (file: string) => {
    const at = path.indexOf(file);
    if (at >= 0) {
      circles.push([...path.slice(at), file].join(" → "));
    } else if (!done.has(file)) {
      path.push(file);
      for (const imported of imports.get(file) ?? []) {
        visit(imported);
      }
      path.pop();
      done.add(file);
    }
  };
  for (const file of imports.keys()) {
    visit(file);
  }
  return circles;
}

describe("imports", () => {
  for (const folder of ["server/src", "client/src"]) {
    it(`make no circles in ${folder}`, () => {
      const imports = importsIn(filesIn(folder));
      const count = [...imports.values()].flat().length;
      assert.ok(count > imports.size, `${count} imports in ${imports.size} files`);
      assert.deepEqual(circlesIn(imports), []);
    });
  }

  for (const [what, back] of [
    ["values", 'import { a } from "../a";'],
    ["types", 'import type { A } from "../a";'],
    ["some types", 'import {\n  type A,\n} from "../a";'],
    ["other exports", 'export { a } from "../a";'],
    ["a module when it is needed", 'const late = () => import("../a");'],
    ["a type in place", 'export type B = import("../a").A;'],
  ] as const) {
    it(`are found in a circle if they import ${what}`, () => {
      const files = new Map([
        ["a.ts", 'import { b } from "./b/b";'],
        ["b/b.ts", 'import "./c";'],
        ["b/c.ts", `${back}\nconst text = 'import "./b";';`],
      ]);
      assert.deepEqual(circlesIn(importsIn(files)), ["a.ts → b/b.ts → b/c.ts → a.ts"]);
      assert.deepEqual(circlesIn(importsIn(new Map([...files, ["b/c.ts", `// ${back.replaceAll("\n", " ")}`]]))), []);
    });
  }
});
