import type { ReactNode } from 'react';
import { heldContext } from '../../../../../lib/context';
import type { Language } from '../../../../../lib/domain/language';
import { regulatorOf } from '../../../../../lib/domain/regulator';
import { wordsFor } from '../../../../../lib/pages/words/words';
import { WORDS_MAX_CHARS } from '../../../../../lib/services/data-request/ask-in-words';
import { readIdentities } from '../../../../../lib/services/link-preferences/read-identities';
import { type Fault, TextField } from '../../../fields';

export interface AskProps {
  language: Language;
  faults: readonly Fault[];
  /** What was typed before, when it could not be taken. */
  typed: string;
  token: string;
  contactId: string;
}

/** Something wrong that the person cannot change themself. */
export function AskCorrection(props: AskProps) {
  const words = wordsFor(props.language, 'my-data');
  return (
    <>
      <p>
        {words.rich('ask.correction.text', {
          details: (text) => <a href="/account/details">{text}</a>,
          addresses: (text) => <a href="/account/addresses">{text}</a>,
        })}
      </p>
      <WordsForm {...props} kind="correction" />
    </>
  );
}

/** Stop using the details: at once, and no reason needed. */
export function AskRestriction(props: AskProps) {
  const words = wordsFor(props.language, 'my-data');
  return (
    <>
      <p>{words('ask.restriction.text')}</p>
      <p>{words('ask.restriction.still')}</p>
      <WordsForm {...props} kind="restriction" />
    </>
  );
}

/** Marketing by one press; anything else in words. */
export function AskObjection(props: AskProps) {
  const words = wordsFor(props.language, 'my-data');
  return (
    <>
      <form method="post" action="/account/my-data/send" className="stop">
        <h2>{words('ask.objection.marketingTitle')}</h2>
        <p>{words('ask.objection.marketing')}</p>
        <input type="hidden" name="kind" value="marketing_objection" />
        <input type="hidden" name="token" value={props.token} />
        <button type="submit">{words('ask.objection.marketingButton')}</button>
      </form>
      <h2>{words('ask.objection.otherTitle')}</h2>
      <p>{words('ask.objection.other')}</p>
      <WordsForm {...props} kind="objection" />
    </>
  );
}

/** A complaint, with the other ways to make one. */
export async function AskComplaint(props: AskProps): Promise<ReactNode> {
  const ctx = heldContext();
  const words = wordsFor(props.language, 'my-data');
  const { controller } = await readIdentities(ctx);
  const regulator = regulatorOf(ctx.config.defaultCountry);
  const name = wordsFor(props.language, 'privacy')(`regulators.${regulator.name}`);
  return (
    <>
      <p>{words('ask.complaint.text')}</p>
      <WordsForm {...props} kind="complaint" />
      <p>{words('ask.complaint.other', { address: addressLine(controller) })}</p>
      <p>
        {words.rich('ask.complaint.regulator', {
          name,
          link: (text) => (
            <a href={regulator.url} rel="noreferrer">
              {text}
            </a>
          ),
        })}
      </p>
    </>
  );
}

function addressLine({ legalName, address }: { legalName: string; address: readonly string[] }): string {
  return [legalName, ...address.filter((line) => line !== legalName)].join(', ');
}

function WordsForm(props: AskProps & { kind: 'correction' | 'restriction' | 'objection' | 'complaint' }) {
  const { language, kind, token, faults, typed } = props;
  const words = wordsFor(language, 'my-data');
  return (
    <form method="post" action="/account/my-data/send">
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="token" value={token} />
      <TextField
        language={language}
        name="words"
        label={words(`ask.${kind}.words`)}
        hint={words('ask.wordsHint', { most: WORDS_MAX_CHARS })}
        faults={faults}
        value={typed}
        autoComplete="off"
        maxLength={WORDS_MAX_CHARS}
        rows={6}
      />
      <button type="submit">{words(`ask.${kind}.button`)}</button>
    </form>
  );
}
