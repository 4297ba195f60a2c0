import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireStaff } from '../../../../lib/auth/require';
import { heldContext } from '../../../../lib/context';
import { DESK_TIME_ZONE } from '../../../../lib/doors/desk/local-time';
import { formatDay, formatInstant } from '../../../../lib/pages/dates';
import { wordsFor } from '../../../../lib/pages/words/words';
import { readRequest, type ShownRequest } from '../../../../lib/services/desk/read-request';

const words = wordsFor('en', 'choices');

export const metadata: Metadata = { title: 'Request' };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export default async function RequestPage(props: {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ undone?: string; problem?: string }>;
}) {
  const ctx = heldContext();
  const staff = await requireStaff();
  const { id } = await props.params;
  const query = await props.searchParams;
  const shown = UUID.test(id) ? await readRequest(ctx, staff, id) : null;
  if (shown === null) return notFound();
  const { request } = shown;
  return (
    <>
      <h1>{headingOf(shown)}</h1>
      {query.problem === 'undo' && !shown.undo.ok && (
        <p className="notice bad" role="alert">
          Not undone. {shown.undo.why}
        </p>
      )}
      <StillYes shown={shown} />
      <ReadBack shown={shown} />
      <p>
        <a className="button" href="/staff" accessKey="n" autoFocus={request.undoneAt === null}>
          Next caller
        </a>
      </p>
      <Facts request={request} />
      <Undo shown={shown} reasonMissing={query.problem === 'reason'} />
    </>
  );
}

/** Large only while every word of it is true. */
function ReadBack({ shown: { request, stillYes } }: { shown: ShownRequest }) {
  if (request.undoneAt !== null)
    return (
      <p className="notice" role="status">
        Undone {formatInstant(request.undoneAt, DESK_TIME_ZONE, 'en')}. What was said before it counts again.
        It had said: {request.readBack}
      </p>
    );
  if (stillYes.length > 0) return <p className="notice">All but that holds of: {request.readBack}</p>;
  return (
    <p className="say" role="status">
      {request.readBack}
    </p>
  );
}

function headingOf({ request, stillYes }: ShownRequest): string {
  if (request.undoneAt !== null) return 'This request was undone';
  return stillYes.length > 0 ? 'Recorded, but a later yes holds' : 'Recorded. Read this back';
}

/** The newest word decides: a no received before a yes was said leaves that yes standing. */
function StillYes({ shown: { request, stillYes } }: { shown: ShownRequest }) {
  if (stillYes.length === 0) return null;
  return (
    <div className="notice bad" role="alert">
      <p>
        This no was received on {formatInstant(request.receivedAt, DESK_TIME_ZONE, 'en')}. What was said yes
        to after that is not stopped by it:
      </p>
      <ul>
        {stillYes.map((yes) => (
          <li key={`${yes.contactPointId}/${yes.channel}/${yes.sender}/${yes.topic}`}>
            {yes.topic} from {yes.sender} {words(`by.${yes.channel}`)}: yes since{' '}
            {formatInstant(yes.at, DESK_TIME_ZONE, 'en')}
          </li>
        ))}
      </ul>
      <p>If they say no to that now too, record it again with today’s date.</p>
    </div>
  );
}

function Facts({ request }: { request: ShownRequest['request'] }) {
  return (
    <dl className="facts">
      <dt>Holds since</dt>
      <dd>{formatInstant(request.recordedAt, DESK_TIME_ZONE, 'en')}</dd>
      <dt>Everything already under way ends by</dt>
      <dd>
        <b>{formatDay(request.dueAt, DESK_TIME_ZONE, 'en')}</b>
      </dd>
      <dt>Received</dt>
      <dd>
        {formatInstant(request.receivedAt, DESK_TIME_ZONE, 'en')}, by {request.medium}
      </dd>
      <dt>The caller’s words</dt>
      <dd>“{request.words}”</dd>
      <dt>Call reference</dt>
      <dd>{request.callReference ?? 'none'}</dd>
      <dt>Taken by</dt>
      <dd>{request.staffName}</dd>
      <dt>Who spoke</dt>
      <dd>
        {request.contactId === null ? (
          'Nobody we know; no profile was made'
        ) : (
          <a href={`/staff/person/${request.contactId}`}>{request.contactName ?? 'No name'}</a>
        )}
      </dd>
      <dt>Addresses</dt>
      <dd>
        {request.contactPointIds.map((id, index) => (
          <span key={id}>
            {index > 0 && ', '}
            <a href={`/staff/address/${id}`}>what holds there{index > 0 ? ` (${index + 1})` : ''}</a>
          </span>
        ))}
      </dd>
    </dl>
  );
}

function Undo({ shown, reasonMissing }: { shown: ShownRequest; reasonMissing: boolean }) {
  const { request, undo } = shown;
  if (request.undoneAt !== null) return null;
  if (!undo.ok) return <p className="quiet">It cannot be undone as a slip. {undo.why}</p>;
  return (
    <details open={reasonMissing}>
      <summary>Undo: it was recorded by mistake</summary>
      <p>
        Only for a slip of ours, such as a wrong number. A person who changed their mind says yes themself.
        Both acts stay in the record.
      </p>
      <form method="post" action="/staff/undo">
        <input type="hidden" name="request" value={request.id} />
        <div className={reasonMissing ? 'field wrong' : 'field'}>
          <label htmlFor="reason">What was the slip?</label>
          {reasonMissing && (
            <span className="error" id="reason-error">
              Error: say what the slip was
            </span>
          )}
          <input
            id="reason"
            name="reason"
            type="text"
            autoComplete="off"
            required
            maxLength={500}
            aria-describedby={reasonMissing ? 'reason-error' : undefined}
          />
        </div>
        <button type="submit" className="plain">
          Undo this request
        </button>
      </form>
    </details>
  );
}
