import { OFFICE_TIME_ZONE } from '../../../lib/domain/data-request/due-date';
import type { Language } from '../../../lib/domain/language';
import { formatDay } from '../../../lib/pages/dates';
import { wordsFor } from '../../../lib/pages/words/words';
import type { OwnRequest } from '../../../lib/services/data-request/read-own-requests';

/** What a person asked about their own data: where it stands, what happened, and a way to take it back. */
export function OwnRequests({ requests, language }: { requests: readonly OwnRequest[]; language: Language }) {
  const words = wordsFor(language, 'my-data');
  if (requests.length === 0) return <p>{words('requests.none')}</p>;
  return (
    <ol className="history">
      {requests.map((request) => (
        <li key={request.id}>
          <OneRequest request={request} language={language} />
        </li>
      ))}
    </ol>
  );
}

function OneRequest({ request, language }: { request: OwnRequest; language: Language }) {
  const words = wordsFor(language, 'my-data');
  const day = (at: Date) => formatDay(at, OFFICE_TIME_ZONE, language);
  const { reference, state } = request;
  return (
    <>
      <b>{words(`requests.kind.${request.kind}`)}</b>
      <span className="hint">{words('requests.reference', { reference, day: day(request.receivedAt) })}</span>
      <p>
        {words(`requests.state.${state}`, {
          day: day(state === 'open' ? request.dueAt : (request.closedAt ?? request.dueAt)),
        })}
      </p>
      <details>
        <summary>{words('requests.history')}</summary>
        <ol className="bare">
          {request.history.map((step) => (
            <li key={step.no}>
              {words(`requests.step.${step.step}`, { day: day(step.at) })}
              {step.words !== null && <blockquote className="quoted">{step.words}</blockquote>}
            </li>
          ))}
        </ol>
        {request.words !== null && (
          <>
            <p className="hint">{words('requests.yourWords')}</p>
            <blockquote className="quoted">{request.words}</blockquote>
          </>
        )}
      </details>
      {state === 'open' && (
        <form method="post" action="/account/my-data/take-back">
          <input type="hidden" name="request" value={request.id} />
          <button type="submit" className="plain" aria-label={words('requests.takeBackNamed', { reference })}>
            {words('requests.takeBack')}
          </button>
        </form>
      )}
    </>
  );
}
