import type { Receipt } from '../domain/receipt';
import { AddressText } from './address-text';
import { formatDay, formatInstant } from './dates';
import {
  type ActReader,
  addressesOf,
  doorText,
  lineText,
  oneLine,
  speakerTexts,
  type TellableAct,
} from './told-act';
import { listOf, wordsFor } from './words/words';

interface ReceiptProps {
  act: TellableAct;
  receipt: Receipt;
  reader: ActReader;
  /** The address, masked, where none may be named in full. */
  maskedAddress: string | null;
  /** Where the same receipt is to be had as a file. */
  fileHref: string;
}

/** A receipt as a person reads it: what was said, when and how, on which words, and whom it concerns. */
export function ReceiptBody(props: ReceiptProps) {
  const { act, receipt, reader, fileHref } = props;
  const { language } = reader;
  const words = wordsFor(language, 'receipt');
  const acts = wordsFor(language, 'acts');
  return (
    <>
      <p className="lead">{words('lead')}</p>
      <h2>{words('said')}</h2>
      <ul>
        {act.lines.map((line) => (
          <li key={`${line.act}/${line.channel}/${line.sender}/${line.topic}/${line.frequency}`}>
            <b>{lineText(line, reader)}</b>
            {line.undone && <span className="hint">{acts('undone')}</span>}
          </li>
        ))}
      </ul>
      <Facts {...props} />
      <h2>{acts('wordsShown')}</h2>
      {act.notices.length === 0 && <p>{acts('noWords')}</p>}
      {act.notices.map((notice) => (
        <blockquote key={notice.id} lang={notice.language} dir="auto">
          {notice.words.split(/\n{2,}/).map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </blockquote>
      ))}
      <h2>{words('partiesTitle')}</h2>
      <Parties receipt={receipt} reader={reader} />
      <p>{words('takeBack')}</p>
      <p>
        <a className="big" href={fileHref}>
          {words('file')}
        </a>
      </p>
      <p>
        <a className="big" href="/privacy">
          {words('rights')}
        </a>
      </p>
    </>
  );
}

function Facts({ act, receipt, reader, maskedAddress }: ReceiptProps) {
  const { language, timeZone } = reader;
  const words = wordsFor(language, 'receipt');
  const named = addressesOf(act.lines, reader);
  const address = maskedAddress ?? (named.length === 0 ? null : listOf(language, named));
  const mark = receipt.events.flatMap(({ record_hash: hash }) => hash ?? []).at(-1);
  return (
    <dl className="facts">
      <dt>{words('when')}</dt>
      <dd>{formatInstant(act.saidAt, timeZone, language)}</dd>
      <dt>{words('recorded')}</dt>
      <dd>{formatInstant(act.recordedAt, timeZone, language)}</dd>
      <dt>{words('how')}</dt>
      <dd>{doorText(act.door, language)}</dd>
      <dt>{words('who')}</dt>
      {speakerTexts(act, language).map((text) => (
        <dd key={text}>{text}</dd>
      ))}
      {address !== null && (
        <>
          <dt>{words('address')}</dt>
          <dd>
            <AddressText>{address}</AddressText>
          </dd>
        </>
      )}
      <dt>{words('number')}</dt>
      <dd>
        <code dir="ltr">{receipt.receipt_id}</code>
      </dd>
      <dt>{words('record')}</dt>
      <dd>
        <code dir="ltr">{receipt.record_id}</code>
      </dd>
      {mark !== undefined && (
        <>
          <dt>{words('mark')}</dt>
          <dd>
            <code dir="ltr">{mark}</code>
            <span className="hint">{words('markHint')}</span>
          </dd>
        </>
      )}
    </dl>
  );
}

function Parties({ receipt, reader }: { receipt: Receipt; reader: ActReader }) {
  const { language, timeZone } = reader;
  const words = wordsFor(language, 'receipt');
  const choices = wordsFor(language, 'choices');
  const given = receipt.pii_processing.flatMap(({ recipient_third_parties: recipients }) => recipients);
  return receipt.party_identification.map((party) => {
    const recipient = given.find(({ party_id: id }) => id === party.party_id);
    return (
      <div key={party.party_id}>
        <h3>{party.party_trading_name}</h3>
        <p>
          <bdi>{party.party_name}</bdi>
          <span className="hint">{words(recipient === undefined ? 'partyOwn' : 'partyOther')}</span>
          <span className="hint">
            <bdi>{oneLine(party.party_address)}</bdi>
          </span>
          {party.party_email !== null && (
            <span className="hint">
              <bdi>{party.party_email}</bdi>
            </span>
          )}
        </p>
        {recipient !== undefined && (
          <>
            <p>{words('givenTitle')}</p>
            {recipient.given.length === 0 && <p className="hint">{words('givenNothing')}</p>}
            <ul>
              {recipient.given.map(({ what, at }) => (
                <li key={`${what}/${at}`}>
                  {words('given', { what, day: formatDay(new Date(at), timeZone, language) })}
                </li>
              ))}
            </ul>
          </>
        )}
        <p>
          <a href={party.party_url} rel="noreferrer">
            {choices('privacyOf', { sender: party.party_trading_name })}
          </a>
        </p>
      </div>
    );
  });
}
