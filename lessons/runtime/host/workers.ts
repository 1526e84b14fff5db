/** A worker of the playground, in a browser or in Node. */
export interface PlaygroundWorker {
  /** Hands it the end of the port through which everything else goes. */
  start(port: MessagePort): void;
  /** Calls back when it dies on its own: out of memory, or its script does not load. */
  onCrash(listener: (message: string) => void): void;
  terminate(): void;
}

/** Makes the workers; the only thing about a playground that differs between a browser and Node. */
export interface WorkerFactory {
  /**
   * Whether an app worker that waits gets warm by running a sample program: worth its time where somebody reads
   * between two runs, a waste where checks follow each other.
   */
  readonly warmsUp: boolean;
  createApp(): PlaygroundWorker;
  createDatabase(): PlaygroundWorker;
  /** The text of the file of a module that programs import. */
  readModule(name: string): Promise<string>;
}
