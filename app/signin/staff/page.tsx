import type { Metadata } from 'next';
import { AskForLink, type SignInQuery } from '../ask-for-link';

export const metadata: Metadata = { title: 'Staff sign-in' };

export default async function StaffSignInPage({ searchParams }: { searchParams: Promise<SignInQuery> }) {
  return <AskForLink side="staff" query={await searchParams} />;
}
