import { LANGUAGES, type Language, ownNameOf } from '../../lib/domain/language';
import { wordsFor } from '../../lib/pages/words/words';
import { thisPath } from '../page-language';

/** Chooses the language of the account and of our mail to this person, each named in itself; leads back to the page. */
export async function LanguageChoice({ language }: { language: Language }) {
  return (
    <form method="post" action="/account/language" className="wide languages">
      <input type="hidden" name="back" value={await thisPath()} />
      <fieldset>
        <legend>{wordsFor(language, 'document')('languages')}</legend>
        <ul className="bare">
          {LANGUAGES.map((other) => (
            <li key={other}>
              {other === language ? (
                <b lang={other}>{ownNameOf(other)}</b>
              ) : (
                <button type="submit" className="link" name="language" value={other} lang={other}>
                  {ownNameOf(other)}
                </button>
              )}
            </li>
          ))}
        </ul>
      </fieldset>
    </form>
  );
}
