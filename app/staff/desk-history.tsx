import type { Act, Door } from '../../lib/domain/vocabulary';
import { DESK_TIME_ZONE } from '../../lib/doors/desk/local-time';
import { formatInstant } from '../../lib/pages/dates';
import { wordsFor } from '../../lib/pages/words/words';
import type { PersonLook } from '../../lib/services/person/look-at-person';

const words = wordsFor('en', 'choices');

type HistoryRow = PersonLook['history'][number];

/** What the numbers of senders and topics stand for. */
interface Names {
  senders: ReadonlyMap<number, { name: string }>;
  topics: ReadonlyMap<number, { name: string }>;
}

const ACT: Record<Act, string> = {
  requested: 'Asked to confirm a yes',
  given: 'Yes',
  renewed: 'Yes again',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  objected: 'Objected',
  revoked: 'Ended by us',
  paused: 'Paused',
  resumed: 'Pause ended',
  expired: 'Ran out',
  invalidated: 'A slip put right',
};

const DOOR: Record<Door, string> = {
  one_click: 'one-click',
  unsubscribe_page: 'unsubscribe page',
  opt_out_page: 'opt-out page',
  preference_page: 'preference page',
  account: 'account, signed in',
  registration: 'registration',
  registration_confirmed: 'registration, confirmed',
  desk: 'desk',
  api: 'API',
  import: 'import',
  mailto: 'email to us',
  sms_keyword: 'text to us',
  complaint: 'spam complaint',
  inherited: 'carried over from another address',
  system: 'system',
};

/** The history as staff read it: act, scope, when said, by which door, who took it, in which words. */
export function DeskHistory(props: {
  rows: readonly HistoryRow[];
  names: Names;
  addressOf: ReadonlyMap<string, string>;
}) {
  const { rows, names, addressOf } = props;
  if (rows.length === 0) return <p className="quiet">Nothing has been said.</p>;
  return (
    <section className="scroll" aria-label="History" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Said</th>
            <th scope="col">What</th>
            <th scope="col">Address</th>
            <th scope="col">Door</th>
            <th scope="col">Words</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.contactPointId}/${row.seq}`}>
              <td>{formatInstant(row.saidAt, DESK_TIME_ZONE, 'en')}</td>
              <td>
                <b>{ACT[row.act]}</b>: {whatOf(row, names)} {words(`by.${row.channel}`)}
                {row.undone && <span className="tag">undone</span>}
              </td>
              <td>{addressOf.get(row.contactPointId) ?? ''}</td>
              <td>
                {DOOR[row.door]}
                {row.staffName !== null && `, ${row.staffName}`}
                {row.requestId !== null && (
                  <>
                    {' '}
                    <a href={`/staff/requests/${row.requestId}`}>request</a>
                  </>
                )}
              </td>
              <td>{text(row.evidence, 'words') ?? text(row.evidence, 'reason') ?? row.noticeWords ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function text(evidence: Record<string, unknown> | null, key: string): string | null {
  const value = evidence?.[key];
  return typeof value === 'string' ? value : null;
}

/** The scope of an act in words. */
function whatOf(row: { senderNo: number; topicNo: number }, names: Names): string {
  const sender = names.senders.get(row.senderNo)?.name;
  if (sender === undefined) return words('everything');
  const topic = names.topics.get(row.topicNo)?.name;
  return topic === undefined ? words('everythingFrom', { sender }) : words('topicFrom', { topic, sender });
}
