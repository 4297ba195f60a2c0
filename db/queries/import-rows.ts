import type { Reader } from '../client';

const NOTICES = {
  name: 'import_notices',
  text: `
-- Published notice versions by the names a file may use.
SELECT id, slug, version, language FROM notice_version WHERE published_at IS NOT NULL`,
};

/** Published notice versions by name: their id, `slug/version` (English) and `slug/version/language`. */
export async function noticeNames(reader: Reader): Promise<Map<string, string>> {
  const rows = await reader.query<{ id: string; slug: string; version: number; language: string }>(NOTICES);
  const names = new Map<string, string>();
  for (const { id, slug, version, language } of rows) {
    names.set(id, id);
    names.set(`${slug}/${version}/${language}`, id);
    if (language === 'en') names.set(`${slug}/${version}`, id);
  }
  return names;
}
