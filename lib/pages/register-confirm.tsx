import type { Channel, ContactPointKind } from '../domain/vocabulary';
import { AddressText } from './address-text';
import { formatDay } from './dates';
import { type Frame, type RenderedPage, renderPage } from './document';
import { ErrorSummary, type FieldError, GoodNews, TextField, titleWithErrors } from './form-parts';
import { listOf, wordsFor } from './words/words';

/** One address of a registration, masked, with what was ticked for it. */
export interface ConfirmedAddress {
  kind: ContactPointKind;
  masked: string;
  senders: readonly {
    name: string;
    thirdParty: boolean;
    /** Not objected to, rather than ticked. */
    soft: boolean;
    topics: readonly { name: string; channels: readonly Channel[] }[];
  }[];
}

/** The step that proves a phone number: ask for a code, then type it. */
export interface NumberStep {
  masked: string;
  /** A code was asked for. */
  texted: boolean;
  errors: readonly FieldError[];
  code: string;
}

export type ConfirmProps =
  | { state: 'waiting'; addresses: readonly ConfirmedAddress[]; until: Date }
  | { state: 'confirmed'; preferencesPath: string; number: NumberStep | null }
  | { state: 'gone' };

/** The page behind the mailed link. It shows what would be confirmed; only its button confirms. */
export function confirmPage(frame: Frame, props: ConfirmProps & { action: string }): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'register');
  switch (props.state) {
    case 'waiting': {
      const title = words(hasChoice(props.addresses) ? 'confirmTitle' : 'confirmTitleNone');
      return renderPage(frame, { title, body: <Waiting frame={frame} title={title} {...props} /> });
    }
    case 'confirmed':
      return renderPage(frame, {
        title: titleWithErrors(frame.language, words('confirmedTitle'), props.number?.errors ?? []),
        body: <Confirmed frame={frame} {...props} />,
      });
    case 'gone':
      return renderPage(frame, {
        title: words('goneTitle'),
        body: (
          <>
            <h1>{words('goneTitle')}</h1>
            <p className="lead">{words('gone')}</p>
            <p>
              <a className="big" href="/register">
                {words('forms')}
              </a>
            </p>
          </>
        ),
      });
    default:
      return props satisfies never;
  }
}

function hasChoice(addresses: readonly ConfirmedAddress[]): boolean {
  return addresses.some(({ senders }) => senders.length > 0);
}

/** A consent at an address that is proved takes back a no said there before; nothing else does. */
function mayLift({ kind, senders }: ConfirmedAddress): boolean {
  return kind !== 'postal' && senders.some(({ soft }) => !soft);
}

function Waiting(
  props: { frame: Frame; title: string; action: string } & Extract<ConfirmProps, { state: 'waiting' }>,
) {
  const { frame, addresses } = props;
  const words = wordsFor(frame.language, 'register');
  return (
    <>
      <h1>{props.title}</h1>
      <p className="lead">{words('confirmLead')}</p>
      {addresses.map((address) => (
        <Address key={address.kind} frame={frame} address={address} />
      ))}
      {addresses.some(mayLift) && <p>{words('confirmLift')}</p>}
      <form method="post" action={props.action}>
        <input type="hidden" name="do" value="confirm" />
        <button type="submit">{words('confirmButton')}</button>
      </form>
      <p className="after">
        {words('confirmNot', { day: formatDay(props.until, frame.timeZone, frame.language) })}
      </p>
    </>
  );
}

function Address({ frame, address }: { frame: Frame; address: ConfirmedAddress }) {
  const words = wordsFor(frame.language, 'register');
  const channel = wordsFor(frame.language, 'choices');
  return (
    <div className="box">
      <p>
        {words.rich(`confirmFor.${address.kind}`, {
          shown: address.masked,
          address: (shown) => <AddressText>{shown}</AddressText>,
        })}
      </p>
      {address.senders.length === 0 && <p>{words('confirmNoneFor')}</p>}
      {address.senders.map((sender) => (
        <div key={sender.name}>
          <ul>
            {sender.topics.map((topic) => (
              <li key={topic.name}>
                {words('confirmTopic', {
                  topic: topic.name,
                  sender: sender.name,
                  channels: listOf(
                    frame.language,
                    topic.channels.map((one) => channel(`channel.${one}`)),
                  ),
                })}
              </li>
            ))}
          </ul>
          {sender.soft && <p>{words('confirmSoft')}</p>}
          {sender.thirdParty && <p>{words('confirmPartner', { sender: sender.name })}</p>}
        </div>
      ))}
      {address.kind === 'phone' && <p>{words('confirmPhoneLater')}</p>}
      {address.kind === 'postal' && address.senders.length > 0 && <p>{words('confirmPostNo')}</p>}
    </div>
  );
}

function Confirmed(props: { frame: Frame; action: string } & Extract<ConfirmProps, { state: 'confirmed' }>) {
  const { frame, number } = props;
  const words = wordsFor(frame.language, 'register');
  return (
    <>
      <ErrorSummary language={frame.language} errors={number?.errors ?? []} />
      <h1>{words('confirmedTitle')}</h1>
      <GoodNews text={words('confirmed')} />
      {number !== null && <NumberForms frame={frame} action={props.action} number={number} />}
      <p className="after">
        <a className="big" href={props.preferencesPath}>
          {words('confirmedSee')}
        </a>
      </p>
    </>
  );
}

function NumberForms({ frame, action, number }: { frame: Frame; action: string; number: NumberStep }) {
  const words = wordsFor(frame.language, 'register');
  return (
    <>
      <h2>{words('numberTitle')}</h2>
      <p>
        {words.rich('numberLead', {
          shown: number.masked,
          address: (shown) => <AddressText>{shown}</AddressText>,
        })}
      </p>
      {number.texted && (
        <form method="post" action={action} noValidate>
          <input type="hidden" name="do" value="code" />
          <p role="status">{words('numberSent')}</p>
          <TextField
            language={frame.language}
            name="code"
            label={words('code')}
            hint={words('codeHint')}
            value={number.code}
            errors={number.errors}
            autoComplete="one-time-code"
            short
          />
          <button type="submit">{words('codeButton')}</button>
        </form>
      )}
      <form className="after" method="post" action={action}>
        <input type="hidden" name="do" value="text" />
        {/* An error of asking leads to this button. */}
        <button
          type="submit"
          id={number.texted ? undefined : 'code'}
          className={number.texted ? 'plain' : undefined}
        >
          {words(number.texted ? 'numberAgain' : 'numberSend')}
        </button>
      </form>
    </>
  );
}
