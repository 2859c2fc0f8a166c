import { importPeople } from "./import-people.js";

process.exitCode = await importPeople(process.argv.slice(2), process.env, process.stdout);
