import type { ReadContext } from '../../context';
import type { HeldState } from '../../domain/held-choice';
import type { LinkClaims } from '../../domain/token';
import { CHANNELS_OF_KIND, type Frequency, KIND_OF_CHANNEL } from '../../domain/vocabulary';
import { linkScopeIn } from '../opt-out/link-scope';
import type { CellQuestion } from '../preference/read-cells';
import { arrangeSenders } from './arrange-senders';
import { readCatalogue } from './read-catalogue';
import type { ShownChoices } from './show-choices';

/** Stands for an address that cannot be read just now. */
const UNREAD = '•••';

/** What the page of a form had shown, as far as the form tells. */
export interface DisplayedChoices {
  displayed: readonly { cell: CellQuestion; state: HeldState }[];
  /** How often each topic was to come. */
  paces: ReadonlyMap<number, Frequency>;
}

/**
 * The boxes of a form that could not be saved because the record is away, as its page had shown them: names and words
 * from memory, states as displayed. Null when nothing was ever read in this process. Asks the database nothing.
 */
export async function recallChoices(
  ctx: ReadContext,
  claims: LinkClaims,
  language: string,
  { displayed, paces }: DisplayedChoices,
): Promise<ShownChoices | null> {
  const catalogue = await readCatalogue(ctx, 'held');
  if (catalogue === null) return null;
  const link = linkScopeIn(claims, catalogue.vocabulary);
  const stateOf = (asked: CellQuestion) => {
    const found = displayed.find(
      ({ cell }) => cell.channel === asked.channel && cell.topicNo === asked.topicNo,
    );
    return found === undefined ? null : { state: found.state, since: null };
  };
  const [first] = displayed;
  const kind = first === undefined ? link.kind : KIND_OF_CHANNEL[first.cell.channel];
  return {
    maskedAddress: UNREAD,
    kind,
    shared: false,
    standing: [],
    senders: arrangeSenders(catalogue, {
      channels: CHANNELS_OF_KIND[kind],
      language,
      maySayYes: true,
      stateOf,
      frequencyOf: (topicNo) => paces.get(topicNo) ?? null,
    }),
    essentials: [],
    coversOther: [],
    history: null,
    historyCut: false,
    linkSender: catalogue.vocabulary.senders.get(link.senderNo) ?? null,
    pauses: [],
    ledgers: [],
  };
}
