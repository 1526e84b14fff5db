import { Link } from 'wouter';
import { Header } from '../shell/header.tsx';
import { useTitle } from '../shell/title.ts';

/** For an address that names nothing. */
export function NotFound({ what }: { readonly what: string }) {
  useTitle('Not found');
  return (
    <>
      <Header />
      <main className="message-page">
        <span className="eyebrow">404</span>
        <h1>There is no such {what}</h1>
        <p>The address may be from another edition of the course, or mistyped.</p>
        <Link href="/" className="button primary">
          All lessons
        </Link>
      </main>
    </>
  );
}
