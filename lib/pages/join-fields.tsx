import { boxOf } from '../domain/joining';
import type { Language } from '../domain/language';
import { type FieldError, Pick } from './form-parts';
import { JoinDetails, type JoinValues } from './join-details';
import { type JoinAsking, type JoinSection, sectionTitle, softSentences } from './join-text';
import { NoticeWords } from './preference-choices';
import { wordsFor } from './words/words';

export interface JoinFieldsProps extends JoinAsking {
  language: Language;
  /** Where somebody lives who chooses no country. */
  defaultCountry: string;
  values: JoinValues;
  errors: readonly FieldError[];
  /** The browser asks not to share with third parties, so nothing is asked for them. */
  gpc: boolean;
  /** Digest of everything shown; a yes counts for these words alone. */
  mark: string;
}

/** Everything inside a join form: hidden proofs of what is shown, the details, the boxes, all unticked, the button. */
export function JoinFields(props: JoinFieldsProps) {
  const { form, language, sections } = props;
  const words = wordsFor(language, 'register');
  const own = sections.filter((section) => !section.thirdParty);
  const partners = sections.filter((section) => section.thirdParty);
  const firstBoxes = sections.find(({ ask }) => ask === 'yes');
  return (
    <>
      <input type="hidden" name="form_version" value={form.version} />
      <input type="hidden" name="language" value={language} />
      <input type="hidden" name="shown" value={props.mark} />
      {props.gpc && <input type="hidden" name="gpc" value="1" />}
      {[...new Set(sections.map(({ noticeId }) => noticeId))].map((id) => (
        <input key={id} type="hidden" name="notice" value={id} />
      ))}
      <h2>{words('detailsTitle')}</h2>
      <JoinDetails {...props} />
      {own.map((section) => (
        <Section key={section.senderNo} {...props} section={section} first={section === firstBoxes} />
      ))}
      {partners.length > 0 && (
        <>
          <h2>{words('partnersTitle')}</h2>
          <p>{words('partnersLead')}</p>
          <Words language={language} section={partners[0]} />
        </>
      )}
      {partners.map((section) => (
        <Section key={section.senderNo} {...props} section={section} first={section === firstBoxes} />
      ))}
      {props.gpc && form.partnerNos.length > 0 && <p className="box">{words('gpc')}</p>}
      <p className="hint">{words(form.kind === 'soft_opt_in' ? 'nextSoft' : 'next')}</p>
      <button type="submit">{words(`send.${form.source}`)}</button>
    </>
  );
}

/** The published words a yes rests on, or the refusal is offered with. */
function Words({ language, section }: { language: Language; section: JoinSection | undefined }) {
  if (section === undefined) return null;
  return (
    <div className="box">
      <NoticeWords notice={section.notice} language={language} />
    </div>
  );
}

function Section(props: JoinFieldsProps & { section: JoinSection; first: boolean }) {
  const { language, section, values, errors, first } = props;
  const words = wordsFor(language, 'register');
  const { sender, thirdParty } = section;
  const title = sectionTitle(language, section);
  const fault = first ? errors.find(({ field }) => field === 'choice') : undefined;
  return (
    <div id={first ? 'choice' : undefined} tabIndex={first ? -1 : undefined}>
      {thirdParty ? (
        <h3>
          <bdi>{title}</bdi>
        </h3>
      ) : (
        <h2>{title}</h2>
      )}
      {fault !== undefined && (
        <p className="error">{wordsFor(language, 'form')('error', { message: fault.message })}</p>
      )}
      {!thirdParty && <Words language={language} section={section} />}
      <p>
        <a href={sender.privacyUrl} rel="noreferrer">
          {words('privacyOf', { sender: sender.name })}
        </a>
      </p>
      {section.ask === 'no' ? (
        <>
          {softSentences(language, section).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <Pick
            type="checkbox"
            name="refuse"
            value="yes"
            label={words('doNot')}
            hint={words('doNotHint')}
            checked={values.refused}
          />
        </>
      ) : (
        section.topics.map((topic) => (
          <Topic key={topic.no} language={language} topic={topic} ticked={values.choice} />
        ))
      )}
    </div>
  );
}

function Topic(props: {
  language: Language;
  topic: JoinSection['topics'][number];
  ticked: readonly string[];
}) {
  const { topic, ticked } = props;
  const channel = wordsFor(props.language, 'choices');
  return (
    <fieldset className="row">
      <legend>
        {/* In the sender's own language, whatever the page's. */}
        <bdi>{topic.name}</bdi>
        {topic.description !== '' && (
          <span className="hint">
            <bdi>{topic.description}</bdi>
          </span>
        )}
      </legend>
      <div className="many">
        {topic.cells.map((cell) => (
          <Pick
            key={cell.channel}
            type="checkbox"
            name="choice"
            value={boxOf(cell)}
            label={channel(`channel.${cell.channel}`)}
            checked={ticked.includes(boxOf(cell))}
          />
        ))}
      </div>
    </fieldset>
  );
}
