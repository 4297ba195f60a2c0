import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { requireStaff } from '../../../../lib/auth/require';
import { heldContext } from '../../../../lib/context';
import type { RawAddress } from '../../../../lib/domain/contact-point/address';
import { CHANNELS_OF_KIND, type ContactPointKind } from '../../../../lib/domain/vocabulary';
import { wordsFor } from '../../../../lib/pages/words/words';
import { findPeople, type SearchResults } from '../../../../lib/services/desk/find-people';
import { mayDo } from '../../../../lib/services/staff/may-do';
import { deskSenders } from '../../desk-senders';
import { PeopleList } from '../../people-list';
import { RecordForm } from '../../record-form';
import { SearchForm } from '../../search-form';

export const metadata: Metadata = { title: 'Found' };

const words = wordsFor('en', 'choices');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function SearchPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const { id } = await params;
  const results = UUID.test(id) ? await findPeople(ctx, staff, id) : null;
  if (results === null) return redirect('/staff?problem=gone');
  const { meaning, people } = results;
  const record = meaning.kind === 'address' && mayDo(staff.role, 'record');
  return (
    <>
      <h1>{titleOf(results)}</h1>
      <div className={record ? 'split' : undefined}>
        {record && (
          <section className="panel record" aria-labelledby="record">
            <h2 id="record">Record an opt-out for {said(meaning.address)}</h2>
            <RecordForm
              token={ctx.newId()}
              senders={deskSenders(await ctx.vocabulary.current())}
              household={'postal' in meaning.address}
            >
              <input type="hidden" name="search" value={id} />
              <Channels kind={kindOf(meaning.address)} />
              {people.length > 0 && <WhoSpoke people={people} />}
            </RecordForm>
          </section>
        )}
        <section aria-labelledby="people">
          <h2 id="people">{people.length === 0 ? 'Nobody we know' : 'People'}</h2>
          {people.length === 0 && (
            <p className="quiet">
              {record
                ? 'An opt-out is kept all the same, and no profile is made.'
                : 'Try another spelling, or more letters of the name (three at least).'}
            </p>
          )}
          <PeopleList people={people} />
          {results.cut && <p className="quiet">There are more. Type more of the name, or the number.</p>}
        </section>
      </div>
      <h2>Find somebody else</h2>
      <SearchForm autoFocus={!record} />
    </>
  );
}

function Channels({ kind }: { kind: ContactPointKind }) {
  const channels = CHANNELS_OF_KIND[kind];
  if (channels.length === 1) return null;
  return (
    <fieldset>
      <legend>What stops</legend>
      <div className="ticks">
        {channels.map((channel) => (
          <label className="tick" key={channel}>
            <input type="checkbox" name="channel" value={channel} defaultChecked />
            {words(`channel.${channel}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function WhoSpoke({ people }: { people: SearchResults['people'] }) {
  return (
    <div className="field">
      <label htmlFor="spoken_by">Who is calling</label>
      <select id="spoken_by" name="spoken_by" defaultValue={people.length === 1 ? people[0]?.id : ''}>
        <option value="">Not one of these, or not said</option>
        {people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name ?? 'No name'}
          </option>
        ))}
      </select>
      <span className="hint">It holds for everybody who uses this address either way.</span>
    </div>
  );
}

function kindOf(address: RawAddress): ContactPointKind {
  if ('email' in address) return 'email';
  return 'phone' in address ? 'phone' : 'postal';
}

function said(address: RawAddress): string {
  if ('email' in address) return address.email;
  if ('phone' in address) return address.phone;
  return [address.postal.name, ...address.postal.lines, address.postal.postcode].filter(Boolean).join(', ');
}

function titleOf({ meaning, people }: SearchResults): string {
  const count = people.length === 0 ? 'Nobody' : `${people.length} people`;
  const found = people.length === 1 ? '1 person' : count;
  switch (meaning.kind) {
    case 'address':
      return `${found} at ${said(meaning.address)}`;
    case 'postcode':
      return `${found} in ${meaning.postcode}`;
    case 'name':
      return `${found} called ${meaning.words.join(' ')}`;
    default:
      return meaning satisfies never;
  }
}
