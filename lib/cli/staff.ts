import { type Command, Option } from 'commander';
import { STAFF_ROLES } from '../domain/vocabulary';
import { AppError } from '../errors';
import { mintSignInLink } from '../services/sign-in/mint-sign-in-link';
import { addStaff } from '../services/staff-admin/add-staff';
import { withContext } from './operate';
import { printJson, printLine } from './output';

interface StaffOptions {
  role: string;
  name?: string;
  link?: boolean;
  json?: boolean;
}

/** `sayso staff add EMAIL --role ROLE [--name NAME] [--link]`. */
export function addStaffCommands(program: Command): void {
  program
    .command('staff')
    .description('people who work the desk')
    .command('add')
    .description('add somebody, or give somebody who is there another role')
    .argument('<EMAIL>', 'work address, by which they sign in')
    .addOption(new Option('--role <ROLE>', 'what they may do').choices(STAFF_ROLES).makeOptionMandatory())
    .option('--name <NAME>', 'how they are called on screens')
    .option('--link', 'print a link that signs them in once, within the next minutes')
    .option('--json', 'print one JSON object')
    .action(async (email: string, options: StaffOptions) => {
      const { member, link } = await withContext(async (ctx) => {
        const added = await addStaff(ctx, { email, role: options.role, name: options.name });
        const made =
          options.link === true
            ? await mintSignInLink(ctx, { email: added.email, side: 'staff', holder: 'operator' })
            : null;
        if (options.link === true && made === null)
          throw new AppError('conflict', 'They were added, but this address may not sign in.');
        return { member: added, link: made };
      });
      if (options.json === true)
        return printJson({
          ...member,
          ...(link === null ? {} : { link: link.url, link_expires_at: link.expiresAt }),
        });
      printLine(`${member.added ? 'Added' : 'Changed'}: ${member.email} is ${member.role}.`);
      if (link !== null) printLine(link.url);
    });
}
