import type { Language } from '../../lib/domain/language';
import { NoticeWords } from '../../lib/pages/preference-choices';
import { wordsFor } from '../../lib/pages/words/words';
import type { PanelSender } from '../../lib/services/preference/read-panel';

type Props = { notices: PanelSender['notices']; language: Language };

/** The exact words a yes rests on, with their ids for the record: open to be read, and there to be folded away. */
export function Notices({ notices, language }: Props) {
  return notices.map((notice) => (
    <details className="notice" open key={notice.id}>
      <summary>{wordsFor(language, 'choices')('noticeTitle')}</summary>
      <input type="hidden" name="notice" value={notice.id} />
      <NoticeWords notice={notice} language={language} />
    </details>
  ));
}

/** Of several senders' notices those a sender brings that none before it did: what they share is shown once. */
export function newNotices(senders: readonly PanelSender[], index: number): PanelSender['notices'] {
  const shown = new Set(senders.slice(0, index).flatMap(({ notices }) => notices.map(({ id }) => id)));
  return (senders[index]?.notices ?? []).filter(({ id }) => !shown.has(id));
}
