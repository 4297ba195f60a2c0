import type { Language } from '../../../lib/domain/language';
import { AddressText } from '../../../lib/pages/address-text';
import { wordsFor } from '../../../lib/pages/words/words';
import type { WaitingAddress } from '../../../lib/services/account-address/list-addresses';
import { type Fault, TextField } from '../fields';
import { NamedButton, RowForm } from './row-form';
import { shownAddress } from './shown-address';

const CODE_MAX_CHARS = 20;

/** An address that waits for the code sent to it. */
export function WaitingCard(props: {
  waiting: WaitingAddress;
  faults: readonly Fault[];
  /** The code as it was typed last, where it was not right. */
  typed: string;
  language: Language;
}) {
  const { waiting, faults, typed, language } = props;
  const words = wordsFor(language, 'addresses');
  const { contactPointId } = waiting;
  const shown = shownAddress(waiting) ?? '';
  return (
    <div className="panel address">
      <p>{saidOf(waiting, language)}</p>
      {waiting.code === 'on_its_way' && (
        <RowForm what="confirm" address={contactPointId}>
          <TextField
            language={language}
            name="code"
            id={`code-${contactPointId}`}
            label={words('code', { shown })}
            hint={words('codeHint')}
            faults={faults}
            value={typed}
            autoComplete="one-time-code"
            inputMode="numeric"
            dir="ltr"
            maxLength={CODE_MAX_CHARS}
            short
          />
          <button type="submit">{words('confirm')}</button>
        </RowForm>
      )}
      <div className="row">
        <RowForm what="again" address={contactPointId}>
          <NamedButton short={words('again')} full={words('againFor', { shown })} plain />
        </RowForm>
        <RowForm what="forget" address={contactPointId}>
          {waiting.held ? (
            <NamedButton short={words('notNow')} full={words('notNowFor', { shown })} plain />
          ) : (
            <NamedButton short={words('forget')} full={words('forgetFor', { shown })} plain />
          )}
        </RowForm>
      </div>
    </div>
  );
}

function saidOf(waiting: WaitingAddress, language: Language) {
  const words = wordsFor(language, 'addresses');
  const values = {
    shown: shownAddress(waiting) ?? '',
    address: (text: React.ReactNode) => <AddressText>{text}</AddressText>,
  };
  switch (waiting.code) {
    case 'void':
      return words.rich('void', values);
    case 'not_sent':
      return words.rich('notSent', values);
    case 'on_its_way':
      return waiting.kind === 'email'
        ? words.rich('waiting.email', values)
        : words.rich('waiting.phone', values);
    default:
      return waiting.code satisfies never;
  }
}
