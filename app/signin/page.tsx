import type { Metadata } from 'next';
import { AskForLink, type SignInQuery } from './ask-for-link';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<SignInQuery> }) {
  return <AskForLink side="account" query={await searchParams} />;
}
