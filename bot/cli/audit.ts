import { auditRecord } from "./audit-record.js";

process.exitCode = await auditRecord(process.argv.slice(2), process.env, process.stdout);
