import assert from "node:assert/strict";
import { RULE_IDS } from "../../../server/src/rules/framework/rule-ids";
import { accept, labelsIn, proposalsIn } from "./completing";

const REQUEST = "GET https://api.example.com/articles\nOrigin: https://app.example.com\n";
const WRONG = "HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://other.example\n";
const KEYWORDS = ["cors-lens-disable-next-line", "cors-lens-disable-exchange", "cors-lens-disable-file"];

describe("comments that hide findings are completed", () => {
  it("from their first letters, with a space at the end", () => {
    assert.deepEqual(labelsIn(`# cors|\n${REQUEST}`), KEYWORDS);
    assert.deepEqual(labelsIn(`${REQUEST}\n${WRONG}// cors-lens-dis|\n`), KEYWORDS);
    assert.deepEqual(labelsIn(`### cors-lens-dis|\n${REQUEST}`), []);
    assert.equal(accept(`# cors|\n${REQUEST}`), `# cors-lens-disable-next-line \n${REQUEST}`);
    assert.equal(
      accept(`# cors-lens-disable|-next-line vary-origin-missing\n${REQUEST}`, "cors-lens-disable-file"),
      `# cors-lens-disable-file vary-origin-missing\n${REQUEST}`,
    );
  });

  it("after directives in an empty comment, and not within prose", () => {
    assert.deepEqual(labelsIn(`# |\n${REQUEST}`).slice(-3), KEYWORDS);
    assert.deepEqual(labelsIn(`# com|\n${REQUEST}`), []);
    assert.deepEqual(labelsIn(`# cors is hard|\n${REQUEST}`), []);
  });

  it("with the rules that have findings there first, and their severity", () => {
    const line = `${REQUEST}\n${WRONG.replace("Access", "# cors-lens-disable-next-line |\nAccess")}`;
    assert.equal(labelsIn(line)[0], "allow-origin-mismatch");
    assert.equal(labelsIn(line).length, RULE_IDS.length);
    const [first] = proposalsIn(line);
    assert.equal(first?.detail, "error, found here");
    assert.match(first?.documentation ?? "", /^[A-Z`].*\.$/);
    assert.equal(labelsIn(`# cors-lens-disable-exchange |\n${REQUEST}\n${WRONG}`)[0], "allow-origin-mismatch");
    assert.equal(labelsIn(`# cors-lens-disable-exchange |\n${REQUEST}\n###\n${REQUEST}\n${WRONG}`)[0], RULE_IDS[0]);
    assert.equal(labelsIn(`${REQUEST}\n${WRONG}\n###\n# cors-lens-disable-file max-|`)[0], "allow-origin-mismatch");
  });

  it("with each rule once, and with none in the reason", () => {
    const labels = labelsIn(`# cors-lens-disable-file vary-origin-missing, |\n${REQUEST}`);
    assert.ok(!labels.includes("vary-origin-missing") && labels.length === RULE_IDS.length - 1);
    assert.equal(
      accept("# cors-lens-disable-file vary-|, max-age-missing -- why\n", "vary-origin-missing"),
      "# cors-lens-disable-file vary-origin-missing, max-age-missing -- why\n",
    );
    assert.deepEqual(labelsIn(`# cors-lens-disable-file vary-origin-missing -- |\n${REQUEST}`), []);
    assert.deepEqual(labelsIn(`# cors-lens-disable-thing |\n${REQUEST}`), []);
  });
});
