import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Person } from "../../services/people/schema.js";
import type { Cast } from "./cast.js";
import { Child } from "./child.js";
import { stableId } from "./double/wire.js";
import type { Ports } from "./ports.js";

const CONFIG = ".m365agentsplayground.yml";
const onLoopback = new URL("./on-loopback.js", import.meta.url);

/** Microsoft's local Teams client: you in a browser, in a personal chat, a group chat and a team with two channels. */
export async function startClient(
  cast: Cast,
  botName: string,
  ports: Pick<Ports, "bot" | "client">,
  folder: string,
  logs: string,
): Promise<Child> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, CONFIG), stringify(clientConfig(cast, botName)));
  const ownLog = join(logs, "client-details.log");
  const address = `http://127.0.0.1:${ports.client}`;
  const client = Child.start({
    name: "the local Teams client",
    run: [
      createRequire(import.meta.url).resolve("@microsoft/m365agentsplayground/cli.js"),
      ...["start", "--app-endpoint", `http://127.0.0.1:${ports.bot}/api/messages`, "--channel-id", "msteams"],
      ...["--port", String(ports.client), "--service-url", `${address}/_connector`, "--disable-telemetry"],
    ],
    before: [onLoopback],
    // Its own log tells why it stopped on a configuration that it dislikes; its output does not.
    env: { TEAMSAPPTESTER_BROWSER: "none", M365_AGENTS_PLAYGROUND_LOGFILE: ownLog },
    folder,
    logs,
    file: "client",
    ownLog,
  });
  await client.answersAt(address);
  return client;
}

/** Ids are made from the people, so that what the bot remembers of you is still right after the next start. */
export function clientConfig({ you, others, team }: Cast, botName: string) {
  return {
    version: "0.1.1",
    tenantId: you.tenantId,
    bot: { id: "28:bot", name: botName.slice(0, 42) },
    currentUser: user(you),
    users: others.map(user),
    personalChat: { id: `a:${stableId("chat", you)}` },
    groupChat: { id: `19:${stableId("group", you)}@thread.v2`, name: "Group chat" },
    team: {
      id: `19:${stableId("team", you)}@thread.tacv2`,
      name: team.name,
      aadGroupId: you.tenantId,
      channels: [{ id: `19:${stableId("channel", you)}@thread.tacv2`, name: team.channel }],
    },
  };
}

function user(person: Person) {
  const [givenName = person.name, ...surname] = person.name.split(" ");
  return {
    id: `29:${stableId("user", person)}`,
    name: person.name,
    userPrincipleName: person.email,
    aadObjectId: person.objectId,
    givenName,
    surname: surname.join(" ") || givenName,
    email: person.email,
  };
}
