import type { Context } from '../context';
import { seedDemo } from '../services/setup/seed-demo';
import { addStaff } from '../services/staff-admin/add-staff';

/** Demo data where it belongs (the embedded database, or SAYSO_DEMO=1), and the first administrator where one is named. */
export async function prepareDemo(ctx: Context): Promise<void> {
  if (ctx.config.demo) await seedDemo(ctx);
  const { staffAdminEmail } = ctx.config;
  if (staffAdminEmail !== null)
    await addStaff(ctx, { email: staffAdminEmail, name: 'Administrator', role: 'admin' });
}
