import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireStaff } from '../../../../lib/auth/require';
import { heldContext } from '../../../../lib/context';
import { CHANNELS_OF_KIND } from '../../../../lib/domain/vocabulary';
import { wordsFor } from '../../../../lib/pages/words/words';
import { lookAtPerson, type PersonLook } from '../../../../lib/services/person/look-at-person';
import { mayDo } from '../../../../lib/services/staff/may-do';
import { DeskHistory } from '../../desk-history';
import { deskSenders } from '../../desk-senders';
import { HeldTable } from '../../held-table';
import { RecordForm } from '../../record-form';

export const metadata: Metadata = { title: 'Person' };

const words = wordsFor('en', 'choices');
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const { id } = await params;
  const look = UUID.test(id) ? await lookAtPerson(ctx, staff, id) : null;
  if (look === null) return notFound();
  const vocabulary = await ctx.vocabulary.current();
  const { person, points } = look;
  const addressOf = new Map(points.map((point) => [point.id, said(point)]));
  return (
    <>
      <h1>
        {person.name ?? 'No name'}
        {person.status !== 'active' && <span className="tag bad">{person.status}</span>}
      </h1>
      <div className="split">
        {mayDo(staff.role, 'record') && points.length > 0 && (
          <section className="panel record" aria-labelledby="record">
            <h2 id="record">Record an opt-out</h2>
            <RecordForm
              token={ctx.newId()}
              senders={deskSenders(vocabulary)}
              household={points.some((point) => point.kind === 'postal')}
            >
              <input type="hidden" name="contact" value={person.id} />
              <Addresses points={points} />
            </RecordForm>
          </section>
        )}
        <Facts look={look} />
      </div>
      <h2>What holds now</h2>
      {points.map((point) => (
        <section key={point.id} aria-label={said(point)}>
          <h3>
            <a href={`/staff/address/${point.id}`}>{said(point)}</a>
            {point.sharers > 0 && <span className="tag">shared with {point.sharers}</span>}
            {point.deliverability === 'undeliverable' && <span className="tag bad">undeliverable</span>}
          </h3>
          <HeldTable kind={point.kind} rows={look.held.get(point.id) ?? []} />
        </section>
      ))}
      <h2>History</h2>
      <DeskHistory rows={look.history} names={vocabulary} addressOf={addressOf} />
    </>
  );
}

/** Every address with its channels, all ticked: a caller mostly means all; the agent unticks what stays. */
function Addresses({ points }: { points: PersonLook['points'] }) {
  return (
    <fieldset>
      <legend>What stops</legend>
      {points.map((point) => (
        <div key={point.id}>
          <b>{said(point)}</b>
          <div className="ticks">
            {CHANNELS_OF_KIND[point.kind].map((channel) => (
              <label className="tick" key={channel}>
                <input type="checkbox" name="cell" value={`${point.id}.${channel}`} defaultChecked />
                {words(`channel.${channel}`)}
                <span className="visually-hidden"> to {said(point)}</span>
              </label>
            ))}
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function Facts({ look }: { look: PersonLook }) {
  const { person } = look;
  const facts = [
    ['Company', [person.position, person.company].filter(Boolean).join(', ')],
    ['Reference', person.externalRef ?? ''],
    ['Counts as', person.subscriberType],
    ['Country', person.country ?? 'not known'],
  ] as const;
  return (
    <section aria-labelledby="facts">
      <h2 id="facts">About</h2>
      <dl className="facts">
        {facts
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p className="quiet">This look at the person has been recorded.</p>
    </section>
  );
}

function said(point: PersonLook['points'][number]): string {
  return (point.typed ?? point.normalised ?? 'an address no longer held').split('\n').join(', ');
}
