import type { ContactPointKind } from '../domain/vocabulary';
import { formatDay } from './dates';
import { type Frame, type RenderedPage, renderPage } from './document';
import { GoodNews } from './form-parts';
import {
  hasDefaults,
  hasYes,
  Notice,
  type PreferenceSender,
  SenderChoices,
  shownBoxes,
} from './preference-choices';
import { History, type HistoryEntry } from './preference-history';
import { wordsFor } from './words/language';

/** A wide no that stands, told at the top because single boxes only carve out of it. */
export type StandingNo = { scope: 'all'; since: Date } | { scope: 'sender'; sender: string; since: Date };

export type PreferencesStatus =
  | { state: 'view' }
  /** Just saved; `changed` false when every box was left as it stood. */
  | { state: 'saved'; changed: boolean }
  /** "Stop everything" was just saved. */
  | { state: 'stopped' }
  /** `boxes`: part of the form was unreadable (400). `unsaved`: the record did not answer (503). Ticks are kept. */
  | { state: 'error'; error: 'boxes' | 'unsaved'; choice: readonly string[]; refuse: readonly string[] };

export interface PreferencesProps {
  token: string;
  status: PreferencesStatus;
  maskedAddress: string | null;
  kind: ContactPointKind;
  /** More than one person uses the address; nobody is named. */
  shared: boolean;
  standing: readonly StandingNo[];
  /** Own brands first, then each third party by name; only topics that can be refused. */
  senders: readonly PreferenceSender[];
  essentials: readonly { topic: string; sender: string }[];
  /** Masked other addresses that "stop everything" covers too. */
  coversOther: readonly string[];
  /** Newest first; null when it is not known, and the page then says nothing of it. `historyCut`: there is more. */
  history: readonly HistoryEntry[] | null;
  historyCut: boolean;
  /** The browser sends Global Privacy Control: told beside the third parties, which start unticked anyway. */
  gpc: boolean;
}

/**
 * Every choice for one address, by link. Forms post to the same path: `do=save` with `choice` (ticked yes),
 * `refuse` (ticked no), `shown` (all boxes on the page, by spaces) and a `notice` per sender; or `do=stop`.
 */
export function preferencesPage(frame: Frame, props: PreferencesProps): Promise<RenderedPage> {
  const { preferences: words, form } = wordsFor(frame.language);
  const title = props.status.state === 'error' ? form.errorTitle(words.title) : words.title;
  return renderPage(frame, { title, body: <Body frame={frame} props={props} /> });
}

type Parts = { frame: Frame; props: PreferencesProps };

function Body({ frame, props }: Parts) {
  const words = wordsFor(frame.language).preferences;
  return (
    <>
      <Status frame={frame} props={props} />
      <h1>{words.title}</h1>
      <p className="box">
        {props.maskedAddress === null ? (
          words.goneAddress
        ) : (
          <>
            {words.forAddress[props.kind]} <b>{props.maskedAddress}</b>
          </>
        )}
      </p>
      {props.shared && <p>{words.shared}</p>}
      <Standing frame={frame} props={props} />
      <StopEverything frame={frame} props={props} />
      <ChoicesForm frame={frame} props={props} />
      {props.essentials.length > 0 && (
        <>
          <h2>{words.essentialTitle}</h2>
          <p>{words.essential}</p>
          <ul>
            {props.essentials.map(({ topic, sender }) => (
              <li key={`${sender} ${topic}`}>{words.essentialItem(topic, sender)}</li>
            ))}
          </ul>
        </>
      )}
      {props.history !== null && (
        <>
          <h2>{words.historyTitle}</h2>
          <History frame={frame} entries={props.history} cut={props.historyCut} />
        </>
      )}
      <h2>{words.otherTitle}</h2>
      <p>{words.other}</p>
      <p>
        <a className="big" href="/account">
          {words.signIn}
        </a>
      </p>
    </>
  );
}

function Status({ frame, props: { status } }: Parts) {
  const { preferences: words, form } = wordsFor(frame.language);
  switch (status.state) {
    case 'view':
      return null;
    case 'saved':
      return <GoodNews text={status.changed ? words.saved : words.savedNothing} />;
    case 'stopped':
      return <GoodNews text={words.stopped} />;
    case 'error':
      return (
        <div className="box bad" role="alert">
          <h2>{form.problem}</h2>
          <p>
            <a href="#choices">{status.error === 'boxes' ? words.errorBoxes : words.errorUnsaved}</a>
          </p>
        </div>
      );
    default:
      return status satisfies never;
  }
}

function Standing({ frame, props }: Parts) {
  const words = wordsFor(frame.language).preferences.standing;
  const day = (at: Date) => formatDay(at, frame.timeZone, frame.language);
  return props.standing.map((no) =>
    no.scope === 'all' ? (
      <p key="all">{words.all(day(no.since))}</p>
    ) : (
      <p key={no.sender}>{words.sender(no.sender, day(no.since))}</p>
    ),
  );
}

/** Not offered once everything is stopped and no yes is carved out of it. */
function StopEverything({ frame, props }: Parts) {
  const words = wordsFor(frame.language).preferences;
  if (props.standing.some((no) => no.scope === 'all') && !hasYes(props.senders)) return null;
  return (
    <form method="post" action={`/preferences/${props.token}`}>
      <h2>{words.stopTitle}</h2>
      <p>{words.stop}</p>
      {props.coversOther.length > 0 && (
        <>
          <p>{words.stopAlso}</p>
          <ul>
            {props.coversOther.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
        </>
      )}
      <input type="hidden" name="do" value="stop" />
      <button className="plain" type="submit">
        {words.stopButton}
      </button>
    </form>
  );
}

function ChoicesForm({ frame, props }: Parts) {
  const words = wordsFor(frame.language).preferences;
  const shown = shownBoxes(props.senders);
  const own = props.senders.filter((sender) => sender.kind === 'first_party');
  const partners = props.senders.filter((sender) => sender.kind === 'third_party');
  const { status } = props;
  const kept = status.state === 'error' ? { choice: status.choice, refuse: status.refuse } : null;
  return (
    <form method="post" action={`/preferences/${props.token}`} id="choices" tabIndex={-1}>
      <input type="hidden" name="do" value="save" />
      <input type="hidden" name="shown" value={shown.join(' ')} />
      {own.map((sender, index) => (
        <section key={sender.senderNo}>
          <h2>{words.own(sender.name)}</h2>
          {index === 0 && shown.length > 0 && (
            <p>{hasDefaults(props.senders) ? `${words.intro} ${words.introStop}` : words.intro}</p>
          )}
          <Notice frame={frame} sender={sender} />
          <SenderChoices frame={frame} sender={sender} kept={kept} />
        </section>
      ))}
      {partners.length > 0 && <h2>{words.partnersTitle}</h2>}
      {partners.length > 0 && <p>{words.partners}</p>}
      {partners.length > 0 && props.gpc && <p className="box">{words.gpc}</p>}
      {partners.map((sender) => (
        <section key={sender.senderNo}>
          <h3>{sender.name}</h3>
          <Notice frame={frame} sender={sender} />
          <SenderChoices frame={frame} sender={sender} kept={kept} />
        </section>
      ))}
      {shown.length > 0 && <button type="submit">{words.save}</button>}
    </form>
  );
}
