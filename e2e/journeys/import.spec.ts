import { writeFileSync } from 'node:fs';
import { OptOutPage } from '../pages/opt-out-page';
import { expect, test } from './journey';
import { site } from './site';

const COLUMNS = 'email,phone,channel,sender,topic,act,basis,notice_version,said_at,words';
const YES = 'northgate,offers,given,consent,northgate-sign-up/1,2026-10-01T10:00:00Z,ticked the box';

interface Imported {
  summary: { rows: number; recorded: number; refused: number; clashes: number };
}

test('an import that spells an opted-out person in other ways lifts nothing and lists the clashes', async ({
  page,
}, info) => {
  const optOut = new OptOutPage(page);
  for (const address of ['import-clash@example.com', '0113 496 0666']) {
    await optOut.open();
    await optOut.stop(address);
    await expect(optOut.title).toHaveText('You have opted out');
  }
  const file = info.outputPath('crm.csv');
  const rows = [
    `Import-Clash@Example.COM,,email,${YES}`,
    `"""import-clash""@example.com",,email,${YES}`,
    `,+44 (0)113 496 0666,phone,${YES}`,
  ];
  writeFileSync(file, [COLUMNS, ...rows, ''].join('\r\n'));
  const { summary } = await site.run<Imported>('import', file, '--source', 'old shop', '--json');
  expect(summary).toMatchObject({ rows: 3, refused: 0, clashes: 3 });
  const email = await site.decide({ email: 'import-clash@example.com' }, 'email');
  const calls = await site.decide({ phone: '+441134960666' }, 'phone');
  for (const { answer, reasons } of [email, calls])
    expect({ answer, first: reasons[0]?.code }).toEqual({ answer: 'deny', first: 'refused' });
});
