import { syntaxTree } from '@codemirror/language';
import { StateEffect, StateField, type EditorState, type Range } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { LintFinding } from '../language/protocol.ts';
import { applyChange } from './quick-fix.ts';

/** Statements longer than this have the lens below the line of the finding instead of below their end. */
const longStatement = 12;

/** A finding told in the code itself: below its statement, with the way to mend it. */
class Lens extends WidgetType {
  readonly #finding: LintFinding;

  constructor(finding: LintFinding) {
    super();
    this.#finding = finding;
  }

  override eq(other: Lens): boolean {
    const [a, b] = [this.#finding, other.#finding];
    return (
      a.message === b.message && a.rule === b.rule && a.from === b.from && a.fixes.length === b.fixes.length
    );
  }

  override toDOM(view: EditorView): HTMLElement {
    const { severity, message, fixes, page, rule } = this.#finding;
    const lens = document.createElement('div');
    lens.className = `lens lens-${severity}`;
    const text = document.createElement('span');
    text.textContent = message;
    lens.append(text);
    for (const fix of fixes.slice(0, 2)) {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = message.includes(fix.title) ? 'Fix' : fix.title;
      button.setAttribute('aria-label', `Fix: ${fix.title}`);
      button.addEventListener('mousedown', (event) => event.preventDefault());
      button.addEventListener('click', () => applyChange(view, fix.change));
      lens.append(button);
    }
    if (page !== undefined && rule !== undefined) {
      const link = document.createElement('a');
      link.href = page;
      link.target = '_blank';
      link.rel = 'noreferrer';
      link.textContent = rule;
      lens.append(link);
    }
    return lens;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

const hotLine = {
  error: Decoration.line({ class: 'line-error' }),
  warning: Decoration.line({ class: 'line-warning' }),
};

/** Tells the editor what was found in exactly its text. */
export const showLenses = StateEffect.define<readonly LintFinding[]>();

export const lenses = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(showLenses)) return decorate(transaction.state, effect.value);
    }
    return decorations.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function decorate(state: EditorState, findings: readonly LintFinding[]): DecorationSet {
  const ranges: Range<Decoration>[] = [];
  const hotLines = new Set<number>();
  for (const finding of findings) {
    const line = state.doc.lineAt(Math.min(finding.from, state.doc.length));
    if (hotLines.has(line.from)) continue;
    hotLines.add(line.from);
    ranges.push(hotLine[finding.severity].range(line.from));
    if (finding.rule === undefined) continue;
    const place = endOfStatement(state, finding.from);
    ranges.push(Decoration.widget({ widget: new Lens(finding), block: true, side: 1 }).range(place));
  }
  return Decoration.set(ranges, true);
}

/** The end of the line on which the statement around a position ends. */
function endOfStatement(state: EditorState, position: number): number {
  const own = state.doc.lineAt(position);
  for (let node = syntaxTree(state).resolveInner(position, 1); node.parent; node = node.parent) {
    if (!/(Statement|Declaration)$/.test(node.name)) continue;
    const last = state.doc.lineAt(node.to);
    return last.number - own.number > longStatement ? own.to : last.to;
  }
  return own.to;
}
