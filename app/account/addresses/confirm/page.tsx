import type { Metadata } from 'next';
import { contactOfRequest } from '../../../../lib/auth/require';
import { heldContext } from '../../../../lib/context';
import { tidyCode } from '../../../../lib/domain/address-code';
import type { Language } from '../../../../lib/domain/language';
import { AddressText } from '../../../../lib/pages/address-text';
import { withLanguage } from '../../../../lib/pages/page-path';
import { wordsFor } from '../../../../lib/pages/words/words';
import { listAddresses } from '../../../../lib/services/account-address/list-addresses';
import { pageLanguage } from '../../../page-language';
import { RowForm } from '../row-form';
import { shownAddress } from '../shown-address';

/** The address of this page holds the code: it is named to nobody. */
export async function generateMetadata(): Promise<Metadata> {
  const title = wordsFor(await pageLanguage(), 'addresses')('confirmPage.title');
  return { title, referrer: 'same-origin' };
}

type Query = { address?: string | string[]; code?: string | string[] };

/** What the link in the mail opens. Looking at it confirms nothing; the button does, for the person who asked. */
export default async function ConfirmAddressPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const language = await pageLanguage();
  const code = tidyCode(one(query.code));
  if (code === null || one(query.address) === '')
    return <Plain title="incomplete" text="incompleteText" language={language} />;
  const person = await contactOfRequest();
  if (person === null) return <Elsewhere code={code} language={language} />;
  const { waiting } = await listAddresses(heldContext(), person.contactId);
  const asked = waiting.find((each) => each.contactPointId === one(query.address));
  if (asked === undefined) return <Plain title="nothing" text="nothingText" language={language} />;
  const words = wordsFor(language, 'addresses');
  return (
    <>
      <h1>{words('confirmPage.title')}</h1>
      <p>
        {words.rich('confirmPage.text', {
          shown: shownAddress(asked) ?? '',
          address: (text) => <AddressText>{text}</AddressText>,
        })}
      </p>
      <RowForm what="confirm" address={asked.contactPointId}>
        <input type="hidden" name="code" value={code} />
        <button type="submit">{words('confirm')}</button>
      </RowForm>
    </>
  );
}

function Plain(props: {
  title: 'incomplete' | 'nothing';
  text: 'incompleteText' | 'nothingText';
  language: Language;
}) {
  const words = wordsFor(props.language, 'addresses');
  return (
    <>
      <h1>{words(`confirmPage.${props.title}`)}</h1>
      <p>{words(`confirmPage.${props.text}`)}</p>
      <p>
        <a href="/account/addresses">{words('confirmPage.toList')}</a>
      </p>
    </>
  );
}

/** Opened where nobody is signed in: the code is carried over by hand to where the address was added. */
function Elsewhere({ code, language }: { code: string; language: Language }) {
  const words = wordsFor(language, 'addresses');
  const signIn = withLanguage('/signin', language);
  return (
    <>
      <h1>{words('confirmPage.elsewhereTitle')}</h1>
      <p>{words('confirmPage.elsewhereText')}</p>
      <p className="say">
        <code dir="ltr">{code}</code>
      </p>
      <p className="quiet">
        {words.rich('confirmPage.elsewhereSignIn', { link: (text) => <a href={signIn}>{text}</a> })}
      </p>
    </>
  );
}

function one(value: string | string[] | undefined): string {
  return typeof value === 'string' ? value : '';
}
