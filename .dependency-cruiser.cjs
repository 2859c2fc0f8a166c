/*
 * The house's walls, checked on the compiled modules, since dependency-cruiser can't read TypeScript 7's syntax tree.
 * There only imports of values are left. Imports of types across the outer walls are forbidden in biome.json.
 */
const teams = "node_modules/(botbuilder|botframework-|@microsoft/teams-ai|restify)";
const azure = "node_modules/@azure/";
const harness = "^dist/(test|bench)/";

/** Where a folder is only for some: everybody else's import of it is an error. */
const only = (name, comment, visitors, hosts) => ({
  name,
  comment,
  severity: "error",
  from: { pathNot: visitors },
  to: { path: hosts },
});

/** Where a folder may know only some others. */
const never = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

module.exports = {
  forbidden: [
    only(
      "only-bot-knows-teams",
      "The Teams packages can be exchanged without touching anything else.",
      ["^dist/bot/", harness],
      teams,
    ),
    only("only-storage-knows-azure", "The rest of the house knows ports.", ["^dist/services/storage/", harness], azure),
    only("nobody-imports-bot", "Imports go one way: bot, cards, services.", ["^dist/bot/", harness], "^dist/bot/"),
    only(
      "local-house-apart",
      "Production loads nothing of the local house.",
      ["^dist/bot/(local/|start\\.js$)", harness],
      "^dist/bot/local/",
    ),
    only(
      "storage-behind-ports",
      "Stores are chosen in one place.",
      ["^dist/services/storage/", "^dist/bot/(compose|services|start|main)\\.js$", "^dist/bot/(cli|local)/", harness],
      "^dist/services/storage/",
    ),
    never(
      "services-stand-alone",
      "What the partnership does knows neither Teams nor cards.",
      { path: "^dist/services/" },
      { path: "^dist/(cards|manifest|test|bench)/" },
    ),
    never(
      "cards-take-shapes-only",
      "Cards show views; they call no service.",
      { path: "^dist/cards/", pathNot: "^dist/cards/check/" },
      { path: "^dist/services/", pathNot: ["/schema\\.js$", "/views\\.js$", "^dist/services/kernel/"] },
    ),
    never(
      "rules-are-pure",
      "Rules get values and give values; time and chance come in as arguments. rrule-temporal only computes.",
      { path: "^dist/services/.*rules\\.js$" },
      {
        pathNot: [
          "rules\\.js$",
          "/schema\\.js$",
          "^dist/services/kernel/(?!clock|leases|pause|random|schedule)",
          "node_modules/rrule-temporal/",
        ],
      },
    ),
    never(
      "no-test-code-in-use",
      "What people use stands without the tests.",
      { path: "^dist/(bot|cards|services|manifest)/" },
      { path: harness },
    ),
    never(
      "no-tools-in-production",
      "Packages for development are not installed where the bot runs.",
      { path: "^dist/(bot|cards|services)/", pathNot: ["^dist/bot/(local/|start\\.js$)", "^dist/cards/check/"] },
      { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    ),
    never("no-cycles", "A cycle has no first reader.", {}, { circular: true }),
    never("no-dead-ends", "An import that leads nowhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "default"] },
  },
};
