import type { ProseBlock } from '../../../lessons/src/lesson.ts';
import { AttackCallout } from './attack-callout.tsx';

/** The lesson's text. Its HTML is the course's own, made when the page was built. */
export function Prose({ blocks }: { readonly blocks: readonly ProseBlock[] }) {
  return blocks.map((block, index) =>
    block.kind === 'attack' ? <AttackCallout key={index} /> : <Html key={index} html={block.html} />,
  );
}

/** HTML of the course itself: prose, a hint, a reason. Never anything that a learner or a program made. */
export function Html({ html }: { readonly html: string }) {
  return <div className="html" dangerouslySetInnerHTML={{ __html: html }} />;
}
