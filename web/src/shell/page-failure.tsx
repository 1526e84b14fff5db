import { Component, type ReactNode } from 'react';

/** Shown when the page itself breaks, instead of an empty window. The learner's work is in storage by then. */
export class PageFailure extends Component<{ readonly children: ReactNode }, { error: Error | undefined }> {
  override state: { error: Error | undefined } = { error: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <main className="message-page" role="alert">
        <h1>The workbench broke</h1>
        <p>Your code is kept. Reload the page to go on. This is our mistake:</p>
        <pre>{error.message}</pre>
        <button type="button" className="button primary" onClick={() => location.reload()}>
          Reload
        </button>
      </main>
    );
  }
}
