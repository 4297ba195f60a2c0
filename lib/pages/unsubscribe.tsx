import type { ContactPointKind } from '../domain/vocabulary';
import { AddressText } from './address-text';
import { compilePage } from './compile';
import { formatInstant } from './dates';
import type { Frame, Look, PageContent, RenderedPage } from './document';
import { GoodNews, Pick } from './form-parts';
import { wordsFor } from './words/words';

/** The reach of one opt-out on this page, narrowest first; the value of the form's `scope` field. */
export const OPT_OUT_SCOPES = ['topic', 'sender', 'all'] as const;
export type OptOutScope = (typeof OPT_OUT_SCOPES)[number];

export interface UnsubscribeProps {
  /** `ask`: nothing stands yet. `done`: just said here. `already`: said before. */
  state: 'ask' | 'done' | 'already';
  token: string;
  /** As a person may be shown it; null for an address no longer held. */
  maskedAddress: string | null;
  kind: ContactPointKind;
  sender: string;
  /** The topic the link names; null when it names none (then only wider scopes are offered). */
  topic: string | null;
  /** Masked other addresses that `all` covers too; empty unless exactly one contact uses this one. */
  coversOther: readonly string[];
  /** The widest opt-out that stands; needed for `done` and `already`, not used for `ask`. */
  holds: { scope: OptOutScope; since: Date } | null;
}

/**
 * The page behind an email's footer link: one choice, one button, posting `scope` to its own path.
 * Cheap after the first of its shape (see compilePage), since link scanners fetch it in bursts.
 */
export function unsubscribePage(frame: Frame, props: UnsubscribeProps): Promise<RenderedPage> {
  const { holds } = props;
  if (props.state !== 'ask' && holds === null) throw new RangeError(`state ${props.state} needs what holds`);
  const scope = props.state === 'ask' || holds === null ? null : holds.scope;
  const since = scope === null || holds === null ? null : holds.since;
  return compiled(
    frame,
    { state: props.state, kind: props.kind, scope },
    {
      token: props.token,
      address: props.maskedAddress,
      sender: props.sender,
      topic: props.topic,
      others: props.coversOther,
      since: since === null ? null : formatInstant(since, frame.timeZone, frame.language),
    },
  );
}

/** What decides the shape of the page, and the texts that fill it. */
export type UnsubscribeVariant = {
  state: UnsubscribeProps['state'];
  kind: ContactPointKind;
  scope: OptOutScope | null;
};
export type UnsubscribeSlots = {
  token: string;
  address: string | null;
  sender: string;
  topic: string | null;
  others: readonly string[];
  since: string | null;
};

type Parts = { look: Look; variant: UnsubscribeVariant; slots: UnsubscribeSlots };

/** The page as content: slot texts are only put in place, never looked into. */
export function unsubscribeContent(
  look: Look,
  variant: UnsubscribeVariant,
  slots: UnsubscribeSlots,
): PageContent {
  const words = wordsFor(look.language, 'unsubscribe');
  const parts = { look, variant, slots };
  switch (variant.state) {
    case 'ask': {
      const title = words(`title.${variant.kind}`, { sender: slots.sender });
      return { title, body: <Ask {...parts} title={title} /> };
    }
    case 'done':
      return {
        title: words('doneTitle'),
        address: '?done',
        body: <Holds {...parts} title={words('doneTitle')} news={stoppedNews(parts)} />,
      };
    case 'already':
      return {
        title: words('alreadyTitle'),
        body: <Holds {...parts} title={words('alreadyTitle')} news={words('already')} />,
      };
    default:
      return variant.state satisfies never;
  }
}

const compiled = compilePage(unsubscribeContent);

function Ask({ look, variant, slots, title }: Parts & { title: string }) {
  const words = wordsFor(look.language, 'unsubscribe');
  return (
    <>
      <h1>{title}</h1>
      {slots.address === null ? (
        <p className="box">{words('goneAddress')}</p>
      ) : (
        <p className="box">
          {words.rich('forAddress', {
            shown: slots.address,
            address: (shown) => <AddressText>{shown}</AddressText>,
          })}
        </p>
      )}
      <ScopeForm look={look} variant={variant} slots={slots} legend={words('legend')} />
      <p className="after">{words(`willWork.${variant.kind}`)}</p>
      <p>{words('essential')}</p>
      <p>
        <a className="big" href={`/preferences/${slots.token}`}>
          {words('otherWay')}
        </a>
      </p>
    </>
  );
}

