import { type Frame, type RenderedPage, renderPage } from './document';
import { Pick } from './form-parts';
import { AddressForm } from './opt-out';
import { OPT_OUT_SCOPES, type OptOutScope } from './unsubscribe';
import { wordsFor } from './words/words';

/** A link that cannot be read (send with 404): says so, and still takes the opt-out by typed address. */
export function invalidLinkPage(frame: Frame): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'trouble');
  return renderPage(frame, {
    title: words('invalidTitle'),
    body: (
      <>
        <h1>{words('invalidTitle')}</h1>
        <p>{words('invalid')}</p>
        <p>{words('invalidStill')}</p>
        <AddressForm frame={frame} value="" errors={[]} />
      </>
    ),
  });
}

export interface UnavailableProps {
  token: string;
  /** The scope that was being saved, kept for the next try; null when the page was only being opened. */
  unsaved: OptOutScope | null;
}

/** The record cannot be reached (send with 503): never a false success, and the same choice one button away. */
export function unsubscribeUnavailablePage(frame: Frame, props: UnavailableProps): Promise<RenderedPage> {
  const words = wordsFor(frame.language, 'trouble');
  const unsubscribe = wordsFor(frame.language, 'unsubscribe');
  const failed = props.unsaved !== null;
  const title = failed ? words('unsavedTitle') : words('unshownTitle');
  const labels = { topic: words('topic'), sender: words('sender'), all: unsubscribe('all') };
  return renderPage(frame, {
    title,
    body: (
      <>
        <h1>{title}</h1>
        <div className="box bad" role="alert">
          <p>{failed ? words('unsaved') : words('unshown')}</p>
          <p>{words('again')}</p>
        </div>
        <form method="post" action={`/unsubscribe/${props.token}`}>
          <fieldset>
            <legend>{unsubscribe('legend')}</legend>
            {OPT_OUT_SCOPES.map((scope) => (
              <Pick
                key={scope}
                type="radio"
                name="scope"
                value={scope}
                label={labels[scope]}
                checked={scope === (props.unsaved ?? 'topic')}
              />
            ))}
          </fieldset>
          <button type="submit">{failed ? words('retry') : words('stop')}</button>
        </form>
      </>
    ),
  });
}
