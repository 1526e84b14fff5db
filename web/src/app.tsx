import { lessonLoaders } from 'virtual:catalogue';
import { Suspense } from 'react';
import { useLocation } from 'wouter';
import { readAddress } from './address.ts';
import { CourseList } from './course/course-list.tsx';
import { NotFound } from './course/not-found.tsx';
import { lessonModule } from './lesson/lesson-module.ts';
import { prepareFrame } from './sandbox/frame-element.ts';
import { LiveRegion } from './shell/live-region.tsx';
import { startLoad, useLoad, type Load } from './shell/load.ts';
import { PageFailure } from './shell/page-failure.tsx';
import type * as PlaygroundTypes from './playground/playground-page.tsx';
import type * as WorkbenchTypes from './workbench/workbench.tsx';

type WorkbenchModule = typeof WorkbenchTypes;
type PlaygroundModule = typeof PlaygroundTypes;

let playgroundLoad: Load<PlaygroundModule> | undefined;

function playgroundModule(): Load<PlaygroundModule> {
  return (playgroundLoad ??= startLoad(import('./playground/playground-page.tsx')));
}

let workbenchLoad: Load<WorkbenchModule> | undefined;

function workbenchModule(): Load<WorkbenchModule> {
  return (workbenchLoad ??= startLoad(import('./workbench/workbench.tsx')));
}

/** Resolves when the page of this address can be shown without a pause; what fails is told when it is shown. */
export async function preloadPage(path: string): Promise<void> {
  const place = readAddress(path);
  if (place.kind === 'playground') {
    await Promise.allSettled([playgroundModule().promise]);
    return;
  }
  if (place.kind !== 'lesson' || !Object.hasOwn(lessonLoaders, place.lesson)) return;
  prepareFrame();
  await Promise.allSettled([workbenchModule().promise, lessonModule(place.lesson).promise]);
}

export function App() {
  const [path] = useLocation();
  return (
    <PageFailure>
      <Page path={path} />
      <LiveRegion />
    </PageFailure>
  );
}

function Page({ path }: { readonly path: string }) {
  const place = readAddress(path);
  switch (place.kind) {
    case 'course':
      return <CourseList />;
    case 'playground':
      return (
        <Suspense fallback={<div className="header" />}>
          <PlaygroundPlace file={place.file} />
        </Suspense>
      );
    case 'unknown':
      return <NotFound what="page" />;
    case 'lesson':
      if (!Object.hasOwn(lessonLoaders, place.lesson)) return <NotFound what="lesson" />;
      return (
        <Suspense fallback={<div className="header" />}>
          <LessonPage key={place.lesson} lessonId={place.lesson} file={place.file} />
        </Suspense>
      );
  }
}

function PlaygroundPlace({ file }: { readonly file: string | undefined }) {
  const { PlaygroundPage } = useLoad(playgroundModule());
  return <PlaygroundPage file={file} />;
}

interface LessonPageProps {
  readonly lessonId: string;
  readonly file: string | undefined;
}

function LessonPage({ lessonId, file }: LessonPageProps) {
  const { Workbench } = useLoad(workbenchModule());
  const module = useLoad(lessonModule(lessonId));
  return <Workbench module={module} file={file} />;
}
