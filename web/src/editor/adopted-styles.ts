import { StyleModule } from 'style-mod';

/**
 * CodeMirror writes its styles into a style element, which the page's policy refuses. style-mod can adopt
 * constructed style sheets instead, but does so only for shadow roots; so the document is shown to it as one.
 */
const asShadowRoot = {
  ownerDocument: document,
  get adoptedStyleSheets() {
    return document.adoptedStyleSheets;
  },
  set adoptedStyleSheets(sheets) {
    document.adoptedStyleSheets = sheets;
  },
};

const mount = StyleModule.mount.bind(StyleModule);

StyleModule.mount = (root, modules, options) =>
  // It reads only the members above.
  mount(root === document ? (asShadowRoot as unknown as ShadowRoot) : root, modules, options);
