import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireStaff } from '../../../../lib/auth/require';
import { heldContext } from '../../../../lib/context';
import { DESK_TIME_ZONE } from '../../../../lib/doors/desk/local-time';
import { formatDay, formatInstant } from '../../../../lib/pages/dates';
import {
  readDataRequest,
  type ShownDataRequest,
} from '../../../../lib/services/data-request/read-data-request';
import { KIND, STATE, STEP } from '../words';
import { Answers } from './answers';
import { CarryOut } from './carry-out';

export const metadata: Metadata = { title: 'Data request' };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface DataRequestQuery {
  did?: string;
  problem?: string;
  answer?: string;
}

const PROBLEMS: Readonly<Record<string, string>> = {
  closed: 'It was closed in the meantime, so nothing was done.',
  acknowledged_already: 'It was acknowledged before, so nothing was sent.',
  extended_already: 'More time was taken before. It can be taken once.',
  too_late_to_extend: 'The month is over, so no more time can be taken. Answer as soon as you can.',
  words_missing: 'Write what the person is to be told.',
  words_too_long: 'That is too long to send. Shorten it.',
  others_open: 'Answer the other open requests of this person first: their words would be erased, too.',
  recipients_untold: 'Third parties still hold this person’s data and were not told. See below.',
  confirm_missing: 'Tick the box to say that you mean to erase this person.',
  not_found: 'There is nobody left to erase.',
};

export default async function DataRequestPage(props: {
  params: Promise<{ id: string }>;
  searchParams: Promise<DataRequestQuery>;
}) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const { id } = await props.params;
  const query = await props.searchParams;
  const shown = UUID.test(id) ? await readDataRequest(ctx, staff, id) : null;
  if (shown === null) return notFound();
  const { request } = shown;
  const problem = query.problem === undefined ? undefined : PROBLEMS[query.problem];
  return (
    <>
      <h1>
        {KIND[request.kind]} <span className="tag">{STATE[request.state]}</span>
      </h1>
      {problem !== undefined && (
        <p className="notice bad" role="alert">
          {problem}
        </p>
      )}
      {query.did !== undefined && (
        <p className="notice good" role="status">
          {query.did === 'erased'
            ? 'The person is erased. Their no is kept.'
            : 'Done. The person is told by email where we have an address.'}
        </p>
      )}
      <Facts shown={shown} now={ctx.now()} />
      {request.words !== null && (
        <section aria-labelledby="words">
          <h2 id="words">What the person wrote</h2>
          <blockquote className="quoted written">{request.words}</blockquote>
        </section>
      )}
      <h2>What has happened</h2>
      <Steps shown={shown} />
      <CarryOut shown={shown} confirmMissing={query.problem === 'confirm_missing'} />
      <Answers shown={shown} missingFor={query.problem === 'words_missing' ? (query.answer ?? null) : null} />
      {request.state === 'open' && shown.answers.length === 0 && (
        <p className="quiet">Only a manager or an administrator may answer it.</p>
      )}
    </>
  );
}

function Facts({ shown, now }: { shown: ShownDataRequest; now: Date }) {
  const { request, parties } = shown;
  const day = (at: Date) => formatDay(at, DESK_TIME_ZONE, 'en');
  const open = request.state === 'open';
  return (
    <dl className="facts">
      <dt>Number</dt>
      <dd>{request.reference}</dd>
      <dt>Who</dt>
      <dd>
        {request.contactId === null ? (
          `${request.name ?? 'No name'}, not signed in: nobody has shown who they are`
        ) : (
          <a href={`/staff/person/${request.contactId}`}>{parties.contactName ?? 'No name'}</a>
        )}
      </dd>
      <dt>Answers go to</dt>
      <dd>{parties.replyTo ?? 'no email address; answer by other means'}</dd>
      <dt>Received</dt>
      <dd>{formatInstant(request.receivedAt, DESK_TIME_ZONE, 'en')}</dd>
      {request.acknowledgeBy !== null && (
        <>
          <dt>Acknowledge by</dt>
          <dd>
            {day(request.acknowledgeBy)}
            {request.acknowledgedAt !== null && `, done ${day(request.acknowledgedAt)}`}
            {open && request.acknowledgedAt === null && request.acknowledgeBy < now && (
              <span className="tag bad">overdue</span>
            )}
          </dd>
        </>
      )}
      <dt>Answer by</dt>
      <dd>
        <b>{day(request.dueAt)}</b>
        {request.extendedAt !== null && <span className="tag">extended</span>}
        {open && request.dueAt < now && <span className="tag bad">overdue</span>}
      </dd>
    </dl>
  );
}

function Steps({ shown }: { shown: ShownDataRequest }) {
  return (
    <ol className="history">
      {shown.steps.map((step) => (
        <li key={step.no}>
          <b>{STEP[step.step]}</b>
          {step.mail !== null && <span className="tag">{`email ${step.mail}`}</span>}
          <span className="hint">
            {formatInstant(step.at, DESK_TIME_ZONE, 'en')}
            {step.staffName !== null && `, ${step.staffName}`}
          </span>
          {step.words !== null && <blockquote className="quoted written">{step.words}</blockquote>}
        </li>
      ))}
    </ol>
  );
}
