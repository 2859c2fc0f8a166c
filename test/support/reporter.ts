import Mocha from "mocha";

/** Mocha's own report, with a last line that a machine can read too: "12 passed, 0 failed". */
// biome-ignore lint/style/noDefaultExport: mocha takes a reporter from a module's default export.
export default class SpecWithTotals extends Mocha.reporters.Spec {
  override epilogue(): void {
    super.epilogue();
    console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
}
