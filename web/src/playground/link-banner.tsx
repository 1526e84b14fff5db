interface LinkBannerProps {
  readonly isHeld: boolean;
  readonly onRun: () => void;
  readonly onTake: () => void;
}

/** Says whose code it is not, and that nothing of it runs before Run is pressed. */
export function LinkBanner({ isHeld, onRun, onTake }: LinkBannerProps) {
  return (
    <section className="link-banner" aria-label="From a link">
      <p>
        <b>This program came with a link.</b> Whoever made the link wrote it: it is neither yours nor part of
        the course.{' '}
        {isHeld
          ? 'Nothing of it has run. Read it first, if you like.'
          : 'It runs shut off from the network, from this page and from your files. Changes you make are not kept.'}
      </p>
      {isHeld ? (
        <button type="button" className="button primary small" onClick={onRun}>
          Run
        </button>
      ) : (
        <button type="button" className="button small" onClick={onTake}>
          Make it mine
        </button>
      )}
    </section>
  );
}
