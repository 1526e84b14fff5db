import { useState, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { DatabasePane } from '../database/database-pane.tsx';
import { CodePane } from '../editor/code-pane.tsx';
import { Problems } from '../editor/problems.tsx';
import { Count, Tabs } from '../layout/tabs.tsx';
import { RequestForm } from '../request/request-form.tsx';
import { ResponsePane } from '../request/response-pane.tsx';
import { useSession, useSessionState } from '../session/context.tsx';
import { paneStorage } from '../storage.ts';
import { useMedia } from './media.ts';

/** What stands beside the code: a lesson's text, or what one can do here. */
export interface Guide {
  readonly name: string;
  readonly pane: ReactNode;
}

interface PanesProps {
  readonly guide: Guide;
  /** What a phone shows first. */
  readonly first: Room;
  /** Beside the editor's Reset. */
  readonly codeTools?: ReactNode;
}

/** Guide, code and requests: side by side where there is room, one at a time on a phone. */
export function Panes(props: PanesProps) {
  const isWide = useMedia('(min-width: 900px)');
  return isWide ? <WidePanes {...props} /> : <NarrowPanes {...props} />;
}

function WidePanes({ guide, codeTools }: PanesProps) {
  const columns = useDefaultLayout({ id: 'columns', storage: paneStorage });
  return (
    <Group className="panes" orientation="horizontal" {...columns}>
      <Panel id="lesson" defaultSize="26%" minSize={230} className="pane">
        <GuideColumn guide={guide} />
      </Panel>
      <Separator className="divider upright" aria-label={`Width of the ${guide.name.toLowerCase()}`} />
      <Panel id="code" defaultSize="43%" minSize={280} className="pane">
        <CodeColumn tools={codeTools} />
      </Panel>
      <Separator className="divider upright" aria-label="Width of the code" />
      <Panel id="run" defaultSize="31%" minSize={280} className="pane">
        <RunColumn />
      </Panel>
    </Group>
  );
}

function GuideColumn({ guide }: { readonly guide: Guide }) {
  return (
    <section className="column" data-pane aria-label={guide.name}>
      {guide.pane}
    </section>
  );
}

function CodeColumn({ tools }: { readonly tools: ReactNode }) {
  const session = useSession();
  const rows = useDefaultLayout({ id: 'code', storage: paneStorage });
  return (
    <section className="column" data-pane aria-label="Code">
      <Group orientation="vertical" {...rows}>
        <Panel id="editor" defaultSize="82%" minSize={120} className="pane">
          <CodePane onOpen={(path) => session.open(path)} tools={tools} />
        </Panel>
        <Separator className="divider level" aria-label="Height of the problems" />
        <Panel id="problems" defaultSize="18%" minSize={35} className="pane">
          <Problems />
        </Panel>
      </Group>
    </section>
  );
}

function RunColumn() {
  const rows = useDefaultLayout({ id: 'run', storage: paneStorage });
  return (
    <section className="column" data-pane aria-label="Requests and database">
      <RequestForm />
      <Group orientation="vertical" className="grow" {...rows}>
        <Panel id="response" defaultSize="48%" minSize={80} className="pane">
          <ResponsePane />
        </Panel>
        <Separator className="divider level" aria-label="Height of the response" />
        <Panel id="database" defaultSize="52%" minSize={80} className="pane">
          <DatabasePane />
        </Panel>
      </Group>
    </section>
  );
}

type Room = 'guide' | 'code' | 'run';

function NarrowPanes({ guide, first, codeTools }: PanesProps) {
  const [room, setRoom] = useState<Room>(first);
  const jump = useSessionState((state) => state.jump);
  const problems = useSessionState(({ findings, typeCheck }) =>
    [
      ...Object.values(findings).map((file) => file.findings),
      ...Object.values(typeCheck?.errors ?? {}),
    ].reduce((sum, { length }) => sum + length, 0),
  );
  const title = useSessionState((state) => state.project.title);
  const [seenJump, setSeenJump] = useState(jump);
  if (jump !== seenJump) {
    setSeenJump(jump);
    setRoom('code');
  }
  return (
    <>
      {room !== 'guide' && <h1 className="visually-hidden">{title}</h1>}
      <Tabs<Room>
        className="narrow"
        label="Panes"
        selected={room}
        onSelect={setRoom}
        isKeptMounted
        items={[
          { key: 'guide', label: guide.name, panel: <GuideColumn guide={guide} /> },
          {
            key: 'code',
            label: 'Code',
            badge: <Count value={problems} tone="bad" />,
            panel: <CodeColumn tools={codeTools} />,
          },
          { key: 'run', label: 'Run', panel: <RunColumn /> },
        ]}
      />
    </>
  );
}
