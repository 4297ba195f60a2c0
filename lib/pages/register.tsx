import type { JoinSource } from '../domain/joining';
import { type Frame, type RenderedPage, renderPage, staticMarkup } from './document';
import { ErrorSummary, type FieldError, GoodNews, titleWithErrors } from './form-parts';
import { NO_JOIN_VALUES } from './join-details';
import { JoinFields, type JoinFieldsProps } from './join-fields';
import { wordsFor } from './words/words';

export type JoinPageProps = Omit<JoinFieldsProps, 'language'>;

/** A join form. It posts to its own address. */
export function joinPage(frame: Frame, props: JoinPageProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'register');
  const { form, senderName, errors } = props;
  const title = words(`name.${form.source}`, { sender: senderName });
  return renderPage(frame, {
    title: titleWithErrors(frame.language, title, errors),
    body: (
      <>
        <ErrorSummary language={frame.language} errors={errors} />
        <h1>{title}</h1>
        <p className="lead">{words(`lead.${form.source}`)}</p>
        <form method="post" action={`/register/${form.slug}`} noValidate>
          <JoinFields {...props} language={frame.language} />
        </form>
      </>
    ),
  });
}

/** The forms to choose from. */
export function joinListPage(
  frame: Frame,
  forms: readonly { slug: string; source: JoinSource; senderName: string }[],
): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'register');
  return renderPage(frame, {
    title: words('listTitle'),
    body: (
      <>
        <h1>{words('listTitle')}</h1>
        <p className="lead">{words(forms.length === 0 ? 'listEmpty' : 'listLead')}</p>
        <ul className="list">
          {forms.map(({ slug, source, senderName }) => (
            <li key={slug}>
              <a className="big" href={`/register/${slug}`}>
                {words(`name.${source}`, { sender: senderName })}
              </a>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** What a form was answered with: the same whether the address is known or not. */
export type JoinedState = { state: 'sent'; days: number } | { state: 'refused' } | { state: 'closed' };

/** After a form was taken, or could not be because it is closed. */
export function joinedPage(frame: Frame, props: JoinedState): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'register');
  switch (props.state) {
    case 'sent':
      return renderPage(frame, {
        title: words('sentTitle'),
        address: '?sent',
        body: (
          <>
            <h1>{words('sentTitle')}</h1>
            <GoodNews text={words('sent')} />
            <p>{words('sentWait')}</p>
            <p>{words('sentDays', { days: props.days })}</p>
            <p>{words('sentNothing')}</p>
          </>
        ),
      });
    case 'refused':
      return renderPage(frame, {
        title: words('refusedTitle'),
        address: '?refused',
        body: (
          <>
            <h1>{words('refusedTitle')}</h1>
            <GoodNews text={words('refused')} />
            <p>{words('refusedMore')}</p>
            <p>
              <a className="big" href="/unsubscribe">
                {words('stopAll')}
              </a>
            </p>
          </>
        ),
      });
    case 'closed':
      return renderPage(frame, {
        title: words('closedTitle'),
        body: (
          <>
            <h1>{words('closedTitle')}</h1>
            <p className="lead">{words('closed')}</p>
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

/** The record is away: everything that was sent, kept in the page, to be sent again by one button. */
export function sendAgainPage(
  frame: Frame,
  props: { action: string; fields: readonly { name: string; value: string }[] },
): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'register');
  return renderPage(frame, {
    title: words('awayTitle'),
    body: (
      <>
        <div className="box bad" role="alert">
          <h1>{words('awayTitle')}</h1>
          <p>{words('away')}</p>
        </div>
        <form method="post" action={props.action}>
          {props.fields.map(({ name, value }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that is rendered once and never changes
            <input key={at} type="hidden" name={name} value={value} />
          ))}
          <button type="submit">{words('awayButton')}</button>
        </form>
      </>
    ),
  });
}

/** The form as plain HTML for another website: the same words and boxes, and no style or script. */
export async function joinSnippet(
  props: Omit<JoinFieldsProps, 'values' | 'errors'>,
  action: string,
): Promise<string> {
  const render = await staticMarkup();
  const html = render(
    <form method="post" action={action} lang={props.language} acceptCharset="utf-8">
      <JoinFields {...props} values={NO_JOIN_VALUES} errors={[] as readonly FieldError[]} />
    </form>,
  );
  return html.replace(
    /<\/(?:p|div|fieldset|legend|label|h2|h3|select|option)>|<input [^>]*type="hidden"[^>]*>/g,
    '$&\n',
  );
}

/** How to put the form on another website. */
export function embedPage(
  frame: Frame,
  props: { title: string; snippet: string; origins: readonly string[] },
): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'register');
  return renderPage(frame, {
    title: words('embedTitle'),
    body: (
      <>
        <h1>{words('embedTitle')}</h1>
        <p className="lead">{props.title}</p>
        <p>{words('embedLead')}</p>
        <p>
          {props.origins.length === 0
            ? words('embedNoOrigins')
            : words('embedOrigins', { origins: props.origins.join(', ') })}
        </p>
        <p>{words('embedChange')}</p>
        <div className="field">
          <label htmlFor="code">{words('embedCode')}</label>
          <textarea id="code" readOnly rows={16} spellCheck={false} dir="ltr" defaultValue={props.snippet} />
        </div>
      </>
    ),
  });
}
