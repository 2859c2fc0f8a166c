import assert from "node:assert/strict";
import { strFromU8, unzipSync } from "fflate";
import { documentOf, type PlainDocument } from "../../services/reports/document.js";

async function parts(members: Partial<PlainDocument>): Promise<Record<string, string>> {
  const plain = { title: "Minutes", subtitle: "March", creator: "Vale Partnership", blocks: [], ...members };
  const files = unzipSync(await documentOf(plain));
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strFromU8(content)]));
}

describe("a Word document", () => {
  it("says whose it is, in British English, on A4, with numbered pages", async () => {
    const files = await parts({});
    assert.match(files["docProps/core.xml"] ?? "", /<dc:title>Minutes<.*<dc:creator>Vale Partnership</s);
    assert.match(files["word/styles.xml"] ?? "", /w:lang w:val="en-GB"/);
    assert.match(files["word/document.xml"] ?? "", /w:pgSz w:w="11906" w:h="16838"/);
    assert.match(files["word/footer1.xml"] ?? "", /PAGE.*NUMPAGES/s);
  });

  it("has real headings, lists and tables whose heads stand on every page", async () => {
    const body = (
      await parts({
        blocks: [
          { kind: "heading", text: "Decisions" },
          { kind: "heading", level: 2, text: "Fees" },
          { kind: "bullets", items: ["First", "Second"] },
          { kind: "table", heads: ["Partner", "Vote"], rows: [["Vale Council", "yes"]] },
        ],
      })
    )["word/document.xml"];
    for (const style of ["Title", "Heading1", "Heading2"])
      assert.match(body ?? "", new RegExp(`w:pStyle w:val="${style}"`));
    assert.equal(body?.match(/<w:numPr>/g)?.length, 2);
    assert.equal(body?.match(/<w:tblHeader\/>/g)?.length, 1);
  });

  it("takes texts as they are, a paragraph a line, without what a file can't hold", async () => {
    const text = "<w:p>&amp; \u0000\u0008\ud800 “é”\n\nSecond";
    const body = (await parts({ blocks: [{ kind: "paragraph", text }] }))["word/document.xml"] ?? "";
    assert.match(body, /&lt;w:p&gt;&amp;amp; +“é”</);
    assert.match(body, />Second</);
    assert.doesNotMatch(body, /(?!\s)\p{Cc}|\ufffd/u);
  });
});
