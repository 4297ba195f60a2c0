import { createHash, randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { TestDatabase } from '../../../db/testing/database';
import type { Config } from '../../config';
import type { Context } from '../../context';
import type { Channel } from '../../domain/vocabulary';
import { openContext } from './open-context';

/** Fixed keys: ids and tokens in tests are the same on every run. */
export const TEST_ADDRESS_KEY = createHash('sha256').update('test address key').digest();
export const TEST_LINK_KEY = createHash('sha256').update('test link key').digest();

/** A context over a test database; `clock` may be moved by the test. */
export function testContext(
  test: TestDatabase,
  overrides: Partial<Config> = {},
): Context & { clock: { now: Date } } {
  const clock = { now: new Date('2026-11-22T12:00:00.000Z') };
  const ctx = openContext({
    production: false,
    publicSite: false,
    role: 'all',
    port: 0,
    host: '127.0.0.1',
    appUrl: 'https://preferences.example.com',
    dataDir: '/nonexistent',
    databaseUrl: test.url,
    databaseAppUrl: null,
    poolSize: 4,
    embedded: false,
    defaultCountry: 'GB',
    linkKeys: [TEST_LINK_KEY],
    addressKeys: [TEST_ADDRESS_KEY],
    authSecret: 'a secret that only tests use, 32+',
    smtpUrl: null,
    sms: null,
    mailFrom: 'Preferences <preferences@example.com>',
    dkim: null,
    oidc: null,
    staffAdminEmail: null,
    trustedProxies: [],
    demo: false,
    mailboxPort: 0,
    ...overrides,
  });
  return { ...ctx, now: () => clock.now, clock };
}

/** Numbers and ids of the small vocabulary that tests share. */
export interface TestVocabulary {
  brand: number;
  otherBrand: number;
  partner: number;
  offers: number;
  news: number;
  service: number;
  otherOffers: number;
  partnerOffers: number;
  /** Published; names both topics of the brand on email, phone, sms and post, and the partner's on email. */
  notice: string;
}

const CHANNELS: Channel[] = ['email', 'post', 'phone', 'automated_call', 'sms', 'fax'];

/** Two own brands, a third party, their topics and a notice, as the owner. */
export async function seedTestVocabulary(test: TestDatabase): Promise<TestVocabulary> {
  const sender = async (slug: string, kind: string) => {
    const [row] = await test.asOwner<{ no: number }>(
      `INSERT INTO sender (slug, kind, name, legal_name, postal_address, privacy_url, contact_email)
       VALUES ($1, $2::sender_kind, initcap($1), initcap($1) || ' Ltd', '1 High Street, Leeds LS1 1AA', 'https://example.com/privacy', $1 || '@example.net') RETURNING no`,
      [slug, kind],
    );
    return row?.no ?? 0;
  };
  const topic = async (senderNo: number, slug: string, essential: boolean) => {
    const [row] = await test.asOwner<{ no: number }>(
      `INSERT INTO topic (sender_no, slug, name, essential, channels) VALUES ($1, $2, initcap($2), $3, $4::channel_scope[]) RETURNING no`,
      [senderNo, slug, essential, CHANNELS],
    );
    return row?.no ?? 0;
  };
  const brand = await sender('brand', 'first_party');
  const otherBrand = await sender('other-brand', 'first_party');
  const partner = await sender('partner', 'third_party');
  const offers = await topic(brand, 'offers', false);
  const news = await topic(brand, 'news', false);
  const service = await topic(brand, 'service', true);
  const otherOffers = await topic(otherBrand, 'offers', false);
  const partnerOffers = await topic(partner, 'offers', false);
  const notice = uuidv7();
  await test.asOwner(
    `INSERT INTO notice_version (id, slug, version, language, words, channels, sender_nos, topic_nos, words_digest, published_at)
     VALUES ($1, 'join', 1, 'en', 'Tick to hear from us.', ARRAY['email','phone','sms','post']::channel_scope[], $2::int[], ARRAY[]::int[], $3, '2020-01-01T00:00:00Z')`,
    [notice, [brand, otherBrand, partner], randomBytes(32)],
  );
  return { brand, otherBrand, partner, offers, news, service, otherOffers, partnerOffers, notice };
}
