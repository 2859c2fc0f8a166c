import { confirmErasureCard, erasedCard, exportReadyCard, myDataCard } from "../../cards/people.js";
import { LINK_MINUTES } from "../../services/files/service.js";
import type { MyData } from "../../services/my-data/service.js";
import type { PersonId } from "../../services/people/schema.js";
import { action, type Capability, type Turn } from "../capability.js";
import { nothing } from "./nothing.js";

export interface MyDataNeeds {
  readonly myData: MyData;
  /** Where people's browsers reach this process. */
  readonly publicUrl: string;
  /** Whom this process remembers to know. */
  readonly known: { forget(id: PersonId): void };
}

/** People's rights: what is held on a person, to have it, to have it erased. */
export function myData({ myData: service, publicUrl, known }: MyDataNeeds): Capability {
  const show = async ({ person }: Turn) => myDataCard({ name: person.name, kinds: await service.held(person) });
  const hand = async ({ person }: Turn) => {
    const token = await service.export(person);
    return exportReadyCard({ url: `${publicUrl}/files/${token}`, expires: `for ${LINK_MINUTES} minutes` });
  };
  const ask = async ({ person }: Turn) => confirmErasureCard(await afterErasure(service, person));
  const erase = async ({ person }: Turn) => {
    const { goes, stays } = await afterErasure(service, person);
    await service.erase(person);
    known.forget(person);
    const gone = goes.length === 0 ? [] : ["This is gone:", ...goes];
    return erasedCard({ sentences: [...gone, ...(stays.length === 0 ? [] : ["This stays:", ...stays])] });
  };
  return {
    name: "my-data",
    commands: [{ word: "my data", needs: "own-data.see", run: show }],
    actions: [
      action({ verb: "people.my-data", needs: "own-data.see", schema: nothing, run: show }),
      action({ verb: "people.export", needs: "own-data.export", schema: nothing, run: hand }),
      action({ verb: "people.erase", needs: "own-data.erase", schema: nothing, run: ask }),
      action({ verb: "people.erase-confirm", needs: "own-data.erase", schema: nothing, run: erase }),
    ],
    messages: {},
    home: () => [
      {
        title: "My data",
        summary: "What is held on you and for how long; have it, or have it erased.",
        button: { title: "Show my data", verb: "people.my-data" },
      },
    ],
  };
}

async function afterErasure(service: MyData, person: Turn["person"]) {
  const held = (await service.held(person)).filter(({ count }) => count > 0).map(({ atErasure }) => atErasure);
  return {
    goes: held.flatMap((each) => ("goes" in each ? [each.goes] : [])),
    stays: held.flatMap((each) => ("stays" in each ? [each.stays] : [])),
  };
}
