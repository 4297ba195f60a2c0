import { z } from 'zod';
import type { ReadContext } from '../../context';
import { languageOf } from '../../domain/language';
import { respond } from '../../http/respond';
import { myDataFile } from '../../pages/my-data-file';
import { collectMyData, type MyData } from '../../services/my-data/collect-my-data';
import { readableFile } from './my-data-file';
import { myDataJson } from './my-data-json';
import { myDataSchema } from './my-data-schema';

const SCHEMA_PATH = '/account/my-data/schema.json';

interface Person {
  contactId: string;
}

/** Everything held of the person signed in, for machines (GDPR Art. 15, 20). The file's name names nobody. */
export async function downloadJson(_request: Request, ctx: ReadContext, person: Person): Promise<Response> {
  const data = await dataOf(ctx, person);
  const url = new URL(SCHEMA_PATH, ctx.config.appUrl).href;
  const json = myDataJson(data, await ctx.vocabulary.current(), url);
  return asFile(`${JSON.stringify(json, null, 2)}\n`, 'application/json', 'my-data.json');
}

/** The same to read or print: one page that needs nothing else, in the person's language. */
export async function downloadHtml(_request: Request, ctx: ReadContext, person: Person): Promise<Response> {
  const data = await dataOf(ctx, person);
  const language = languageOf(data.profile.locale) ?? 'en';
  const file = await readableFile(ctx, language, data);
  return asFile(await myDataFile(language, file), 'text/html', 'my-data.html');
}

/** What each part of the JSON file means: JSON Schema, the same for everybody. */
export async function downloadSchema(_request: Request, ctx: ReadContext): Promise<Response> {
  const schema = {
    ...z.toJSONSchema(myDataSchema),
    $id: new URL(SCHEMA_PATH, ctx.config.appUrl).href,
    title: 'sayso.my-data',
  };
  return asFile(`${JSON.stringify(schema, null, 2)}\n`, 'application/schema+json', 'my-data.schema.json');
}

async function dataOf(ctx: ReadContext, { contactId }: Person): Promise<MyData> {
  const data = await collectMyData(ctx, contactId);
  if (data === null) throw new Error('somebody is signed in of whom nothing is held');
  return data;
}

function asFile(body: string, type: string, name: string): Response {
  return respond(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  });
}
