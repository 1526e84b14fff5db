import { MergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { appearance } from './setup.ts';
import { languageOf } from './sql-in-templates.ts';

interface Side {
  readonly text: string;
  /** For those who listen. */
  readonly label: string;
}

interface ComparisonProps {
  /** Says the language of both. */
  readonly path: string;
  readonly left: Side;
  readonly right: Side;
}

/** Two texts side by side, differences marked. */
export function Comparison({ path, left, right }: ComparisonProps) {
  const place = useRef<HTMLDivElement>(null);
  const [leftText, leftLabel, rightText, rightLabel] = [left.text, left.label, right.text, right.label];
  useEffect(() => {
    if (!place.current) return;
    const side = (doc: string, label: string) => ({
      doc,
      extensions: [
        appearance,
        languageOf(path),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
      ],
    });
    const merge = new MergeView({
      a: side(leftText, leftLabel),
      b: side(rightText, rightLabel),
      parent: place.current,
      highlightChanges: true,
      gutter: true,
    });
    return () => merge.destroy();
  }, [path, leftText, leftLabel, rightText, rightLabel]);
  return <div ref={place} className="comparison" />;
}
