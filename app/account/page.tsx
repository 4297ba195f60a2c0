import type { Metadata } from 'next';
import { requireContact } from '../../lib/auth/require';
import { heldContext } from '../../lib/context';
import { readHistory } from '../../lib/services/preference/read-history';
import { readPanel } from '../../lib/services/preference/read-panel';
import { boxOf, boxValues, ChoiceTable } from './choice-table';
import { HistoryList } from './history-list';
import { type AccountQuery, Outcome } from './outcome';
import { Standing } from './standing';

export const metadata: Metadata = { title: 'Your choices' };

const TIME_ZONE = 'Europe/London';

export default async function AccountPage({ searchParams }: { searchParams: Promise<AccountQuery> }) {
  const ctx = heldContext();
  const person = await requireContact();
  const query = await searchParams;
  const panel = await readPanel(ctx, person.contactId);
  const history = await readHistory(
    ctx,
    person.contactId,
    panel.points.map((point) => point.id),
  );
  const names = await ctx.vocabulary.current();
  const own = panel.senders.filter(({ sender }) => sender.kind === 'first_party');
  const others = panel.senders.filter(({ sender }) => sender.kind === 'third_party');
  return (
    <>
      <h1>Your choices</h1>
      <Outcome query={query} />
      {person.name !== null && <p className="lead">{person.name}</p>}
      <section className="notice" aria-labelledby="addresses">
        <h2 id="addresses">Your addresses</h2>
        <ul className="bare">
          {panel.points.map((point) => (
            <li key={point.id}>
              {(point.typed ?? point.normalised ?? 'An address no longer held').split('\n').join(', ')}
              {point.sharers > 0 && <span className="hint">Somebody else uses it too.</span>}
            </li>
          ))}
        </ul>
        <p className="hint">A choice below holds for every address it can be sent to.</p>
      </section>
      <Standing standing={panel.standing} timeZone={TIME_ZONE} />
      <form method="post" action="/account/choices">
        <input type="hidden" name="shown" value={boxValues(panel.senders, (cell) => boxOf(cell) !== null)} />
        <input
          type="hidden"
          name="were_ticked"
          value={boxValues(panel.senders, (cell) => cell.state === 'yes')}
        />
        <h2>From us</h2>
        <p>A tick means yes. Change what you like, then save. What you leave alone stays as it is.</p>
        {own.map((sender) => (
          <ChoiceTable key={sender.sender.no} panel={sender} timeZone={TIME_ZONE} />
        ))}
        {others.length > 0 && (
          <>
            <h2>From other companies</h2>
            <p>These companies get your details only if you say yes to them here or in person.</p>
          </>
        )}
        {others.map((sender) => (
          <ChoiceTable key={sender.sender.no} panel={sender} timeZone={TIME_ZONE} />
        ))}
        <p className="actions">
          <button type="submit">Save my choices</button>
        </p>
      </form>
      <form method="post" action="/account/stop" className="stop">
        <h2>Stop everything</h2>
        <p>One press says no to all marketing, from everybody, to every address above. It holds at once.</p>
        <button type="submit" className="plain">
          Stop everything
        </button>
      </form>
      {panel.essential.length > 0 && (
        <>
          <h2>Always sent</h2>
          <p>You get these because you need them. They carry no marketing.</p>
          <ul>
            {panel.essential.map((one) => (
              <li key={`${one.sender}/${one.topic}`}>{`${one.topic} from ${one.sender}`}</li>
            ))}
          </ul>
        </>
      )}
      <h2 id="history">What was said before</h2>
      <HistoryList
        rows={history}
        points={panel.points}
        names={names}
        contactId={person.contactId}
        timeZone={TIME_ZONE}
      />
      <form method="post" action="/signin/out" className="stop">
        <h2>Sign out</h2>
        <p>This ends your session on every device, and any sign-in link not yet used.</p>
        <input type="hidden" name="side" value="account" />
        <input type="hidden" name="everywhere" value="1" />
        <button type="submit" className="plain">
          Sign out everywhere
        </button>
      </form>
    </>
  );
}
