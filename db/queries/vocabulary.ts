import type {
  Assessment,
  NoticeCoverage,
  RegisterSnapshot,
  Sender,
  Topic,
  Vocabulary,
} from '../../lib/domain/facts';
import type { Reader } from '../client';

const VERSION = { name: 'vocabulary_version', text: 'SELECT version FROM vocabulary_version' };

const SENDERS = {
  name: 'vocabulary_senders',
  text: `
-- Every sender, archived ones too: an old link may name one.
SELECT no, slug, kind, name, colour, archived_at IS NOT NULL AS archived FROM sender ORDER BY no`,
};

const TOPICS = {
  name: 'vocabulary_topics',
  text: `
-- Every topic, archived ones too.
SELECT no, slug, sender_no AS "senderNo", name, essential, frequencies::text[] AS frequencies, archived_at IS NOT NULL AS archived FROM topic ORDER BY position, no`,
};

const NOTICES = {
  name: 'vocabulary_notices',
  text: `
-- What each published notice version names; its words stay in the table.
SELECT id, channels::text[] AS channels, sender_nos AS "senderNos", topic_nos AS "topicNos", basis, published_at AS "publishedAt"
FROM notice_version WHERE published_at IS NOT NULL`,
};

const ASSESSMENTS = {
  name: 'vocabulary_assessments',
  text: `
-- Every legitimate-interest record; deciding looks at its dates.
SELECT id, sender_no AS "senderNo", topic_no AS "topicNo", channel, valid_from AS "validFrom", valid_until AS "validUntil"
FROM legitimate_interest_assessment`,
};

const REGISTERS = {
  name: 'vocabulary_registers',
  text: `
-- The newest copy of each outside register.
SELECT DISTINCT ON (register) register, taken_at AS "takenAt" FROM register_snapshot ORDER BY register, taken_at DESC`,
};

/** Reads the whole vocabulary; give it one snapshot so that its parts belong together. */
export async function readVocabulary(reader: Reader): Promise<Vocabulary> {
  const [version] = await reader.query<{ version: number }>(VERSION);
  const senders = await reader.query<Sender>(SENDERS);
  const topics = await reader.query<Topic>(TOPICS);
  const notices = await reader.query<NoticeCoverage>(NOTICES);
  const assessments = await reader.query<Assessment>(ASSESSMENTS);
  const registers = await reader.query<RegisterSnapshot>(REGISTERS);
  return {
    version: version?.version ?? 0,
    senders: new Map(senders.map((sender) => [sender.no, sender])),
    topics: new Map(topics.map((topic) => [topic.no, topic])),
    notices: new Map(notices.map((notice) => [notice.id, notice])),
    assessments,
    registers,
  };
}
