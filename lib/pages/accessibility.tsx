import { formatDay } from './dates';
import { type Frame, type RenderedPage, renderPage } from './document';
import { wordsFor } from './words/words';

export interface AccessibilityProps {
  contact: { email: string; phone: string | null; address: readonly string[] };
  /** Known faults in plain words; empty when none is known. */
  knownFaults: readonly string[];
  /** How the pages are checked, one sentence each. */
  checks: readonly string[];
  checkedOn: Date;
}

const CAN = ['size', 'keyboard', 'reader', 'scripts', 'dark'] as const;

/** The accessibility statement. */
export function accessibilityPage(frame: Frame, props: AccessibilityProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'accessibility');
  return renderPage(frame, {
    title: words('title'),
    body: (
      <>
        <h1>{words('title')}</h1>
        <p className="lead">{words('lead')}</p>
        <h2>{words('doTitle')}</h2>
        <List items={CAN.map((thing) => words(`can.${thing}`))} />
        <h2>{words('standardTitle')}</h2>
        <p>{words('standard')}</p>
        <h2>{words('knownTitle')}</h2>
        {props.knownFaults.length === 0 ? <p>{words('knownNone')}</p> : <List items={props.knownFaults} />}
        <h2>{words('testedTitle')}</h2>
        <List items={props.checks} />
        <h2>{words('contactTitle')}</h2>
        <p>{words('contact')}</p>
        <dl className="facts">
          <dt>{words('email')}</dt>
          <dd>
            <a href={`mailto:${props.contact.email}`}>
              <bdi>{props.contact.email}</bdi>
            </a>
          </dd>
          {props.contact.phone !== null && (
            <>
              <dt>{words('phone')}</dt>
              <dd>
                <bdi>{props.contact.phone}</bdi>
              </dd>
            </>
          )}
          <dt>{words('post')}</dt>
          <dd>
            <bdi>{props.contact.address.join(', ')}</bdi>
          </dd>
          <dt>{words('updated')}</dt>
          <dd>{formatDay(props.checkedOn, frame.timeZone, frame.language)}</dd>
        </dl>
      </>
    ),
  });
}

function List({ items }: { items: readonly string[] }) {
  return (
    <ul>
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}
