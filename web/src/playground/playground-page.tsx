import { useEffect, useState, useSyncExternalStore } from 'react';
import { Link, useLocation } from 'wouter';
import type { SourceFiles } from '../../../lessons/runtime/playground.ts';
import { playgroundAddress } from '../address.ts';
import { Header } from '../shell/header.tsx';
import { readFragment, type LinkContent } from './link.ts';
import { OpenPlayground } from './open-playground.tsx';
import { keepEngine, keepFiles, readProgram, type PlaygroundProgram } from './program.ts';

/** A back end in a tab: the reader's own, or the one that the link carries. */
export function PlaygroundPage({ file }: { readonly file: string | undefined }) {
  const link = useLink();
  const [, navigate] = useLocation();
  /** The reader's own files before they took over those of a link. */
  const [replaced, setReplaced] = useState<SourceFiles>();

  if (link === undefined) return <div className="header" />;
  switch (link.kind) {
    case 'none':
      return <OwnPlayground replaced={replaced} file={file} />;
    case 'wrong':
      return <WrongLink message={link.message} />;
    case 'program':
      return (
        <OpenPlayground
          key={link.fragment}
          program={link.program}
          file={file}
          origin={{
            kind: 'link',
            onTake: (program) => {
              setReplaced(readProgram().files);
              keepFiles(program.files);
              keepEngine(program.engine);
              navigate(playgroundAddress);
            },
          }}
        />
      );
  }
}

interface OwnPlaygroundProps {
  readonly replaced: SourceFiles | undefined;
  readonly file: string | undefined;
}

/** Another engine is another database: the session begins anew with the same files. */
function OwnPlayground({ replaced, file }: OwnPlaygroundProps) {
  const [{ program, turn }, setOpened] = useState(() => ({ program: readProgram(), turn: 0 }));
  return (
    <OpenPlayground
      key={turn}
      program={program}
      file={file}
      origin={{
        kind: 'own',
        replaced: turn === 0 ? replaced : undefined,
        onEngine: (next: PlaygroundProgram) => {
          keepEngine(next.engine);
          setOpened({ program: next, turn: turn + 1 });
        },
      }}
    />
  );
}

function WrongLink({ message }: { readonly message: string }) {
  return (
    <>
      <Header />
      <main className="message-page">
        <h1>This link cannot be opened</h1>
        <p>{message}</p>
        <Link href={playgroundAddress} className="button primary">
          My own playground
        </Link>
      </main>
    </>
  );
}

type Opened = LinkContent & { readonly fragment: string };

/** What the address carries, once it is read. */
function useLink(): Opened | undefined {
  const fragment = useSyncExternalStore(onNavigation, () => location.hash);
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    let isCurrent = true;
    void readFragment(fragment).then((content) => isCurrent && setOpened({ ...content, fragment }));
    return () => {
      isCurrent = false;
    };
  }, [fragment]);
  return opened?.fragment === fragment ? opened : undefined;
}

/** The router announces its own changes of the address by events of these names. */
const navigations = ['hashchange', 'popstate', 'pushState', 'replaceState'];

function onNavigation(listener: () => void): () => void {
  for (const name of navigations) addEventListener(name, listener);
  return () => {
    for (const name of navigations) removeEventListener(name, listener);
  };
}
