import type { AppEvent, AppRequest } from './messages.ts';

/** Getters and methods that a program could replace on the prototypes are taken before it runs. */
const readData = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get;

/** The port to the host, where no program finds it. */
export class HostLink {
  readonly send: (event: AppEvent) => void;
  #receive: (request: AppRequest) => void = () => undefined;

  constructor(port: MessagePort) {
    this.send = port.postMessage.bind(port);
    const apply = Reflect.apply;
    port.onmessage = (event: MessageEvent<AppRequest>) => {
      event.stopImmediatePropagation();
      this.#receive(readData === undefined ? event.data : (apply(readData, event, []) as AppRequest));
    };
  }

  /** Says what handles the host's messages. */
  onRequest(receive: (request: AppRequest) => void): void {
    this.#receive = receive;
  }
}
