import type { Metadata } from 'next';
import { requireContact } from '../../../lib/auth/require';
import { heldContext } from '../../../lib/context';
import type { Language } from '../../../lib/domain/language';
import { CONTACT_POINT_KINDS, type ContactPointKind } from '../../../lib/domain/vocabulary';
import type { AddressFault } from '../../../lib/doors/account/address-form';
import type { AddressDone, AddressProblem } from '../../../lib/doors/account/addresses';
import { wordsFor } from '../../../lib/pages/words/words';
import { listAddresses, type OwnAddress } from '../../../lib/services/account-address/list-addresses';
import { readDetails } from '../../../lib/services/account-details/read-details';
import type { FormDraft } from '../../../lib/services/form-draft/keep-draft';
import { readDraft } from '../../../lib/services/form-draft/read-draft';
import { pageLanguage } from '../../page-language';
import { type Fault, FaultSummary } from '../fields';
import { AddForm } from './add-forms';
import { AddressCard } from './address-card';
import { WaitingCard } from './waiting-card';

interface AddressesQuery {
  draft?: string;
  done?: string;
  problem?: string;
}

type Query = Promise<AddressesQuery>;

const DEFAULT_TIME_ZONE = 'Europe/London';

export async function generateMetadata({ searchParams }: { searchParams: Query }): Promise<Metadata> {
  const language = await pageLanguage();
  const title = wordsFor(language, 'addresses')('title');
  const { draft, problem } = await searchParams;
  const faulty = draft !== undefined || problem !== undefined;
  return { title: faulty ? wordsFor(language, 'form')('errorTitle', { title }) : title };
}

export default async function AddressesPage({ searchParams }: { searchParams: Query }) {
  const ctx = heldContext();
  const { contactId } = await requireContact();
  const language = await pageLanguage();
  const query = await searchParams;
  const [list, details, draft] = await Promise.all([
    listAddresses(ctx, contactId),
    readDetails(ctx, contactId),
    readDraft(ctx, { id: query.draft, contactId, form: 'addresses' }),
  ]);
  const words = wordsFor(language, 'addresses');
  const faults = faultsOf(draft, language);
  const timeZone = details.timezone ?? DEFAULT_TIME_ZONE;
  return (
    <>
      <h1>{words('title')}</h1>
      <FaultSummary language={language} faults={faults} />
      <Told query={query} language={language} />
      <p>{words('intro')}</p>
      {list.waiting.length > 0 && (
        <section aria-labelledby="waiting">
          <h2 id="waiting">{words('waitingTitle')}</h2>
          {list.waiting.map((one) => (
            <WaitingCard
              key={one.contactPointId}
              waiting={one}
              faults={faults}
              typed={(draft?.fields.address?.[0] === one.contactPointId && draft.fields.code?.[0]) || ''}
              language={language}
            />
          ))}
        </section>
      )}
      {CONTACT_POINT_KINDS.map((kind) => (
        <Kind
          key={kind}
          kind={kind}
          addresses={list.addresses.filter((one) => one.kind === kind)}
          waiting={new Set(list.waiting.map((one) => one.contactPointId))}
          language={language}
          timeZone={timeZone}
          faults={faults}
        >
          <AddForm
            kind={kind}
            draft={draft}
            faults={faults}
            language={language}
            canText={list.canText}
            name={details.name ?? ''}
            country={details.country ?? ctx.config.defaultCountry}
          />
        </Kind>
      ))}
    </>
  );
}

function Kind(props: {
  kind: ContactPointKind;
  addresses: readonly OwnAddress[];
  /** Ids of those that a code is on its way to. */
  waiting: ReadonlySet<string>;
  language: Language;
  timeZone: string;
  faults: readonly Fault[];
  children: React.ReactNode;
}) {
  const { kind, addresses, waiting, language, timeZone, faults, children } = props;
  const words = wordsFor(language, 'addresses');
  return (
    <section aria-labelledby={`kind-${kind}`}>
      <h2 id={`kind-${kind}`}>{words(`kind.${kind}`)}</h2>
      {addresses.length === 0 ? (
        <p>{words(`none.${kind}`)}</p>
      ) : (
        <ul className="bare">
          {addresses.map((address) => (
            <AddressCard
              key={address.id}
              address={address}
              only={addresses.length === 1}
              waits={waiting.has(address.id)}
              language={language}
              timeZone={timeZone}
              faults={faults}
            />
          ))}
        </ul>
      )}
      {children}
    </section>
  );
}

const DONE: readonly AddressDone[] = [
  'asked',
  'added',
  'confirmed',
  'shared',
  'already',
  'removed',
  'primary',
  'uses',
  'forgotten',
];
const PROBLEMS: readonly AddressProblem[] = [
  'form',
  'lastSignIn',
  'notYours',
  'codeGone',
  'tooMany',
  'cannotText',
];

/** What became of the last form. */
function Told({ query, language }: { query: AddressesQuery; language: Language }) {
  const words = wordsFor(language, 'addresses');
  const done = DONE.find((one) => one === query.done);
  const problem = PROBLEMS.find((one) => one === query.problem);
  return (
    <>
      {done !== undefined && (
        <p className="notice good" role="status">
          {words(`done.${done}`)}
        </p>
      )}
      {problem !== undefined && (
        <p className="notice bad" role="alert">
          {words(`fault.${problem}`)}
        </p>
      )}
    </>
  );
}

function faultsOf(draft: FormDraft | null, language: Language): Fault[] {
  const words = wordsFor(language, 'addresses');
  return (draft?.faults ?? []).map(({ field, fault, count = 0 }) => {
    const kind = fault as AddressFault;
    const message =
      kind === 'codeWrong' ? words('fault.codeWrong', { tries: count }) : words(`fault.${kind}`);
    return { field, message };
  });
}
