import type { ReactNode } from 'react';
import type { Basis, SenderKind } from '../domain/vocabulary';
import { formatDay } from './dates';
import { type Frame, type RenderedPage, renderPage } from './document';
import { listOf, wordsFor } from './words/words';

export interface PrivacyProps {
  controller: {
    legalName: string;
    /** Postal address, one line each. */
    address: readonly string[];
    email: string;
    registration: string | null;
  };
  senders: readonly {
    name: string;
    kind: SenderKind;
    legalName: string;
    address: readonly string[];
    privacyUrl: string | null;
  }[];
  /** One entry for each thing personal data is really used for; sentences in the page's language. */
  purposes: readonly {
    purpose: string;
    basis: Basis;
    data: string;
    keptFor: string;
    /** Who outside gets it; empty = nobody. */
    recipients: readonly string[];
  }[];
  regulator: { name: string; url: string };
  updated: Date;
}

const RIGHTS = ['copy', 'mistake', 'erase', 'restrict', 'withdraw'] as const;

/** The privacy page, made from what the caller says the system really does. */
export function privacyPage(frame: Frame, props: PrivacyProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'privacy');
  return renderPage(frame, {
    title: words('title'),
    body: (
      <>
        <h1>{words('title')}</h1>
        <p className="lead">{words('lead')}</p>
        <h2>{words('stopTitle')}</h2>
        <p>{words('stop')}</p>
        <p>
          <a className="big" href="/unsubscribe">
            {words('stopLink')}
          </a>
        </p>
        <Who frame={frame} props={props} />
        <Purposes frame={frame} props={props} />
        <Senders frame={frame} props={props} />
        <Rights frame={frame} props={props} />
        <p className="quiet">
          {words('updated', { day: formatDay(props.updated, frame.timeZone, frame.language) })}
        </p>
      </>
    ),
  });
}

type Parts = { frame: Frame; props: PrivacyProps };

function Who({ frame, props: { controller } }: Parts) {
  const words = wordsFor(frame.language, 'privacy');
  return (
    <>
      <h2>{words('whoTitle')}</h2>
      <p>
        <bdi>{[controller.legalName, ...controller.address].join(', ')}</bdi>
      </p>
      <Facts>
        <Fact name={words('contact')}>
          <a href={`mailto:${controller.email}`}>
            <bdi>{controller.email}</bdi>
          </a>
        </Fact>
        {controller.registration !== null && (
          <Fact name={words('registration')}>{controller.registration}</Fact>
        )}
      </Facts>
    </>
  );
}

function Purposes({ frame, props }: Parts) {
  const words = wordsFor(frame.language, 'privacy');
  return (
    <>
      <h2>{words('purposesTitle')}</h2>
      {props.purposes.map((item) => (
        <section key={item.purpose}>
          <h3>{item.purpose}</h3>
          <Facts>
            <Fact name={words('data')}>{item.data}</Fact>
            <Fact name={words('why')}>{words(`basis.${item.basis}`)}</Fact>
            <Fact name={words('kept')}>{item.keptFor}</Fact>
            <Fact name={words('shared')}>
              {item.recipients.length === 0 ? words('nobody') : listOf(frame.language, item.recipients)}
            </Fact>
          </Facts>
        </section>
      ))}
    </>
  );
}

function Senders({ frame, props }: Parts) {
  const words = wordsFor(frame.language, 'privacy');
  return (
    <>
      <h2>{words('sendersTitle')}</h2>
      <ul className="list">
        {props.senders.map((sender) => (
          <li key={sender.name}>
            <b>{sender.name}</b>
            <span className="hint">{sender.kind === 'first_party' ? words('own') : words('partner')}</span>
            <span className="hint">
              <bdi>{[sender.legalName, ...sender.address].join(', ')}</bdi>
            </span>
            {sender.privacyUrl !== null && (
              <a className="big" href={sender.privacyUrl} rel="noreferrer">
                {words('notice', { sender: sender.name })}
              </a>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function Rights({ frame, props: { controller, regulator } }: Parts) {
  const words = wordsFor(frame.language, 'privacy');
  return (
    <>
      <h2>{words('rightsTitle')}</h2>
      <ul>
        {RIGHTS.map((right) => (
          <li key={right}>{words(`rights.${right}`)}</li>
        ))}
      </ul>
      <h2>{words('complainTitle')}</h2>
      <p>
        {words.rich('complain', {
          address: controller.email,
          form: (words) => <a href="/complaint">{words}</a>,
          email: (address) => (
            <a href={`mailto:${controller.email}`}>
              <bdi>{address}</bdi>
            </a>
          ),
        })}
      </p>
      <p>
        {words.rich('regulator', {
          name: regulator.name,
          link: (name) => (
            <a href={regulator.url} rel="noreferrer">
              {name}
            </a>
          ),
        })}
      </p>
    </>
  );
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="facts">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
