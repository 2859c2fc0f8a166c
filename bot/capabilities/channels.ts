import { channelListCard, channelSetCard } from "../../cards/channels.js";
import type { Channels } from "../../services/channels/service.js";
import { can } from "../../services/permissions.js";
import { action, type Capability, type Turn } from "../capability.js";
import { nothing } from "./nothing.js";

/** Where posts of each kind go. */
export function channels(service: Channels): Capability {
  const list = async () => channelListCard({ channels: await service.all() });
  return {
    name: "channels",
    commands: [
      {
        word: "use this channel for",
        inChannels: true,
        needs: "channels.use",
        audience: "everybody",
        run: async ({ person, place }: Turn, rest) => channelSetCard(await service.use(rest, place, person)),
      },
      { word: "which channels", needs: "channels.list", audience: "everybody", run: list },
    ],
    actions: [action({ verb: "channels.list", needs: "channels.list", schema: nothing, run: list })],
    messages: {},
    home: (person) =>
      can(person, "channels.list")
        ? [
            {
              title: "Channels",
              summary: "Where posts go. To choose one, mention me there: use this channel for announcements.",
              button: { title: "Show channels", verb: "channels.list" },
            },
          ]
        : [],
  };
}
