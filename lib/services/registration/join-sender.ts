import type { ReadContext } from '../../context';
import { ALL } from '../../domain/vocabulary';
import { readJoinCatalogue } from './read-join-catalogue';

/** On whose behalf a registration was asked for; 0 when its form is not there. */
export async function joinSenderNo(
  ctx: ReadContext,
  registration: { formSlug: string; formVersion: number },
): Promise<number> {
  const { forms } = await readJoinCatalogue(ctx);
  const form = forms.find(
    ({ slug, version }) => slug === registration.formSlug && version === registration.formVersion,
  );
  return form?.senderNo ?? ALL;
}
