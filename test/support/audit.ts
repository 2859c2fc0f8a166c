import { AuditTrail } from "../../services/audit/service.js";
import type { Clock } from "../../services/kernel/clock.js";
import { systemRandomness } from "../../services/kernel/random.js";
import { AuditTable } from "../../services/storage/audit.js";
import { StoredPeople } from "../../services/storage/people.js";
import type { Storage } from "../../services/storage/storage.js";

/** The record in that storage, whose people it knows. */
export function auditIn(storage: Storage, clock: Clock): AuditTrail {
  const store = new AuditTable(storage);
  return new AuditTrail({ store, people: new StoredPeople(storage), clock, random: systemRandomness });
}
