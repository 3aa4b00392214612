// A proxy on the loopback interface that answers nothing useful and remembers who asked.

import { createServer } from "node:http";

/** Counts the requests that a browser makes outside the site under test. */
export class Counter {
  /** @type {string[]} */
  seen = [];

  static async start() {
    const counter = new Counter();
    counter.server = createServer((request, response) => {
      counter.seen.push(`${request.method} ${request.url}`);
      response.writeHead(204).end();
    });
    counter.server.on("connect", (request, socket) => {
      counter.seen.push(`CONNECT ${request.url}`);
      socket.on("error", () => {});
      socket.end("HTTP/1.1 502 Counted\r\n\r\n");
    });
    // What is no HTTP at all (TLS sent here by name resolution) has still tried to leave.
    counter.server.on("clientError", (_, socket) => {
      counter.seen.push("bytes that are no HTTP");
      socket.destroy();
    });
    await new Promise((ready) => counter.server.listen(0, "127.0.0.1", () => ready(undefined)));
    counter.port = counter.server.address().port;
    return counter;
  }

  reset() {
    this.seen.length = 0;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
