import { type Frame, type RenderedPage, renderPage } from './document';
import { GoodNews } from './form-parts';
import { wordsFor } from './words/words';

/** The plain pages for things that went wrong, and the HTTP status each is sent with. */
export const FAULT_STATUS = {
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  too_many: 429,
  fault: 500,
  unavailable: 503,
} as const;
export type FaultKind = keyof typeof FAULT_STATUS;

export type MessageProps =
  /** `requestId` lets somebody name the fault to us. */
  | { kind: FaultKind; requestId: string | null }
  /** Any good news in the caller's words; `next` is a link onwards. */
  | { kind: 'confirmation'; title: string; text: string; next: { href: string; text: string } | null };

/** A page that only says something: an error, or that something is done. Opting out stays one link away. */
export function messagePage(frame: Frame, props: MessageProps): Promise<RenderedPage> {
  if (props.kind === 'confirmation') {
    return renderPage(frame, {
      title: props.title,
      body: (
        <>
          <h1>{props.title}</h1>
          <GoodNews text={props.text} />
          {props.next !== null && <Links links={[props.next]} />}
        </>
      ),
    });
  }
  const words = wordsFor(frame.language, 'message');
  const title = words(`${props.kind}.title`);
  const links = [
    { href: '/unsubscribe', text: words('optOut') },
    { href: '/', text: words('start') },
  ];
  return renderPage(frame, {
    title,
    body: (
      <>
        <h1>{title}</h1>
        <p className="lead">{words(`${props.kind}.text`)}</p>
        {props.requestId !== null && (
          <p className="quiet">
            {words.rich('reference', { id: props.requestId, code: (id) => <code dir="ltr">{id}</code> })}
          </p>
        )}
        <Links links={links} />
      </>
    ),
  });
}

function Links({ links }: { links: readonly { href: string; text: string }[] }) {
  return (
    <ul className="list">
      {links.map(({ href, text }) => (
        <li key={href}>
          <a className="big" href={href}>
            {text}
          </a>
        </li>
      ))}
    </ul>
  );
}
