import assert from "node:assert/strict";
import { findBrowser } from "../support/browser.js";

describe("the browser for the tests", () => {
  it("is the one that CHROMIUM names", () => {
    assert.equal(findBrowser({ CHROMIUM: process.execPath }), process.execPath);
    assert.throws(() => findBrowser({ CHROMIUM: "/nowhere" }), /CHROMIUM names \/nowhere, and no browser is there/);
  });

  it("is otherwise where browsers usually are", () => {
    assert.equal(findBrowser({}, ["/nowhere", process.execPath]), process.execPath);
    assert.equal(findBrowser({}, ["/nowhere"]), undefined);
  });
});