function Holds({ look, variant, slots, title, news }: Parts & { title: string; news: string }) {
  const words = wordsFor(look.language, 'unsubscribe');
  return (
    <>
      <h1>{title}</h1>
      <GoodNews text={news} />
      <Facts look={look} variant={variant} slots={slots} />
      <p>{words('essential')}</p>
      {variant.scope !== 'all' && (
        <>
          <h2>{words('widerTitle')}</h2>
          <p>{words('wider')}</p>
          <ScopeForm look={look} variant={variant} slots={slots} legend={words('widerLegend')} />
        </>
      )}
      <h2>{words('mindTitle')}</h2>
      <p>{words('mind')}</p>
      <p>
        <a className="big" href={`/preferences/${slots.token}`}>
          {words('otherWay')}
        </a>
      </p>
    </>
  );
}

function Facts({ look, variant, slots }: Parts) {
  const words = wordsFor(look.language, 'unsubscribe');
  return (
    <dl className="facts">
      <dt>{words('factAddress')}</dt>
      <dd>{slots.address === null ? words('factGone') : <AddressText>{slots.address}</AddressText>}</dd>
      <dt>{words('factScope')}</dt>
      <dd>{scopeName(look, variant.scope ?? 'all', slots)}</dd>
      {variant.scope === 'all' && slots.others.length > 0 && (
        <>
          <dt>{words('factAlso')}</dt>
          {slots.others.map((other) => (
            <dd key={other}>
              <AddressText>{other}</AddressText>
            </dd>
          ))}
        </>
      )}
      <dt>{words('factSince')}</dt>
      <dd>{slots.since}</dd>
      {variant.state === 'done' && (
        <>
          <dt>{words('factEffect')}</dt>
          <dd>{words(`effect.${variant.kind}`)}</dd>
        </>
      )}
    </dl>
  );
}

function scopeName(look: Look, scope: OptOutScope, slots: UnsubscribeSlots): string {
  const words = wordsFor(look.language, 'unsubscribe');
  switch (scope) {
    case 'topic':
      return slots.topic === null
        ? words('sender', { sender: slots.sender })
        : words('topic', { topic: slots.topic, sender: slots.sender });
    case 'sender':
      return words('sender', { sender: slots.sender });
    case 'all':
      return words('allFact');
    default:
      return scope satisfies never;
  }
}

/** What was just stopped. */
function stoppedNews({ look, variant: { scope }, slots }: Parts): string {
  const words = wordsFor(look.language, 'unsubscribe');
  if (scope === 'all' || scope === null) return words('saved.all');
  if (scope === 'topic' && slots.topic !== null)
    return words('saved.topic', { topic: slots.topic, sender: slots.sender });
  return words('saved.sender', { sender: slots.sender });
}

/** The scopes wider than what stands, the narrowest chosen; the first screen offers them all. */
function ScopeForm({ look, variant, slots, legend }: Parts & { legend: string }) {
  const words = wordsFor(look.language, 'unsubscribe');
  const narrowest = slots.topic === null ? 1 : 0;
  const standing = variant.scope === null ? -1 : OPT_OUT_SCOPES.indexOf(variant.scope);
  const offered = OPT_OUT_SCOPES.slice(Math.max(narrowest, standing + 1));
  const labels: Record<OptOutScope, string> = {
    topic: scopeName(look, 'topic', slots),
    sender: words('sender', { sender: slots.sender }),
    all: words('all'),
  };
  const hints: Record<OptOutScope, string> = {
    topic: words('topicHint'),
    sender: words('senderHint', { sender: slots.sender }),
    all: slots.others.length === 0 ? words('allHint') : words('allHintOthers'),
  };
  return (
    <form method="post" action={`/unsubscribe/${slots.token}`}>
      <fieldset>
        <legend>{legend}</legend>
        {offered.map((scope, index) => (
          <Pick
            key={scope}
            type="radio"
            name="scope"
            value={scope}
            label={labels[scope]}
            hint={hints[scope]}
            names={scope === 'all' ? slots.others : []}
            checked={index === 0}
          />
        ))}
      </fieldset>
      <button type="submit">{words('button')}</button>
    </form>
  );
}
