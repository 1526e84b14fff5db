import type { Extension } from '@codemirror/state';
import { EditorView, keymap } from '@codemirror/view';
import type { Session } from '../session/session.ts';
import { announce } from '../shell/announce.ts';

/** F12, or a click with the platform's command key, goes to where a name is defined. */
export function definitions(session: Session, path: string): Extension {
  const go = async (offset: number) => {
    const found = await session.types.ask('define', { path, offset });
    if (found?.kind === 'file') session.jumpTo(found);
    else announce(found ? `This is defined in ${found.name}.` : 'Nothing is defined here.');
  };
  return [
    keymap.of([{ key: 'F12', run: ({ state }) => (void go(state.selection.main.head), true) }]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey)) return false;
        const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null) return false;
        event.preventDefault();
        void go(offset);
        return true;
      },
    }),
  ];
}
