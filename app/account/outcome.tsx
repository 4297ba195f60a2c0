import type { Language } from '../../lib/domain/language';
import { wordsFor } from '../../lib/pages/words/words';
import { type PauseQuery, pauseFault, pauseFaultText } from './pause-form';

export interface AccountQuery extends PauseQuery {
  saved?: string;
  stopped?: string;
  problem?: string | string[];
  /** How many yeses a no has overtaken. */
  overtaken?: string;
  paused?: string;
  resumed?: string;
}

/** What became of the last form, at the top of the page that shows what holds now. */
export function Outcome(props: { query: AccountQuery; language: Language; lastDay: string }) {
  const { query, language, lastDay } = props;
  const words = wordsFor(language, 'account');
  const pause = wordsFor(language, 'pause');
  const fault = pauseFault(query);
  const overtaken = Number(/^\d{1,3}$/.exec(query.overtaken ?? '')?.[0] ?? 0);
  const problems = [query.problem ?? []].flat();
  const notAll = overtaken > 0 || problems.length > 0;
  return (
    <>
      {query.stopped !== undefined && (
        <p className="notice good" role="status">
          {words('stopped')}
        </p>
      )}
      {query.saved !== undefined && (query.saved !== '0' || !notAll) && (
        <p className="notice good" role="status">
          {query.saved === '0' ? wordsFor(language, 'choices')('savedNothing') : words('saved')}
        </p>
      )}
      {query.paused !== undefined && (
        <p className="notice good" role="status">
          {pause('saved')}
        </p>
      )}
      {query.resumed !== undefined && (
        <p className="notice good" role="status">
          {pause(query.resumed === '0' ? 'endedNothing' : 'ended')}
        </p>
      )}
      {fault !== null && (
        <p className="notice bad" role="alert">
          <a href="#until">{pauseFaultText(fault, language, lastDay)}</a>
        </p>
      )}
      {overtaken > 0 && (
        <p className="notice bad" role="alert">
          <a href="#choices">{wordsFor(language, 'acts')('overtaken', { n: overtaken })}</a>
        </p>
      )}
      {problems.includes('form') && (
        <p className="notice bad" role="alert">
          {words('problemForm')}
        </p>
      )}
      {problems.includes('words') && (
        <p className="notice bad" role="alert">
          {words('problemWords')}
        </p>
      )}
    </>
  );
}
