import { lessonLoaders } from 'virtual:catalogue';
import { lazy, Suspense } from 'react';
import { useLocation } from 'wouter';
import { readAddress } from './address.ts';
import { CourseList } from './course/course-list.tsx';
import { NotFound } from './course/not-found.tsx';
import { LiveRegion } from './shell/live-region.tsx';
import { PageFailure } from './shell/page-failure.tsx';

const importWorkbench = () => import('./workbench/workbench.tsx');
const Workbench = lazy(importWorkbench);

// Lesson and workbench are fetched together, before React asks for either.
const first = readAddress(location.pathname);
if (first.kind === 'lesson') {
  void importWorkbench();
  void lessonLoaders[first.lesson]?.();
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
    case 'unknown':
      return <NotFound what="page" />;
    case 'lesson':
      if (!Object.hasOwn(lessonLoaders, place.lesson)) return <NotFound what="lesson" />;
      return (
        <Suspense fallback={<div className="header" />}>
          <Workbench key={place.lesson} lessonId={place.lesson} file={place.file} />
        </Suspense>
      );
  }
}
