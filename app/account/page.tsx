import type { Metadata } from 'next';
import { Fragment } from 'react';
import { requireContact } from '../../lib/auth/require';
import { heldContext } from '../../lib/context';
import { CHANNELS } from '../../lib/domain/vocabulary';
import { AddressText } from '../../lib/pages/address-text';
import { writtenLedgers } from '../../lib/pages/seen-ledgers';
import { oneLine } from '../../lib/pages/told-act';
import { wordsFor } from '../../lib/pages/words/words';
import { readPauses } from '../../lib/services/pause/read-pauses';
import { zoneOfPerson } from '../../lib/services/pause/zone-of-person';
import { readPanel } from '../../lib/services/preference/read-panel';
import { actsOfContact } from '../../lib/services/receipt/acts-of-contact';
import { pageLanguage } from '../page-language';
import { boxOf, boxValues, ChoiceTable } from './choice-table';
import { GivenTable } from './given-table';
import { HistoryList } from './history-list';
import { Notices, newNotices } from './notices';
import { type AccountQuery, Outcome } from './outcome';
import { lastPauseDay, PauseForm } from './pause-form';
import { Pauses } from './pauses';
import { Standing } from './standing';

export async function generateMetadata(): Promise<Metadata> {
  return { title: wordsFor(await pageLanguage(), 'account')('title') };
}

/** The page of history shows them all. */
const NEWEST_ACTS = 5;

export default async function AccountPage({ searchParams }: { searchParams: Promise<AccountQuery> }) {
  const ctx = heldContext();
  const person = await requireContact();
  const language = await pageLanguage();
  const words = wordsFor(language, 'account');
  const choices = wordsFor(language, 'choices');
  const query = await searchParams;
  const panel = await readPanel(ctx, person.contactId, language);
  const [timeZone, pauses, history] = await Promise.all([
    zoneOfPerson(ctx, person.contactId),
    readPauses(ctx, person.contactId, panel.points),
    actsOfContact(ctx, person.contactId, { after: null, limit: NEWEST_ACTS }),
  ]);
  const own = panel.senders.filter(({ sender }) => sender.kind === 'first_party');
  const others = panel.senders.filter(({ sender }) => sender.kind === 'third_party');
  return (
    <>
      <h1>{words('title')}</h1>
      <Outcome query={query} language={language} lastDay={lastPauseDay(ctx.now(), timeZone, language)} />
      {person.name !== null && (
        <p className="lead">
          <bdi>{person.name}</bdi>
        </p>
      )}
      <section className="notice" aria-labelledby="addresses">
        <h2 id="addresses">{words('addresses')}</h2>
        <ul className="bare">
          {panel.points.map((point) => (
            <li key={point.id}>
              <AddressText>{oneLine(point.typed ?? point.normalised ?? words('goneAddress'))}</AddressText>
              {point.sharers > 0 && <span className="hint">{words('shared')}</span>}
            </li>
          ))}
        </ul>
        <p className="hint">{words('addressesHint')}</p>
      </section>
      <Pauses pauses={pauses} timeZone={timeZone} language={language} />
      <Standing standing={panel.standing} timeZone={timeZone} language={language} />
      <form method="post" action="/account/choices" id="choices">
        <input type="hidden" name="seen" value={writtenLedgers(panel.seen)} />
        <input type="hidden" name="shown" value={boxValues(panel.senders, (cell) => boxOf(cell) !== null)} />
        <input
          type="hidden"
          name="were_ticked"
          value={boxValues(panel.senders, (cell) => cell.state === 'yes')}
        />
        <h2>{words('ownTitle')}</h2>
        <p>{words('intro')}</p>
        {own.map((sender, index) => (
          <ChoiceTable key={sender.sender.no} panel={sender} timeZone={timeZone} language={language}>
            <Notices notices={newNotices(own, index)} language={language} />
          </ChoiceTable>
        ))}
        {others.length > 0 && (
          <>
            <h2>{choices('partnersTitle')}</h2>
            <p>{choices('partners')}</p>
          </>
        )}
        {others.map((sender, index) => (
          <Fragment key={sender.sender.no}>
            <Notices notices={newNotices(others, index)} language={language} />
            <ChoiceTable panel={sender} timeZone={timeZone} language={language} />
          </Fragment>
        ))}
        <p className="actions">
          <button type="submit">{choices('save')}</button>
        </p>
      </form>
      <form method="post" action="/account/stop" className="stop">
        <h2>{choices('stopTitle')}</h2>
        <p>{words('stop')}</p>
        <button type="submit" className="plain">
          {choices('stopButton')}
        </button>
      </form>
      <PauseForm
        now={ctx.now()}
        timeZone={timeZone}
        language={language}
        channels={CHANNELS.filter((channel) =>
          panel.points.some((point) => point.channels.includes(channel)),
        )}
        query={query}
      />
      <h2 id="given">{wordsFor(language, 'given')('title')}</h2>
      <GivenTable panel={panel} timeZone={timeZone} language={language} />
      {panel.essential.length > 0 && (
        <>
          <h2>{choices('essentialTitle')}</h2>
          <p>{choices('essential')}</p>
          <ul>
            {panel.essential.map((one) => (
              <li key={`${one.sender}/${one.topic}`}>
                {choices('topicFrom', { topic: one.topic, sender: one.sender })}
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 id="history">{choices('historyTitle')}</h2>
      <HistoryList acts={history.acts} reader={{ language, timeZone, addresses: history.addresses }} />
      <p>
        <a className="button plain" href="/account/history">
          {wordsFor(language, 'acts')('all')}
        </a>
      </p>
      <form method="post" action="/signin/out" className="stop">
        <h2>{words('signOutTitle')}</h2>
        <p>{words('signOutText')}</p>
        <input type="hidden" name="side" value="account" />
        <input type="hidden" name="everywhere" value="1" />
        <button type="submit" className="plain">
          {words('signOutEverywhere')}
        </button>
      </form>
    </>
  );
}
