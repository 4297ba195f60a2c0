import type { ContactPointKind } from '../domain/vocabulary';
import { AddressText } from './address-text';
import { formatDay } from './dates';
import { type Frame, type RenderedPage, renderPage } from './document';
import { GoodNews } from './form-parts';
import {
  hasDefaults,
  hasYes,
  type KeptTicks,
  Notice,
  type PreferenceSender,
  PrivacyLink,
  SenderChoices,
  SharedNotice,
  shownBoxes,
} from './preference-choices';
import { History } from './preference-history';
import { type PauseForm, PauseSection, Pauses, pauseFaultText, type ShownPause } from './preference-pause';
import type { TellableAct } from './told-act';
import { wordsFor } from './words/words';

/** A wide no that stands, told at the top because single boxes only carve out of it. */
export type StandingNo = { scope: 'all'; since: Date } | { scope: 'sender'; sender: string; since: Date };

export type PreferencesStatus =
  | { state: 'view' }
  /** Just saved; `changed` false when everything was left as it stood. How many yeses were not saved, and why. */
  | { state: 'saved'; changed: boolean; overtaken: number; unshown: number }
  | { state: 'paused' }
  /** `ended` false: there was no pause to end. */
  | { state: 'resumed'; ended: boolean }
  /** The day asked for cannot end a pause (400), or the record did not answer (503); the form says more. */
  | { state: 'pause_error'; unsaved: boolean }
  /** "Stop everything" was just saved. */
  | { state: 'stopped' }
  /** `boxes`: part of the form was unreadable (400). `unsaved`: the record did not answer (503). Ticks are kept. */
  | { state: 'error'; error: 'boxes' | 'unsaved'; kept: NonNullable<KeptTicks> };

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
  history: readonly TellableAct[] | null;
  historyCut: boolean;
  pauses: readonly ShownPause[];
  pauseForm: PauseForm;
  /** The token alone, for the way to a receipt. */
  linkToken: string;
  /** The browser sends Global Privacy Control: told beside the third parties, which start unticked anyway. */
  gpc: boolean;
}

/**
 * Every choice for one address, by link. Forms post to the same path: `do=save` with `choice` (ticked yes),
 * `refuse` (ticked no), `shown` (all boxes on the page, by spaces), a `notice` per sender and `often.TOPIC`; `do=stop`;
 * `do=pause` with `until` and `channel`; or `do=resume` with `channel`.
 */
export function preferencesPage(frame: Frame, props: PreferencesProps): Promise<RenderedPage> {
  const title = wordsFor(frame.language, 'preferences')('title');
  const said =
    props.status.state === 'error' || props.status.state === 'pause_error'
      ? wordsFor(frame.language, 'form')('errorTitle', { title })
      : title;
  return renderPage(frame, { title: said, body: <Body frame={frame} props={props} /> });
}

type Parts = { frame: Frame; props: PreferencesProps };

function Body({ frame, props }: Parts) {
  const words = wordsFor(frame.language, 'preferences');
  const choices = wordsFor(frame.language, 'choices');
  return (
    <>
      <Status frame={frame} props={props} />
      <h1>{words('title')}</h1>
      <p className="box">
        {props.maskedAddress === null
          ? words('goneAddress')
          : words.rich(`forAddress.${props.kind}`, {
              shown: props.maskedAddress,
              address: (shown) => <AddressText>{shown}</AddressText>,
            })}
      </p>
      {props.shared && <p>{words('shared')}</p>}
      <Pauses frame={frame} token={props.token} pauses={props.pauses} />
      <Standing frame={frame} props={props} />
      <StopEverything frame={frame} props={props} />
      <ChoicesForm frame={frame} props={props} />
      {!isAllStopped(props) && (
        <PauseSection frame={frame} token={props.token} kind={props.kind} form={props.pauseForm} />
      )}
      {props.essentials.length > 0 && (
        <>
          <h2>{choices('essentialTitle')}</h2>
          <p>{choices('essential')}</p>
          <ul>
            {props.essentials.map(({ topic, sender }) => (
              <li key={`${sender} ${topic}`}>{choices('topicFrom', { topic, sender })}</li>
            ))}
          </ul>
        </>
      )}
      {props.history !== null && (
        <>
          <h2>{choices('historyTitle')}</h2>
          <History frame={frame} token={props.linkToken} acts={props.history} cut={props.historyCut} />
        </>
      )}
      <h2>{words('otherTitle')}</h2>
      <p>{words('other')}</p>
      <p>
        <a className="big" href="/account">
          {words('signIn')}
        </a>
      </p>
    </>
  );
}

