import { EditorView } from '@codemirror/view';

/**
 * Typing over a selection, done without the browser: Chromium would keep the selection's look in a style
 * attribute, which the page's policy refuses with a message in the console.
 */
export const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { main, ranges } = view.state.selection;
    if (event.inputType !== 'insertText' || !event.data || event.isComposing) return false;
    if (main.empty || ranges.length > 1 || view.state.readOnly) return false;
    const { from, to } = main;
    const text = event.data;
    const insert = () => view.state.update(view.state.replaceSelection(text), { userEvent: 'input.type' });
    const handlers = view.state.facet(EditorView.inputHandler);
    if (!handlers.some((handle) => handle(view, from, to, text, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});
