import type { Language } from '../../../lib/domain/language';
import { USES, usesOf } from '../../../lib/doors/account/address-form';
import { AddressText } from '../../../lib/pages/address-text';
import { formatDay } from '../../../lib/pages/dates';
import { listOf, wordsFor } from '../../../lib/pages/words/words';
import type { OwnAddress } from '../../../lib/services/account-address/list-addresses';
import type { Fault } from '../fields';
import { NamedButton, RowForm } from './row-form';
import { shownAddress } from './shown-address';

interface CardProps {
  address: OwnAddress;
  /** Whether it is the only one of its kind: then it needs no mark as the main one. */
  only: boolean;
  /** A code for it is on its way. */
  waits: boolean;
  language: Language;
  timeZone: string;
  faults: readonly Fault[];
}

/** One address of a person: what it is, since when, and what can be done with it. */
export function AddressCard({ address, only, waits, language, timeZone, faults }: CardProps) {
  const words = wordsFor(language, 'addresses');
  const shown = shownAddress(address) ?? words('gone');
  const confirmable =
    !waits &&
    address.kind !== 'postal' &&
    address.confirmedAt === null &&
    address.channels.some((channel) => channel !== 'fax');
  return (
    <li className="panel address">
      <p>
        <AddressText>{shown}</AddressText>
        {address.isPrimary && !only && <span className="tag">{words('primary')}</span>}
        {address.signIn && <span className="tag">{words('signsIn')}</span>}
      </p>
      <Facts address={address} language={language} timeZone={timeZone} />
      <div className="row">
        {confirmable && (
          <RowForm what="again" address={address.id}>
            <NamedButton short={words('confirmIt')} full={words('confirmFor', { shown })} plain />
          </RowForm>
        )}
        {!address.isPrimary && (
          <RowForm what="primary" address={address.id}>
            <NamedButton short={words('makePrimary')} full={words('makePrimaryFor', { shown })} plain />
          </RowForm>
        )}
      </div>
      {address.kind === 'phone' && <Uses {...{ address, shown, language, faults }} />}
      <details>
        <summary>
          {words('remove')}
          <span className="visually-hidden">{`: ${shown}`}</span>
        </summary>
        <p>{words('removeText')}</p>
        <RowForm what="remove" address={address.id}>
          <NamedButton short={words('removeButton')} full={words('removeButtonFor', { shown })} plain />
        </RowForm>
      </details>
    </li>
  );
}

function Facts({ address, language, timeZone }: Pick<CardProps, 'address' | 'language' | 'timeZone'>) {
  const words = wordsFor(language, 'addresses');
  const day = (date: Date) => formatDay(date, timeZone, language);
  const uses = usesOf(address.channels).map((use) => words(`use.${use}`));
  return (
    <ul className="bare quiet known">
      {address.kind === 'phone' && uses.length > 0 && (
        <li>{words('usedFor', { uses: listOf(language, uses) })}</li>
      )}
      {address.confirmedAt !== null && <li>{words('confirmedOn', { day: day(address.confirmedAt) })}</li>}
      {address.confirmedAt === null && address.kind !== 'postal' && <li>{words('notConfirmed')}</li>}
      {address.kind === 'postal' && <li>{words('addedOn', { day: day(address.attachedAt) })}</li>}
      {address.deliverability === 'undeliverable' && <li>{words('undeliverable')}</li>}
      {address.sharers > 0 && <li>{words('shared')}</li>}
    </ul>
  );
}

function Uses(props: { address: OwnAddress; shown: string; language: Language; faults: readonly Fault[] }) {
  const { address, shown, language, faults } = props;
  const words = wordsFor(language, 'addresses');
  const ticked = usesOf(address.channels);
  const id = `use-${address.id}`;
  const fault = faults.find((one) => one.field === id);
  return (
    <details open={fault !== undefined}>
      <summary>
        {words('uses')}
        <span className="visually-hidden">{`: ${shown}`}</span>
      </summary>
      <RowForm what="uses" address={address.id}>
        {ticked.map((use) => (
          <input key={use} type="hidden" name="were" value={use} />
        ))}
        <fieldset aria-describedby={fault === undefined ? `${id}-hint` : `${id}-hint ${id}-error`}>
          <legend className="visually-hidden">{words('usesFor', { shown })}</legend>
          <span className="hint" id={`${id}-hint`}>
            {words('usesHint')}
          </span>
          {fault !== undefined && (
            <span className="error" id={`${id}-error`}>
              {wordsFor(language, 'form')('error', { message: fault.message })}
            </span>
          )}
          {USES.map((use, at) => (
            <label className="tick" key={use}>
              <input
                type="checkbox"
                name="use"
                value={use}
                id={at === 0 ? id : undefined}
                defaultChecked={ticked.includes(use)}
              />
              {words(`use.${use}`)}
            </label>
          ))}
        </fieldset>
        <NamedButton short={words('saveUses')} full={words('saveUsesFor', { shown })} />
      </RowForm>
    </details>
  );
}
