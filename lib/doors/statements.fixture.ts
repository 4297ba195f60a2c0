import type { Reader, Writer } from '../../db/client';
import type { Context } from '../context';

/** A context that notes the name of every statement it issues, with where transactions begin and end. */
export function noting<Ctx extends Context>(ctx: Ctx): { ctx: Ctx; taken(): string[] } {
  const names: string[] = [];
  const noted = <One extends Reader>(reader: One): One => ({
    ...reader,
    query: (statement, values) => {
      names.push(statement.name);
      return reader.query(statement, values);
    },
  });
  const { db } = ctx;
  const database: Context['db'] = {
    reader: noted(db.reader),
    snapshot: (work) => db.snapshot((reader) => within('snapshot', () => work(noted(reader)))),
    transaction: (work) =>
      db.transaction((writer: Writer) => within('transaction', () => work(noted(writer)))),
    single: (work) => db.single((writer: Writer) => work(noted(writer))),
    end: () => db.end(),
  };
  const within = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    names.push(`${what} begins`);
    const result = await work();
    names.push(`${what} ends`);
    return result;
  };
  return { ctx: { ...ctx, db: database }, taken: () => names.splice(0) };
}
