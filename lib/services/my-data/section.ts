/** The rows of one part of the export; `leftOut` when there were more than can be given at once. */
export interface Section<Row> {
  rows: readonly Row[];
  leftOut: boolean;
}

/** More rows than a person is likely to have; what lies beyond is asked for, and said to be missing. */
export const SECTION_MOST = 20_000;

/** Asks for one row more than is given, so that it can be said when some are left out. */
export async function section<Row>(
  ask: (limit: number) => Promise<Row[]>,
  keep: (row: Row) => boolean = () => true,
): Promise<Section<Row>> {
  const rows = await ask(SECTION_MOST + 1);
  return { rows: rows.slice(0, SECTION_MOST).filter(keep), leftOut: rows.length > SECTION_MOST };
}