function Status({ frame, props: { status, pauseForm } }: Parts) {
  const words = wordsFor(frame.language, 'preferences');
  switch (status.state) {
    case 'view':
      return null;
    case 'saved':
      return <Saved frame={frame} status={status} />;
    case 'paused':
      return <GoodNews text={wordsFor(frame.language, 'pause')('saved')} />;
    case 'resumed':
      return <GoodNews text={wordsFor(frame.language, 'pause')(status.ended ? 'ended' : 'endedNothing')} />;
    case 'stopped':
      return <GoodNews text={words('stopped')} />;
    case 'error':
      return (
        <div className="box bad" role="alert">
          <h2>{wordsFor(frame.language, 'form')('problem')}</h2>
          <p>
            <a href="#choices">{status.error === 'boxes' ? words('errorBoxes') : words('errorUnsaved')}</a>
          </p>
        </div>
      );
    case 'pause_error':
      return (
        <div className="box bad" role="alert">
          <h2>{wordsFor(frame.language, 'form')('problem')}</h2>
          <p>
            <a href="#until">
              {status.unsaved
                ? wordsFor(frame.language, 'pause')('unsaved')
                : pauseFaultText(frame, pauseForm)}
            </a>
          </p>
        </div>
      );
    default:
      return status satisfies never;
  }
}

/** What was saved, and beside it which yeses were not: a no is never among those. */
function Saved(props: { frame: Frame; status: Extract<PreferencesStatus, { state: 'saved' }> }) {
  const { frame, status } = props;
  const acts = wordsFor(frame.language, 'acts');
  const left = [
    ...(status.overtaken > 0 ? [acts('overtaken', { n: status.overtaken })] : []),
    ...(status.unshown > 0 ? [acts('unshown', { n: status.unshown })] : []),
  ];
  const text = status.changed
    ? wordsFor(frame.language, 'preferences')('saved')
    : wordsFor(frame.language, 'choices')('savedNothing');
  return (
    <>
      {(status.changed || left.length === 0) && <GoodNews text={text} />}
      {left.map((one) => (
        <div className="box bad" role="alert" key={one}>
          <p>
            <a href="#choices">{one}</a>
          </p>
        </div>
      ))}
    </>
  );
}

function Standing({ frame, props }: Parts) {
  const words = wordsFor(frame.language, 'preferences');
  const day = (at: Date) => formatDay(at, frame.timeZone, frame.language);
  return props.standing.map((no) =>
    no.scope === 'all' ? (
      <p key="all">{words('standingAll', { day: day(no.since) })}</p>
    ) : (
      <p key={no.sender}>{words('standingSender', { sender: no.sender, day: day(no.since) })}</p>
    ),
  );
}

/** Everything is stopped and no yes is carved out of it: nothing is left to stop or to pause. */
function isAllStopped({ standing, senders }: PreferencesProps): boolean {
  return standing.some((no) => no.scope === 'all') && !hasYes(senders);
}

/** Not offered where there is nothing left to stop. */
function StopEverything({ frame, props }: Parts) {
  const words = wordsFor(frame.language, 'preferences');
  const choices = wordsFor(frame.language, 'choices');
  if (isAllStopped(props)) return null;
  return (
    <form method="post" action={`/preferences/${props.token}`}>
      <h2>{choices('stopTitle')}</h2>
      <p>{words('stop')}</p>
      {props.coversOther.length > 0 && (
        <>
          <p>{words('stopAlso')}</p>
          <ul>
            {props.coversOther.map((address) => (
              <li key={address}>
                <bdi>{address}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
      <input type="hidden" name="do" value="stop" />
      <button className="plain" type="submit">
        {choices('stopButton')}
      </button>
    </form>
  );
}

function ChoicesForm({ frame, props }: Parts) {
  const words = wordsFor(frame.language, 'preferences');
  const choices = wordsFor(frame.language, 'choices');
  const shown = shownBoxes(props.senders);
  const own = props.senders.filter((sender) => sender.kind === 'first_party');
  const partners = props.senders.filter((sender) => sender.kind === 'third_party');
  const { status } = props;
  const kept = status.state === 'error' ? status.kept : null;
  return (
    <form method="post" action={`/preferences/${props.token}`} id="choices" tabIndex={-1}>
      <input type="hidden" name="do" value="save" />
      <input type="hidden" name="shown" value={shown.join(' ')} />
      {own.map((sender, index) => (
        <section key={sender.senderNo}>
          <h2>{words('own', { sender: sender.name })}</h2>
          {index === 0 && shown.length > 0 && <p>{words('intro')}</p>}
          {index === 0 && hasDefaults(props.senders) && <p>{words('introStop')}</p>}
          <Notice frame={frame} sender={sender} />
          <SenderChoices frame={frame} sender={sender} kept={kept} />
        </section>
      ))}
      {partners.length > 0 && <h2>{choices('partnersTitle')}</h2>}
      {partners.length > 0 && <p>{choices('partners')}</p>}
      {partners.length > 0 && props.gpc && <p className="box">{words('gpc')}</p>}
      {partners.map((sender, index) => (
        <section key={sender.senderNo}>
          <SharedNotice frame={frame} sender={sender} before={partners.slice(0, index)} />
          <h3>{sender.name}</h3>
          <SenderChoices frame={frame} sender={sender} kept={kept} />
          <PrivacyLink frame={frame} sender={sender} />
        </section>
      ))}
      {shown.length > 0 && <button type="submit">{choices('save')}</button>}
    </form>
  );
}
